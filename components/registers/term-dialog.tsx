"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { type ReactElement, useState } from "react"
import { langOf } from "#components/sections/names.ts"
import { Button } from "#components/ui/button.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import { useToast } from "#components/ui/toast.tsx"
import { languages } from "#lib/document/content.ts"
import type { TermEntry } from "#lib/registers/terms.ts"
import type { Result } from "#lib/result.ts"

export interface TermActions {
  add(input: unknown): Promise<Result<{ code: string }>>
  edit(input: unknown): Promise<Result<unknown>>
  remove(input: unknown): Promise<Result<unknown>>
}

interface Props {
  workshopId: string
  /** The term to change; absent: a new one. */
  term?: TermEntry
  /** The code of a new one. */
  free?: string
  actions: TermActions
  trigger?: ReactElement
}

/** A term in each language: the agreed form, what will do too, what is to be avoided. */
export function TermDialog({ workshopId, term, free = "", actions, trigger }: Props) {
  const t = useTranslations("registers.terms")
  const registers = useTranslations("registers")
  const words = useTranslations("words.language")
  const router = useRouter()
  const { say } = useToast()
  const [open, setOpen] = useState(false)
  const { onSubmit, isPending, problem } = useSubmission(
    async (form): Promise<Result<{ code: string }>> => {
      const said = (kind: string) =>
        Object.fromEntries(
          languages.map((language) => [language, String(form.get(kind ? `${kind}-${language}` : language) ?? "")]),
        )
      const definition = term ? { ...term.definition, ...given(form) } : given(form)
      const input = { workshopId, names: said(""), also: said("also"), avoid: said("avoid"), definition }
      if (!term) return actions.add({ ...input, code: form.get("code") })
      const result = await actions.edit({ ...input, code: term.code })
      return result.ok ? { ok: true, value: { code: term.code } } : result
    },
    ({ code }) => {
      setOpen(false)
      say(term ? t("saved", { code }) : registers("added", { code }))
      router.refresh()
    },
  )
  const general = problem()
  const joined = (forms: string[] | undefined) => forms?.join("; ")
  const name = term ? t("edit", { code: term.code }) : t("add")
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={name}
      place="side"
      trigger={trigger ?? <Button size="s">{name}</Button>}
    >
      <form method="post" onSubmit={onSubmit} className="grid gap-5">
        {general && (
          <Notice tone="seal" role="alert">
            {general}
          </Notice>
        )}
        {!term && (
          <TextField
            label={registers("code")}
            name="code"
            defaultValue={free}
            maxLength={40}
            autoComplete="off"
            className="max-w-40 tabular"
            problem={problem("code") ?? ""}
          />
        )}
        {languages.map((language, index) => (
          <fieldset key={language} className="grid gap-3 border-t border-line pt-3">
            <legend className="sr-only">{words(language)}</legend>
            <TextField
              label={`${words(language)} · ${t("agreed")}`}
              name={language}
              lang={langOf(language)}
              maxLength={300}
              autoComplete="off"
              defaultValue={term?.names[language]}
              {...(language === "ru" && { hint: t("russianHint") })}
              problem={problem(language) ?? ""}
            />
            <div className="grid items-start gap-3 sm:grid-cols-2">
              <TextField
                label={t("also")}
                {...(index === 0 && { hint: t("alsoHint") })}
                name={`also-${language}`}
                lang={langOf(language)}
                autoComplete="off"
                defaultValue={joined(term?.also?.[language])}
                problem={problem(`also-${language}`) ?? ""}
              />
              <TextField
                label={t("avoid")}
                {...(index === 0 && { hint: t("avoidHint") })}
                name={`avoid-${language}`}
                lang={langOf(language)}
                autoComplete="off"
                defaultValue={joined(term?.avoid?.[language])}
                problem={problem(`avoid-${language}`) ?? ""}
              />
            </div>
          </fieldset>
        ))}
        <fieldset className="grid gap-3 border-t border-line pt-3">
          <legend className="sr-only">{t("definition")}</legend>
          {defined.map((language) => (
            <TextField
              key={language}
              label={`${words(language)} · ${t("definition")}`}
              name={`definition-${language}`}
              lang={langOf(language)}
              maxLength={1000}
              autoComplete="off"
              defaultValue={term?.definition[language]}
            />
          ))}
        </fieldset>
        <div className="text-end">
          <Button type="submit" look="primary" disabled={isPending}>
            {term ? t("save") : registers("submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Languages of the interface: a definition in another stays as it is. */
const defined = ["zh", "en"] as const

const given = (form: FormData) =>
  Object.fromEntries(defined.map((language) => [language, String(form.get(`definition-${language}`) ?? "")]))
