"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { OptionFields, optionOf } from "#components/options/option-fields.tsx"
import { Button } from "#components/ui/button.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import { useToast } from "#components/ui/toast.tsx"
import type { Result } from "#lib/result.ts"

interface Props {
  workshopId: string
  /** The code that is offered: the next free one. */
  free: string
  add: (input: unknown) => Promise<Result<{ code: string }>>
}

/** A new option: its code, its names, and what it is in a few sentences. */
export function AddOption({ workshopId, free, add }: Props) {
  const t = useTranslations("options")
  const router = useRouter()
  const { say } = useToast()
  const [open, setOpen] = useState(false)
  const { onSubmit, isPending, problem } = useSubmission(
    (form) => add({ workshopId, code: form.get("code"), ...optionOf(form) }),
    ({ code }) => {
      setOpen(false)
      say(t("added", { code }))
      router.refresh()
    },
  )
  const general = problem()
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t("addTitle")}
      trigger={<Button look="primary">{t("add")}</Button>}
    >
      <form method="post" onSubmit={onSubmit} className="grid gap-4">
        {general && (
          <Notice tone="seal" role="alert">
            {general}
          </Notice>
        )}
        <TextField
          label={t("code")}
          name="code"
          defaultValue={free}
          maxLength={40}
          autoComplete="off"
          className="max-w-40 tabular"
          problem={problem("code")}
        />
        <OptionFields problem={problem} />
        <div className="text-end">
          <Button type="submit" look="primary" disabled={isPending}>
            {t("submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
