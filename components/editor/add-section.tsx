"use client"
import { Plus } from "lucide-react"
import { useTranslations } from "next-intl"
import { useState } from "react"
import type { NewSection } from "#components/editor/brief-actions.ts"
import { inLanguage } from "#components/sections/names.ts"
import { Button } from "#components/ui/button.tsx"
import { Dialog, DialogClose } from "#components/ui/dialog.tsx"
import { Field, inputClass, TextField } from "#components/ui/field.tsx"
import type { Language } from "#lib/document/content.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { kindOf, ownKinds } from "#lib/document/kinds/registry.ts"
import type { Result } from "#lib/result.ts"

interface Props {
  outline: SectionOutline[]
  /** Sections of the template that the brief does not have. */
  offered: SectionOutline[]
  language: Language
  /** The section one is in: a new one mostly follows it. */
  current: string | null
  add(section: NewSection, after: string | null): Promise<Result<unknown>>
}

const own = ""

/** Adds a section: one that the template offers, or one of the brief's own with a heading in both languages. */
export function AddSection({ outline, offered, language, current, add }: Props) {
  const t = useTranslations("editor.arrange")
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState(own)
  const [kind, setKind] = useState<(typeof ownKinds)[number]>("prose")
  const [heading, setHeading] = useState({ zh: "", en: "" })
  const [after, setAfter] = useState("")
  const [problem, setProblem] = useState<string>()
  const [isSending, setSending] = useState(false)

  const onOpenChange = (next: boolean) => {
    setOpen(next)
    if (!next) return
    setChosen(offered[0]?.key ?? own)
    setHeading({ zh: "", en: "" })
    setAfter(current ?? outline.at(-1)?.key ?? "")
    setProblem(undefined)
  }
  const send = async () => {
    setSending(true)
    const result = await add(chosen === own ? { kind, heading } : { key: chosen }, after || null)
    setSending(false)
    if (result.ok) setOpen(false)
    else setProblem(result.message)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("addTitle")}
      description={t("addWhat")}
      trigger={
        <button type="button" className="add-row" data-testid="add-section">
          <Plus aria-hidden size={14} />
          {t("add")}
        </button>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {offered.length > 0 && (
          <Field label={t("which")}>
            {(ids) => (
              <select
                {...ids}
                className={inputClass}
                value={chosen}
                onChange={(event) => setChosen(event.target.value)}
              >
                {offered.map((section) => (
                  <option key={section.key} value={section.key}>
                    {inLanguage(section.heading, language)}
                  </option>
                ))}
                <option value={own}>{t("own")}</option>
              </select>
            )}
          </Field>
        )}
        {chosen === own && (
          <>
            <TextField
              label={t("headingZh")}
              lang="zh-CN"
              required
              maxLength={100}
              value={heading.zh}
              onChange={(event) => setHeading({ ...heading, zh: event.target.value })}
            />
            <TextField
              label={t("headingEn")}
              lang="en"
              required
              maxLength={100}
              value={heading.en}
              onChange={(event) => setHeading({ ...heading, en: event.target.value })}
            />
            <Field label={t("kind")}>
              {(ids) => (
                <select
                  {...ids}
                  className={inputClass}
                  value={kind}
                  onChange={(event) => setKind(event.target.value as typeof kind)}
                >
                  {ownKinds.map((one) => (
                    <option key={one} value={one}>
                      {inLanguage(kindOf(one).names, language)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </>
        )}
        <Field label={t("after")}>
          {(ids) => (
            <select {...ids} className={inputClass} value={after} onChange={(event) => setAfter(event.target.value)}>
              <option value="">{t("first")}</option>
              {outline.map((section, index) => (
                <option key={section.key} value={section.key}>
                  {`${index + 1} ${inLanguage(section.heading, language)}`}
                </option>
              ))}
            </select>
          )}
        </Field>
        {problem && (
          <p role="alert" className="text-s text-seal">
            {problem}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button look="plain">{t("cancel")}</Button>} />
          <Button look="primary" type="submit" data-testid="add-section-confirm" disabled={isSending}>
            {t("add")}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
