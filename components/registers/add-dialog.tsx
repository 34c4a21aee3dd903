"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { type ReactNode, useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import { useToast } from "#components/ui/toast.tsx"
import type { Result } from "#lib/result.ts"

export type Add = (input: unknown) => Promise<Result<{ code: string }>>

interface Props {
  title: string
  codeHint: string
  /** The code that is offered: the next free one. */
  free: string
  /** The input for what stands in the form, without its code. */
  inputOf(form: FormData): object
  add: Add
  children(problem: (field: string) => string | undefined): ReactNode
}

/** A new entry of a register: its code, then what belongs to its kind. */
export function AddDialog({ title, codeHint, free, inputOf, add, children }: Props) {
  const t = useTranslations("registers")
  const router = useRouter()
  const { say } = useToast()
  const [open, setOpen] = useState(false)
  const { onSubmit, isPending, problem } = useSubmission(
    (form) => add({ ...inputOf(form), code: form.get("code") }),
    ({ code }) => {
      setOpen(false)
      say(t("added", { code }))
      router.refresh()
    },
  )
  const general = problem()
  return (
    <Dialog open={open} onOpenChange={setOpen} title={title} trigger={<Button size="s">{title}</Button>}>
      <form method="post" onSubmit={onSubmit} className="grid gap-4">
        {general && (
          <Notice tone="seal" role="alert">
            {general}
          </Notice>
        )}
        <TextField
          label={t("code")}
          hint={codeHint}
          name="code"
          defaultValue={free}
          maxLength={40}
          autoComplete="off"
          className="max-w-40 tabular"
          problem={problem("code")}
        />
        {children(problem)}
        <div className="text-end">
          <Button type="submit" look="primary" disabled={isPending}>
            {t("submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
