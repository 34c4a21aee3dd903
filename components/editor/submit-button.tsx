"use client"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { jumpTo } from "#components/editor/jump.ts"
import { useLackText } from "#components/editor/lack-text.ts"
import { inLanguage } from "#components/sections/names.ts"
import { Button } from "#components/ui/button.tsx"
import { Dialog, DialogClose } from "#components/ui/dialog.tsx"
import type { Language } from "#lib/document/content.ts"
import type { Lack, SectionOutline } from "#lib/document/kinds/kind.ts"
import type { Result } from "#lib/result.ts"

interface Props {
  lacks: Lack[]
  outline: SectionOutline[]
  language: Language
  /** Whether everything written here is in the database: only that is submitted. */
  isSaved: boolean
  submit(): Promise<Result<unknown>>
  onDone(): void
}

/** Freezes a version for decision. While something is missing it says what, and leads there. */
export function SubmitButton({ lacks, outline, language, isSaved, submit, onDone }: Props) {
  const t = useTranslations("editor.submit")
  const say = useLackText()
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [refused, setRefused] = useState<Lack[]>([])
  const [isSending, setSending] = useState(false)
  const errors = lacks.filter((lack) => lack.level === "error")
  const shown = errors.length > 0 ? errors : refused
  const warnings = lacks.filter((lack) => lack.level === "warning")

  const go = async () => {
    setSending(true)
    setProblem(undefined)
    const result = await submit()
    setSending(false)
    if (result.ok) {
      setOpen(false)
      return onDone()
    }
    setProblem(result.message)
    if (Array.isArray(result.details)) setRefused((result.details as Lack[]).filter((lack) => lack.level === "error"))
  }

  const list = (of: Lack[]) => (
    <ul className="grid max-h-[45dvh] gap-1 overflow-y-auto text-s">
      {of.map((lack, index) => {
        const at = outline.findIndex((section) => section.key === lack.section)
        const section = outline[at]
        return (
          <li key={index}>
            <button
              type="button"
              className="flex w-full gap-2 rounded-(--radius) px-2 py-1 text-start hover:bg-sunken"
              onClick={() => {
                setOpen(false)
                requestAnimationFrame(() => jumpTo(lack))
              }}
            >
              <span className="tabular w-5 shrink-0 text-end text-ink-3">{at + 1}</span>
              <span>
                {section && inLanguage(section.heading, language)}
                <span className="text-warn"> · {say(lack, section)}</span>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="primary" data-testid="submit">
          {t("action")}
        </Button>
      }
      title={shown.length > 0 ? t("notYet") : t("title")}
      description={shown.length > 0 ? t("notYetWhy", { count: shown.length }) : t("what")}
    >
      {shown.length > 0
        ? list(shown)
        : warnings.length > 0 && (
            <div className="grid gap-1">
              <p className="text-s text-ink-2">{t("warnings")}</p>
              {list(warnings)}
            </div>
          )}
      {problem && (
        <p role="alert" className="text-s text-seal">
          {problem}
        </p>
      )}
      {!isSaved && shown.length === 0 && <p className="text-s text-ink-3">{t("waitSaved")}</p>}
      <div className="flex justify-end gap-2">
        <DialogClose render={<Button look="plain">{t("cancel")}</Button>} />
        <Button
          look="primary"
          data-testid="submit-confirm"
          disabled={isSending || !isSaved || errors.length > 0}
          onClick={() => void go()}
        >
          {t("action")}
        </Button>
      </div>
    </Dialog>
  )
}
