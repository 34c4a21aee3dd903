"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import type { Result } from "#lib/result.ts"

interface Props {
  workshopId: string
  names: { zh?: string; en?: string }
  rename: (input: unknown) => Promise<Result<void>>
}

/** Another name for the workshop, in one or both languages. */
export function RenameWorkshop({ workshopId, names, rename }: Props) {
  const t = useTranslations("members")
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const { onSubmit, isPending, problem } = useSubmission(
    (form) => rename({ workshopId, names: { zh: form.get("zh"), en: form.get("en") } }),
    () => {
      setOpen(false)
      router.refresh()
    },
  )
  const general = problem()
  return (
    <Dialog open={open} onOpenChange={setOpen} title={t("renameTitle")} trigger={<Button>{t("rename")}</Button>}>
      <form method="post" onSubmit={onSubmit} className="grid gap-4">
        {general && (
          <Notice tone="seal" role="alert">
            {general}
          </Notice>
        )}
        <TextField
          label={t("nameZh")}
          name="zh"
          lang="zh-CN"
          defaultValue={names.zh}
          maxLength={100}
          problem={problem("zh")}
        />
        <TextField
          label={t("nameEn")}
          name="en"
          lang="en"
          defaultValue={names.en}
          maxLength={100}
          problem={problem("en")}
        />
        <div className="text-end">
          <Button type="submit" look="primary" disabled={isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
