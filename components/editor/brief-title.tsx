"use client"
import { Pencil, Plus } from "lucide-react"
import { useTranslations } from "next-intl"
import { useState } from "react"
import type { BriefPageProps } from "#components/editor/brief-page.tsx"
import { Decisions } from "#components/editor/decide-panel.tsx"
import { inLanguage, langOf } from "#components/sections/names.ts"
import { Button } from "#components/ui/button.tsx"
import { Chip, type Tone } from "#components/ui/chip.tsx"
import { classes } from "#components/ui/classes.ts"
import { Dialog } from "#components/ui/dialog.tsx"
import { TextField } from "#components/ui/field.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import { type BriefContent, type Language, languages, type Text } from "#lib/document/content.ts"
import { type BriefState, can } from "#lib/policy.ts"

interface Props extends Omit<BriefPageProps, "content"> {
  content: BriefContent
  language: Language
  show: Language | "all"
  onShow(choice: Language | "all"): void
  onRenamed(): void
}

const tones: Record<BriefState, Tone> = { draft: "plain", in_review: "seal", approved: "ok" }

/** The head of the paper: where it stands, what it is called in each language, and which languages one reads. */
export function BriefTitle({
  brief,
  role,
  isLead,
  latest,
  content,
  language,
  show,
  onShow,
  onRenamed,
  actions,
}: Props) {
  const t = useTranslations("editor")
  const words = useTranslations("words")
  const title = inLanguage(brief.title, language)
  const others = brief.languages.filter((one) => one !== language && brief.title[one] && brief.title[one] !== title)
  const asOf = content.sections.flatMap((section) =>
    section.kind === "meta" ? [section.parts?.fields?.[0]?.cells.as_of_date] : [],
  )[0]
  const isFrozen = brief.state !== "draft" && latest
  return (
    <div className="mb-8 grid gap-1">
      <div className="flex flex-wrap items-center gap-3 text-s text-ink-3">
        <Chip tone={tones[brief.state]}>
          <span data-testid="brief-state" data-state={brief.state}>
            {isFrozen && `${words("rev", { number: latest.number })} · `}
            {words(`state.${brief.state}`)}
          </span>
        </Chip>
        <span className="tabular">{brief.templateCode}</span>
        {typeof asOf === "string" && <span className="tabular">{t("asOf", { date: asOf })}</span>}
        {brief.marking && <span>{inLanguage(brief.marking, language)}</span>}
        <span className="ms-auto" />
        {can({ role, isLead, state: brief.state }, "brief.language") && (
          <AddLanguage brief={brief} add={actions.addLanguage} onAdded={onRenamed} />
        )}
        {brief.languages.length > 1 && (
          <fieldset aria-label={t("languages")} className="flex rounded-full border border-line-strong p-0.5">
            {(["all", ...brief.languages] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={show === one}
                onClick={() => onShow(one)}
                className={classes(
                  "rounded-full px-2.5 py-px text-xs",
                  show === one ? "bg-accent-soft text-accent" : "hover:text-ink",
                )}
              >
                {one === "all" ? t("bothLanguages") : words(`language.${one}`)}
              </button>
            ))}
          </fieldset>
        )}
      </div>
      <div className="mt-2 flex items-start gap-2">
        <h1 lang={langOf(language)} className="font-serif text-2xl font-semibold">
          {title}
        </h1>
        {can({ role, state: brief.state }, "brief.rename") && (
          <Rename brief={brief} rename={actions.rename} onRenamed={onRenamed} />
        )}
      </div>
      {others.map((one) => (
        <p key={one} lang={langOf(one)} className="font-serif text-l text-ink-3">
          {brief.title[one]}
        </p>
      ))}
      {isFrozen && (
        <div className="mt-4 grid gap-2 border-y border-line py-3 text-s" data-testid="frozen">
          <p className="text-ink-2">
            {t(brief.state === "approved" ? "frozenApproved" : "frozenReview", {
              rev: words("rev", { number: latest.number }),
            })}
          </p>
          <code className="text-xs break-all text-ink-3" title="SHA-256">
            {latest.sha256}
          </code>
          <Decisions version={latest} />
        </div>
      )}
      {brief.state === "draft" && latest && latest.state === "changes_requested" && (
        <div className="mt-4 grid gap-2 border-y border-line py-3 text-s">
          <p className="text-warn">{t("changesRequested", { rev: words("rev", { number: latest.number }) })}</p>
          <Decisions version={latest} />
        </div>
      )}
    </div>
  )
}

