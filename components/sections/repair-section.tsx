"use client"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { Dialog, DialogClose } from "#components/ui/dialog.tsx"
import type { Quarantine } from "#lib/briefs/quarantine.ts"
import type { Result } from "#lib/result.ts"

interface Props {
  heading: string
  quarantine: Quarantine
  repair(): Promise<Result<unknown>>
}

/** Says what was found in a section in quarantine and what becomes of it, and has it repaired. */
export function RepairSection({ heading, quarantine, repair }: Props) {
  const t = useTranslations("editor.repair")
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [isSending, setSending] = useState(false)
  const found = new Map<string, number>()
  for (const { what } of quarantine.faults) found.set(what, (found.get(what) ?? 0) + 1)
  const go = async () => {
    setSending(true)
    const result = await repair()
    setSending(false)
    if (result.ok) setOpen(false)
    else setProblem(result.message)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className="underline" data-testid="repair">
          {t("do")}
        </button>
      }
      title={t("title", { section: heading })}
      description={t("what")}
    >
      <ul className="list-disc ps-5 text-s">
        {[...found].map(([what, count]) => (
          <li key={what}>{t(`found.${what as Quarantine["faults"][number]["what"]}`, { count })}</li>
        ))}
      </ul>
      {problem && (
        <p role="alert" className="text-s text-seal">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <DialogClose render={<Button look="plain">{t("cancel")}</Button>} />
        <Button look="primary" data-testid="repair-confirm" disabled={isSending} onClick={() => void go()}>
          {t("do")}
        </Button>
      </div>
    </Dialog>
  )
}
