"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { useEffect, useMemo, useRef, useState } from "react"
import { EmptyBrief } from "#components/templates/empty-brief.tsx"
import { ProblemList } from "#components/templates/problem-list.tsx"
import { useProblemText } from "#components/templates/problem-text.ts"
import { SectionList } from "#components/templates/section-list.tsx"
import { Button } from "#components/ui/button.tsx"
import { Dialog, DialogClose } from "#components/ui/dialog.tsx"
import { Field, inputClass, TextArea, TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { useToast } from "#components/ui/toast.tsx"
import type { Result } from "#lib/result.ts"
import { type TemplateDefinition, templateDefinition } from "#lib/templates/definition.ts"
import { problemsOf } from "#lib/templates/problem.ts"

interface Draft {
  workshopId: string
  template: string
  revision: number
}

export interface EditorActions {
  save(input: Draft & { definition: TemplateDefinition }): Promise<Result<{ revision: number }>>
  publish(input: Draft): Promise<Result<{ version: number }>>
  discard(input: Draft): Promise<Result<{ isGone: boolean }>>
}

interface Props {
  workshopId: string
  template: string
  /** The draft or, where there is none, what is published. */
  initial: TemplateDefinition
  /** Of the draft as it was read; 0 where there is none. */
  initialRevision: number
  /** The number that publishing makes. */
  nextVersion: number
  actions: EditorActions
}

/**
 * A template under the hands of a convener. What is wrong is said at its field: at once, or when an empty field is
 * left. It may be saved unfinished and is published only when nothing is wrong.
 */
export function TemplateEditor({ workshopId, template, initial, initialRevision, nextVersion, actions }: Props) {
  const t = useTranslations("templates")
  const router = useRouter()
  const { say, warn } = useToast()
  const { reason } = useProblemText()
  const [definition, setDefinition] = useState(initial)
  const [kept, setKept] = useState({ definition: initial, revision: initialRevision })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const [moved, setMoved] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [asks, setAsks] = useState<"publish" | "discard" | null>(null)
  const mayLeave = useRef(false)
  const isDirty = definition !== kept.definition

  useEffect(() => {
    if (!isDirty) return
    const warnLeaving = (event: BeforeUnloadEvent) => mayLeave.current || event.preventDefault()
    window.addEventListener("beforeunload", warnLeaving)
    return () => window.removeEventListener("beforeunload", warnLeaving)
  }, [isDirty])

  const problems = useMemo(() => {
    const read = templateDefinition.safeParse(definition, { reportInput: true })
    return read.success ? [] : problemsOf(read.error)
  }, [definition])
  const problem = (place: string) => {
    const found = problems.find(({ path }) => path.join(".") === place)
    if (!found) return undefined
    const [, number, ...rest] = found.path
    const mark = typeof number === "number" ? `${definition.sections[number]?.key}.${rest.join(".")}` : place
    return found.reason !== "empty" || tried || left.has(mark) ? reason(found) : undefined
  }
  const leave = (mark: string) => setLeft((before) => (before.has(mark) ? before : new Set(before).add(mark)))
  const count = (place: string) =>
    tried ? problems.filter(({ path }) => `${path.join(".")}.`.startsWith(`${place}.`)).length : 0

  const act = async <Value,>(run: Promise<Result<Value>>): Promise<Value | undefined> => {
    setBusy(true)
    const result = await run
    setBusy(false)
    if (result.ok) return result.value
    if (result.code === "conflict") setMoved(result.message)
    else warn(result.message)
    return undefined
  }
  const save = async (): Promise<number | undefined> => {
    const sent = definition
    const saved = await act(actions.save({ workshopId, template, revision: kept.revision, definition: sent }))
    if (!saved) return undefined
    setKept({ definition: sent, revision: saved.revision })
    return saved.revision
  }
  const publish = async () => {
    const revision = isDirty || kept.revision === 0 ? await save() : kept.revision
    const published =
      revision === undefined ? undefined : await act(actions.publish({ workshopId, template, revision }))
    setAsks(null)
    if (!published) return
    setKept({ definition, revision: 0 })
    say(t("publishDone", { version: published.version }))
    router.refresh()
  }
  const discard = async () => {
    const done = await act(actions.discard({ workshopId, template, revision: kept.revision }))
    setAsks(null)
    if (!done) return
    say(t("discarded"))
    if (done.isGone) router.push(`/workshops/${workshopId}/templates`)
    else reload()
  }

  /** Begins again with what the server has; what is not saved is given up. */
  const reload = () => {
    mayLeave.current = true
    window.location.reload()
  }

  const text = (field: "name" | "purpose" | "fits", language: "zh" | "en") => ({
    label: t(`${field}${language === "zh" ? "Zh" : "En"}`),
    lang: language === "zh" ? "zh-CN" : "en",
    maxLength: 2000,
    value: definition[field][language],
    problem: problem(`${field}.${language}`),
    onBlur: () => leave(`${field}.${language}`),
    onChange: (event: { target: { value: string } }) =>
      setDefinition({ ...definition, [field]: { ...definition[field], [language]: event.target.value } }),
  })
  const pages = (end: 0 | 1) => (
    <Field label={t(end === 0 ? "pagesLeast" : "pagesMost")} problem={problem(end === 0 ? "pages.0" : "pages.1")}>
      {(ids) => (
        <input
          {...ids}
          type="number"
          inputMode="numeric"
          min={1}
          max={200}
          className={inputClass}
          value={definition.pages[end] || ""}
          onChange={(event) => {
            const number = Math.trunc(event.target.valueAsNumber) || 0
            const [least, most] = definition.pages
            setDefinition({ ...definition, pages: end === 0 ? [number, most] : [least, number] })
          }}
        />
      )}
    </Field>
  )
  const isEmptyDraft = kept.revision === 0 && !isDirty

  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="grid content-start gap-10">
        <div className="sticky top-14 z-10 -mx-2 flex flex-wrap items-center gap-2 border-b border-line bg-paper px-2 py-2">
          <span className="me-auto text-s text-ink-3" role="status" data-testid="draft-state">
            {t(isDirty ? "unsaved" : kept.revision > 0 ? "allSaved" : "asPublished")}
            {tried && problems.length > 0 && (
              <span className="ms-3 text-seal">{t("toMend", { count: problems.length })}</span>
            )}
          </span>
          {kept.revision > 0 && (
            <Button look="plain" disabled={isBusy} onClick={() => setAsks("discard")}>
              {t("discard")}
            </Button>
          )}
          <Button
            disabled={isBusy || !isDirty}
            onClick={() => void save().then((revision) => revision !== undefined && say(t("saved")))}
          >
            {t("save")}
          </Button>
          <Button
            look="primary"
            disabled={isBusy || isEmptyDraft}
            onClick={() => {
              setTried(true)
              setAsks("publish")
            }}
          >
            {t("publish")}
          </Button>
        </div>
        {moved && (
          <Notice tone="seal" role="alert">
            <span className="flex flex-wrap items-center gap-3">
              {moved}
              <Button size="s" onClick={reload}>
                {t("loadTheirs")}
              </Button>
            </span>
          </Notice>
        )}
        <section aria-labelledby="about-template" className="grid gap-4">
          <h2 id="about-template" className="text-s font-medium text-ink-2">
            {t("about")}
          </h2>
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <TextField {...text("name", "zh")} />
            <TextField {...text("name", "en")} />
            <TextArea {...text("purpose", "zh")} />
            <TextArea {...text("purpose", "en")} />
            <TextArea {...text("fits", "zh")} />
            <TextArea {...text("fits", "en")} />
          </div>
          <div className="grid max-w-80 grid-cols-2 gap-4">
            {pages(0)}
            {pages(1)}
          </div>
          {problem("pages") && (
            <p role="alert" className="text-s text-seal">
              {problem("pages")}
            </p>
          )}
        </section>
        <section aria-labelledby="template-sections" className="grid gap-4">
          <h2 id="template-sections" className="text-s font-medium text-ink-2">
            {t("sectionList")}
          </h2>
          <SectionList
            sections={definition.sections}
            change={(sections) => setDefinition({ ...definition, sections })}
            problem={problem}
            leave={leave}
            count={count}
          />
        </section>
      </div>
      <aside className="lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6rem)] lg:self-start lg:overflow-y-auto">
        <h2 className="text-s font-medium text-ink-2">{t("preview")}</h2>
        <p className="mb-4 text-xs text-ink-3">{t("previewWhat")}</p>
        <EmptyBrief definition={definition} />
      </aside>
      <Dialog
        open={asks === "publish"}
        onOpenChange={(open) => !open && setAsks(null)}
        title={t("publishTitle", { version: nextVersion })}
        description={problems.length > 0 ? t("toMend", { count: problems.length }) : t("publishWhat")}
      >
        {problems.length > 0 && <ProblemList problems={problems} />}
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button look="plain">{t("cancel")}</Button>} />
          {problems.length === 0 && (
            <Button look="primary" data-testid="publish-confirm" disabled={isBusy} onClick={() => void publish()}>
              {t("publish")}
            </Button>
          )}
        </div>
      </Dialog>
      <Dialog
        open={asks === "discard"}
        onOpenChange={(open) => !open && setAsks(null)}
        title={t("discardTitle")}
        description={nextVersion === 1 ? t("discardAll") : t("discardWhat")}
      >
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button look="plain">{t("cancel")}</Button>} />
          <Button look="seal" data-testid="discard-confirm" disabled={isBusy} onClick={() => void discard()}>
            {t("discard")}
          </Button>
        </div>
      </Dialog>
    </div>
  )
}