/** A language that the brief has not yet, with its title in it. */
function AddLanguage({
  brief,
  add,
  onAdded,
}: {
  brief: BriefPageProps["brief"]
  add: BriefPageProps["actions"]["addLanguage"]
  onAdded(): void
}) {
  const t = useTranslations("editor.addLanguage")
  const words = useTranslations("words.language")
  const missing = languages.filter((one) => !brief.languages.includes(one))
  const [open, setOpen] = useState(false)
  const [language, setLanguage] = useState(missing[0])
  const { onSubmit, isPending, problem } = useSubmission(
    (form) => add({ briefId: brief.id, language: language as Language, title: String(form.get("title") ?? "") }),
    () => {
      setOpen(false)
      onAdded()
    },
  )
  if (!language || !missing.includes(language)) return null
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t("title")}
      description={t("what")}
      trigger={
        <button
          type="button"
          className="inline-flex items-center gap-1 rounded-(--radius) px-1.5 py-px text-xs hover:bg-sunken hover:text-ink print:hidden"
        >
          <Plus aria-hidden size={13} />
          {missing.length === 1 ? words(language) : t("add")}
        </button>
      }
    >
      <form onSubmit={onSubmit} className="grid gap-4">
        {missing.length > 1 && (
          <fieldset aria-label={t("which")} className="flex gap-4">
            {missing.map((one) => (
              <label key={one} className="inline-flex items-center gap-1.5">
                <input
                  type="radio"
                  name="language"
                  checked={one === language}
                  onChange={() => setLanguage(one)}
                  className="accent-(--accent)"
                />
                {words(one)}
              </label>
            ))}
          </fieldset>
        )}
        <TextField
          name="title"
          lang={langOf(language)}
          label={t("briefTitle", { language: words(language) })}
          maxLength={300}
          problem={problem("title") ?? ""}
        />
        {problem() && (
          <p role="alert" className="text-s text-seal">
            {problem()}
          </p>
        )}
        <Button look="primary" type="submit" disabled={isPending} className="justify-self-end">
          {t("submit")}
        </Button>
      </form>
    </Dialog>
  )
}

function Rename({
  brief,
  rename,
  onRenamed,
}: {
  brief: BriefPageProps["brief"]
  rename: BriefPageProps["actions"]["rename"]
  onRenamed(): void
}) {
  const t = useTranslations("editor.rename")
  const words = useTranslations("words.language")
  const [open, setOpen] = useState(false)
  const { onSubmit, isPending, problem } = useSubmission(
    (form) => {
      const title: Text = {}
      for (const one of brief.languages) {
        const said = String(form.get(one) ?? "").trim()
        if (said) title[one] = said
      }
      return rename({ briefId: brief.id, title })
    },
    () => {
      setOpen(false)
      onRenamed()
    },
  )
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t("title")}
      trigger={
        <button
          type="button"
          aria-label={t("title")}
          title={t("title")}
          className="mt-2 rounded-(--radius) p-1 text-ink-3 hover:bg-sunken hover:text-ink print:hidden"
        >
          <Pencil aria-hidden size={15} />
        </button>
      }
    >
      <form onSubmit={onSubmit} className="grid gap-4">
        {brief.languages.map((one) => (
          <TextField
            key={one}
            name={one}
            lang={langOf(one)}
            label={words(one)}
            defaultValue={brief.title[one]}
            {...(problem(one) && { problem: problem(one) as string })}
          />
        ))}
        {problem() && (
          <p role="alert" className="text-s text-seal">
            {problem()}
          </p>
        )}
        <Button look="primary" type="submit" disabled={isPending} className="justify-self-end">
          {t("save")}
        </Button>
      </form>
    </Dialog>
  )
}
