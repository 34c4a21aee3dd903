"use client"
import { Pencil, Search, Trash2 } from "lucide-react"
import { useRouter } from "next/navigation"
import { useLocale, useTranslations } from "next-intl"
import { useState } from "react"
import { type TermActions, TermDialog } from "#components/registers/term-dialog.tsx"
import { langOf } from "#components/sections/names.ts"
import { Button } from "#components/ui/button.tsx"
import { Dialog, DialogClose } from "#components/ui/dialog.tsx"
import { Empty } from "#components/ui/empty.tsx"
import { inputClass } from "#components/ui/field.tsx"
import { inLocale } from "#components/ui/text.ts"
import { useToast } from "#components/ui/toast.tsx"
import { languages } from "#lib/document/content.ts"
import type { TermEntry } from "#lib/registers/terms.ts"

interface Props {
  workshopId: string
  /** In the order in which they are shown. */
  terms: TermEntry[]
  free: string
  /** For whoever may change the glossary. */
  actions?: TermActions
}

/** The glossary: each term in its languages, and what is not to be written in its place. */
export function TermList({ workshopId, terms, free, actions }: Props) {
  const t = useTranslations("registers.terms")
  const [sought, setSought] = useState("")
  const needle = sought.trim().toLowerCase()
  const shown = needle ? terms.filter((term) => wordsOf(term).includes(needle)) : terms
  const add = actions && <TermDialog workshopId={workshopId} free={free} actions={actions} />
  if (terms.length === 0) return <Empty action={add}>{t("empty")}</Empty>
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <label className="relative w-full max-w-80">
          <span className="sr-only">{t("search")}</span>
          <Search aria-hidden size={15} className="absolute top-1/2 left-3 -translate-y-1/2 text-ink-3" />
          <input
            type="search"
            value={sought}
            onChange={(event) => setSought(event.target.value)}
            placeholder={t("search")}
            className={`${inputClass} ps-9`}
          />
        </label>
        <span role="status" className="text-s text-ink-3 tabular">
          {t(needle ? "found" : "count", { count: shown.length })}
        </span>
        <span className="ms-auto">{add}</span>
      </div>
      <ul className="border-t border-line">
        {shown.map((term) => (
          <Term key={term.code} term={term} workshopId={workshopId} {...(actions && { actions })} />
        ))}
      </ul>
    </div>
  )
}

function Term({ term, workshopId, actions }: { term: TermEntry; workshopId: string; actions?: TermActions }) {
  const t = useTranslations("registers.terms")
  const locale = useLocale()
  const list = (forms: string[]) => forms.join(locale.startsWith("zh") ? "、" : ", ")
  return (
    <li
      data-term={term.code}
      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-b border-line py-3 sm:grid-cols-[4.5rem_minmax(0,1fr)_auto]"
    >
      <span className="hidden pt-0.5 text-s text-ink-3 tabular sm:block">{term.code}</span>
      <div className="grid min-w-0 gap-1">
        <div className="grid gap-x-6 gap-y-0.5 sm:grid-cols-3">
          {languages.map((language) => {
            const [also, avoid] = [term.also?.[language] ?? [], term.avoid?.[language] ?? []]
            const name = term.names[language]
            if (!name && also.length === 0 && avoid.length === 0)
              return <span key={language} className="hidden sm:block" />
            return (
              <div key={language} lang={langOf(language)} className="min-w-0">
                {name && <span className="block font-serif">{name}</span>}
                {also.length > 0 && (
                  <span className="block text-s text-ink-3">{t("alsoSaid", { forms: list(also) })}</span>
                )}
                {avoid.length > 0 && (
                  <span className="block text-s text-warn">{t("avoided", { forms: list(avoid) })}</span>
                )}
              </div>
            )
          })}
        </div>
        {inLocale(term.definition, locale) && <p className="text-s text-ink-3">{inLocale(term.definition, locale)}</p>}
      </div>
      {actions && (
        <div className="flex items-start gap-1">
          <TermDialog
            workshopId={workshopId}
            term={term}
            actions={actions}
            trigger={
              <button type="button" aria-label={t("edit", { code: term.code })} className={iconButton}>
                <Pencil aria-hidden size={14} />
              </button>
            }
          />
          <Remove term={term} workshopId={workshopId} remove={actions.remove} />
        </div>
      )}
    </li>
  )
}

const iconButton = "inline-grid size-8 place-items-center rounded-(--radius) text-ink-3 hover:bg-sunken hover:text-ink"

function Remove({
  term: { code, names },
  workshopId,
  remove,
}: {
  term: TermEntry
  workshopId: string
  remove: TermActions["remove"]
}) {
  const t = useTranslations("registers.terms")
  const locale = useLocale()
  const router = useRouter()
  const { say } = useToast()
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [isSending, setSending] = useState(false)
  const go = async () => {
    setSending(true)
    const result = await remove({ workshopId, code })
    setSending(false)
    if (!result.ok) return setProblem(result.message)
    setOpen(false)
    say(t("removed", { code }))
    router.refresh()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" aria-label={t("remove", { code })} className={iconButton}>
          <Trash2 aria-hidden size={14} />
        </button>
      }
      title={t("removeTitle", { name: inLocale(names, locale) })}
      description={t("removeWhat")}
    >
      {problem && (
        <p role="alert" className="text-s text-seal">
          {problem}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <DialogClose render={<Button look="plain">{t("cancel")}</Button>} />
        <Button look="seal" disabled={isSending} onClick={() => void go()}>
          {t("removeDo")}
        </Button>
      </div>
    </Dialog>
  )
}

/** Everything a term can be found by, in lower case. */
const wordsOf = ({ code, names, also = {}, avoid = {}, definition }: TermEntry): string =>
  [code, ...Object.values(names), ...Object.values(also), ...Object.values(avoid), ...Object.values(definition)]
    .flat()
    .join("\n")
    .toLowerCase()
