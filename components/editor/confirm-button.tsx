"use client"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { Dialog, DialogClose } from "#components/ui/dialog.tsx"
import type { Result } from "#lib/result.ts"

interface Props {
  label: string
  title: string
  what: string
  look?: "primary" | "quiet"
  testId: string
  run(): Promise<Result<unknown>>
  onDone(): void
}

/** One move of the brief, asked once more before it is made. */
export function ConfirmButton({ label, title, what, look = "quiet", testId, run, onDone }: Props) {
  const t = useTranslations("editor.submit")
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [isSending, setSending] = useState(false)
  const go = async () => {
    setSending(true)
    const result = await run()
    setSending(false)
    if (!result.ok) return setProblem(result.message)
    setOpen(false)
    onDone()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look={look} data-testid={testId}>
          {label}
        </Button>
      }
      title={title}
      description={what}
    >
      {problem && (
        <p role="alert" className="text-s text-seal">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <DialogClose render={<Button look="plain">{t("cancel")}</Button>} />
        <Button look="primary" data-testid={`${testId}-confirm`} disabled={isSending} onClick={() => void go()}>
          {label}
        </Button>
      </div>
    </Dialog>
  )
}
