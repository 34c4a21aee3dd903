"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { OptionFields, optionOf } from "#components/options/option-fields.tsx"
import { Button } from "#components/ui/button.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import { useToast } from "#components/ui/toast.tsx"
import type { Text } from "#lib/document/content.ts"
import type { Result } from "#lib/result.ts"

interface Props {
  workshopId: string
  code: string
  names: Text
  summary?: Text
  edit: (input: unknown) => Promise<Result<void>>
}

/** Other names and another summary for an option. */
export function EditOption({ workshopId, code, names, summary, edit }: Props) {
  const t = useTranslations("options")
  const router = useRouter()
  const { say } = useToast()
  const [open, setOpen] = useState(false)
  const { onSubmit, isPending, problem } = useSubmission(
    (form) => edit({ workshopId, code, ...optionOf(form) }),
    () => {
      setOpen(false)
      say(t("saved"))
      router.refresh()
    },
  )
  const general = problem()
  return (
    <Dialog open={open} onOpenChange={setOpen} title={t("editTitle", { code })} trigger={<Button>{t("edit")}</Button>}>
      <form method="post" onSubmit={onSubmit} className="grid gap-4">
        {general && (
          <Notice tone="seal" role="alert">
            {general}
          </Notice>
        )}
        <OptionFields names={names} {...(summary && { summary })} problem={problem} />
        <div className="text-end">
          <Button type="submit" look="primary" disabled={isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
