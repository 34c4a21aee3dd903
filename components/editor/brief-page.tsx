"use client"
import "./brief.css"
import { ListTree, MessageSquare } from "lucide-react"
import { useRouter } from "next/navigation"
import { useLocale, useTranslations } from "next-intl"
import { useCallback, useEffect, useMemo, useRef, useState } from "react"
import { type Draft, Margin } from "#components/comments/margin.tsx"
import { placeKey } from "#components/comments/place.ts"
import { SelectionBubble } from "#components/comments/selection-bubble.tsx"
import type { Thread } from "#components/comments/thread.ts"
import { type ShownThreads, threadMarks } from "#components/comments/thread-marks.ts"
import { useActiveThread } from "#components/comments/use-active-thread.ts"
import type { BriefActions, LatestVersion } from "#components/editor/brief-actions.ts"
import { BriefHeader } from "#components/editor/brief-header.tsx"
import { BriefTitle } from "#components/editor/brief-title.tsx"
import { labelCitations, liveCitation } from "#components/editor/citations.ts"
import { EndedNotice } from "#components/editor/ended-notice.tsx"
import { useKeepFocus } from "#components/editor/keep-focus.ts"
import { KeptText } from "#components/editor/kept-text.tsx"
import type { LiveBrief, PersonHere } from "#components/editor/live-brief.ts"
import { LivePageProvider } from "#components/editor/live-context.tsx"
import { NetworkNotice } from "#components/editor/network-notice.tsx"
import { NewerTemplate } from "#components/editor/newer-template.tsx"
import { useNextMissing } from "#components/editor/next-missing.ts"
import { Outline } from "#components/editor/outline.tsx"
import { Popup, PopupView } from "#components/editor/popup.tsx"
import { type BlockKey, proseOffers } from "#components/editor/prose-extras.ts"
import { Signal, useSignal } from "#components/editor/signal.ts"
import { termOffers } from "#components/editor/term-offers.ts"
import { Toolbar } from "#components/editor/toolbar.tsx"
import { useUndoKeys } from "#components/editor/undo-keys.ts"
import { useCurrentSection } from "#components/editor/use-current-section.ts"
import { useFolded } from "#components/editor/use-folded.ts"
import { useLiveBrief } from "#components/editor/use-live-brief.ts"
import { useShow } from "#components/editor/use-show.ts"
import { useTermOffers } from "#components/editor/use-term-offers.ts"
import { useWide } from "#components/editor/use-wide.ts"
import { DeviceNotice } from "#components/offline/device-notice.tsx"
import { LiveSection } from "#components/sections/live-section.tsx"
import { evidenceOf, languageOf, type Names } from "#components/sections/names.ts"
import { SectionReading } from "#components/sections/reading.tsx"
import { SectionNotice } from "#components/sections/section-notice.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { useToast } from "#components/ui/toast.tsx"
import type { SectionFacts } from "#lib/briefs/access.ts"
import type { Anchor } from "#lib/document/anchor.ts"
import { lacksOf, statusOf } from "#lib/document/completeness.ts"
import type { BriefContent, Text } from "#lib/document/content.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { sidedIn } from "#lib/document/sides.ts"
import type { SourceEntry } from "#lib/document/source.ts"
import { type Alignment, type Stale, staleIn, staleLacks } from "#lib/document/stale.ts"
import { Glossary, type Term, wordingLacks } from "#lib/document/terms.ts"
import type { BriefFacts } from "#lib/document/ydoc.ts"
import { type BriefState, can, type Owner, type Role } from "#lib/policy.ts"
import type { Result } from "#lib/result.ts"

export interface BriefPageProps {
  brief: BriefFacts & { id: string; state: BriefState; templateCode: string }
  workshop: { id: string; names: Text }
  person: { id: string; name: string; email: string }
  role: Role
  /** Whether the reader leads the brief. */
  isLead: boolean
  /** To whom each section is given, and what the reader is to it. */
  sections: Record<string, SectionFacts>
  /** Sections of its template that it does not have. */
  offered: SectionOutline[]
  /** A newer version of its template, for whoever may take the brief there. */
  newer: { from: number; to: number } | null
  members: { id: string; name: string; role: Role }[]
  names: Names
  /** As the database had it when the page was made: what is read until the page is alive. */
  content: BriefContent
  /** What the sides of each text said when they were last in line. */
  alignments: Alignment[]
  /** The words the workshop has agreed on. */
  terms: Term[]
  threads: Thread[]
  latest: LatestVersion | null
  actions: BriefActions
}

const nobody = new Signal<PersonHere[]>([])
const noContent = new Signal<BriefContent | null>(null)
const notReady = new Signal(false)
const nothingKept = new Signal({ isKeeping: false })

/** The main screen: outline, paper, margin, alive. */
export function BriefPage(props: BriefPageProps) {
  const { brief, role, sections, person, members, names, actions } = props
  const router = useRouter()
  const t = useTranslations("editor")
  const toast = useToast()
  const language = languageOf(useLocale())
  const access = { role, state: brief.state, isLead: props.isLead }
  const isWriter = can(access, "brief.write")
  const mayArrange = can(access, "brief.outline")
  const mayGive = can(access, "section.assign")
  const mayRepair = can(access, "section.repair")
  const mayComment = can(access, "comment.write")
  const writable = useKeys(
    brief.outline.flatMap(({ key }) =>
      can({ ...access, section: sections[key]?.access }, "section.write") ? [key] : [],
    ),
  )

  const [threads, setThreads] = useState(props.threads)
  useEffect(() => setThreads(props.threads), [props.threads])
  const refetch = useCallback(async () => {
    const result = await actions.list({ briefId: brief.id })
    if (result.ok) setThreads(result.value)
  }, [actions, brief.id])

  const [active, setActive] = useActiveThread()
  const [draft, setDraft] = useState<Draft | null>(null)
  const [sheet, setSheet] = useState<"outline" | "margin" | null>(null)
  const isWide = useWide()
  const popup = useMemo(() => new Popup(), [])
  const shownThreads = useMemo(() => new Signal<ShownThreads>({ threads: [], active: null }), [])
  useEffect(() => shownThreads.set({ threads, active }), [threads, active, shownThreads])

  const activate = useCallback(
    (threadId: string | null) => {
      setActive(threadId)
      if (threadId && !isWide) setSheet("margin")
    },
    [isWide, setActive],
  )

  const glossary = useMemo(() => new Glossary(props.terms), [props.terms])
  const offering = useTermOffers(person.id)
  const termsNow = useRef({ glossary, isOn: offering.isOn })
  termsNow.current = { glossary, isOn: offering.isOn }
  const terms = () =>
    termOffers({
      popup,
      glossary: () => termsNow.current.glossary,
      isOn: () => termsNow.current.isOn,
      label: t("offers.terms"),
    })
  const evidenceNow = useRef(evidenceOf(props.content))
  const extras = () => [
    liveCitation(() => evidenceNow.current),
    threadMarks(shownThreads, activate),
    terms(),
    proseOffers(
      popup,
      {
        slash: t("offers.label"),
        citation: t("offers.citation"),
        nothing: t("cell.nothingFound"),
        noEvidence: t("offers.noEvidence"),
        block: (key: BlockKey) => t(`block.${key}`),
      },
      () => evidenceNow.current,
      language,
    ),
  ]
  const { live, kept, ending, dismissKept } = useLiveBrief({
    briefId: brief.id,
    workshopId: props.workshop.id,
    personId: person.id,
    facts: brief,
    writable,
    proseExtras: extras,
    cellExtras: () => [threadMarks(shownThreads, activate), terms()],
    nudged: (what) => {
      if (what === "threads") void refetch()
      else router.refresh()
    },
    changed: () => router.refresh(),
  })
  useUndoKeys(live)
  const isReady = useSignal(live?.ready ?? notReady)
  const people = useSignal(live?.people ?? nobody)
  const { isKeeping } = useSignal(live?.device.state ?? nothingKept)
  const content = useContent(live, props.content)
  const evidence = useEvidence(content)
  evidenceNow.current = evidence
  useLabels(live, evidence)

  const { choice, choose } = useShow(person.id, brief.languages, language)
  const show = useMemo(() => (choice === "all" ? brief.languages : [choice]), [choice, brief.languages])
  const sources = names.source as Record<string, SourceEntry>
  const lacks = useMemo(() => lacksOf(content, brief.outline, sources), [content, brief.outline, sources])
  const states = useMemo(
    () =>
      Object.fromEntries(
        brief.outline.map(({ key }) => [
          key,
          statusOf(
            content.sections.find((one) => one.key === key),
            lacks,
          ),
        ]),
      ),
    [brief.outline, content, lacks],
  )
  useNextMissing(lacks, brief.outline)
  const { folded, fold } = useFolded(person.id, brief.id)
  const openThreads = useMemo(() => {
    const counts: Record<string, number> = {}
    for (const { sectionKey, resolvedAt } of threads)
      if (!resolvedAt) counts[sectionKey] = (counts[sectionKey] ?? 0) + 1
    return counts
  }, [threads])
  const lacksIn = useBySection(brief.outline, lacks)
  const stale = useMemo(() => staleIn(content, props.alignments), [content, props.alignments])
  const staleBy = useBySection(brief.outline, stale)
  const wordings = useMemo(
    () => glossary.wordings(sidedIn(content), brief.languages),
    [glossary, content, brief.languages],
  )
  const wordingsBy = useBySection(brief.outline, wordings)
  const warnings = useMemo(
    () => [...lacks.filter(({ level }) => level === "warning"), ...staleLacks(stale), ...wordingLacks(wordings)],
    [lacks, stale, wordings],
  )
  useKeepFocus(brief.outline.map(({ key }) => key).join(), live)
  const current = useCurrentSection(brief.outline, isReady)
  useEffect(() => live?.setSection(current), [live, current])

  const threadsAt = useMemo(() => {
    const counts = new Map<string, number>()
    for (const thread of threads) {
      const key = thread.resolvedAt ? null : placeKey(thread.anchor)
      if (key) counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    return counts
  }, [threads])

  const comment = useCallback(
    (anchor: Anchor, section: string, quote: string) => {
      setDraft({ anchor, section, quote })
      setActive(null)
      if (!isWide) setSheet("margin")
    },
    [isWide, setActive],
  )
  const openThreadAt = useCallback(
    (place: string) =>
      activate(threads.find((thread) => !thread.resolvedAt && placeKey(thread.anchor) === place)?.id ?? null),
    [threads, activate],
  )
  const warn = useRef(toast.warn)
  warn.current = toast.warn
  const give = useCallback(
    async (section: string, owners: Owner[]) => {
      const result = await actions.assign({ briefId: brief.id, section, owners })
      if (!result.ok) warn.current(result.message)
      router.refresh()
    },
    [actions, brief.id, router],
  )
  const arrange = async (run: Promise<Result<unknown>>) => {
    const result = await run
    if (!result.ok) toast.warn(result.message)
    router.refresh()
  }
  const repair = useCallback(
    async (section: string) => {
      const result = await actions.repair({ briefId: brief.id, section })
      router.refresh()
      return result
    },
    [actions, brief.id, router],
  )
  const bringInLine = useCallback(
    async ({ place, other, seen }: Stale) => {
      const result = await actions.bringInLine({ briefId: brief.id, place, language: other, seen })
      if (!result.ok) warn.current(result.message)
      router.refresh()
    },
    [actions, brief.id, router],
  )
  const page = useMemo(
    () =>
      live && {
        live,
        isWriter,
        writable,
        sections,
        folded,
        fold,
        give: mayGive ? give : undefined,
        repair: mayRepair ? repair : undefined,
        bringInLine,
        members,
        mayComment,
        names,
        languages: brief.languages,
        show,
        language,
        evidence,
        comment,
        threadsAt,
        openThreadAt,
      },
    [
      live,
      isWriter,
      writable,
      sections,
      folded,
      fold,
      mayGive,
      give,
      mayRepair,
      repair,
      bringInLine,
      members,
      mayComment,
      names,
      brief.languages,
      show,
      language,
      evidence,
      comment,
      threadsAt,
      openThreadAt,
    ],
  )

  const outline = (
    <Outline
      outline={brief.outline}
      language={language}
      current={current}
      states={states}
      people={people}
      sections={sections}
      lacks={lacks}
      openThreads={openThreads}
      arranging={
        mayArrange
          ? {
              offered: props.offered,
              move: (section, after) => arrange(actions.moveSection({ briefId: brief.id, section, after })),
              remove: (section) => arrange(actions.removeSection({ briefId: brief.id, section })),
              add: async (section, after) => {
                const result = await actions.addSection({ briefId: brief.id, section, after })
                router.refresh()
                return result
              },
            }
          : undefined
      }
      warnings={warnings}
      stale={staleBy}
      onGo={() => setSheet(null)}
    />
  )
  const margin = (isAligned: boolean) => (
    <Margin
      live={isReady ? live : null}
      threads={threads}
      members={members}
      mayComment={mayComment}
      actions={actions}
      draft={draft}
      active={active}
      isAligned={isAligned}
      open={async (of, body, mentions) => {
        const result = await actions.open({
          briefId: brief.id,
          sectionKey: of.section,
          anchor: of.anchor,
          quote: of.quote,
          body,
          mentions,
        })
        if (result.ok) setActive(result.value.threadId)
        return result
      }}
      onDraftDone={() => {
        setDraft(null)
        void refetch()
      }}
      onActivate={setActive}
      onChanged={() => void refetch()}
    />
  )
  const openCount = threads.filter((thread) => !thread.resolvedAt).length

  return (
    <>
      <BriefHeader
        {...props}
        language={language}
        live={live}
        people={people}
        lacks={lacks}
        openThreads={openCount}
        onMoved={(message) => {
          if (message) toast.say(message)
          router.refresh()
        }}
      />
      <div className="brief-layout">
        <nav aria-label={t("outline")} className="brief-outline">
          {outline}
        </nav>
        <main id="paper" className="brief-paper" data-state={brief.state} data-ready={isReady} data-keeps={isKeeping}>
          {isWriter && live && <Toolbar live={live} terms={glossary.terms.length > 0 ? offering : null} />}
          <div className="brief-sheet">
            <EndedNotice ending={ending} />
            {!ending && <NetworkNotice />}
            {live && <DeviceNotice device={live.device} isWriter={isWriter} />}
            {props.newer && (
              <NewerTemplate
                briefId={brief.id}
                {...props.newer}
                language={language}
                preview={actions.previewTemplate}
                follow={actions.followTemplate}
                onDone={() => router.refresh()}
              />
            )}
            <KeptText
              kept={kept}
              outline={brief.outline}
              language={language}
              isOnDevice={isKeeping}
              onDismiss={dismissKept}
            />
            <BriefTitle
              {...props}
              content={content}
              language={language}
              show={choice}
              onShow={choose}
              onRenamed={() => router.refresh()}
            />
            {page && isReady ? (
              <LivePageProvider value={page}>
                <div className="brief-sections">
                  {brief.outline.map((section, index) => (
                    <LiveSection
                      key={section.key}
                      outline={section}
                      number={index + 1}
                      lacks={lacksIn[section.key] ?? none}
                      stale={staleBy[section.key] ?? none}
                      wordings={wordingsBy[section.key] ?? none}
                    />
                  ))}
                </div>
                {mayComment && <SelectionBubble live={page.live} comment={comment} />}
                <PopupView popup={popup} />
              </LivePageProvider>
            ) : (
              <div className="brief-sections" aria-busy={!ending}>
                {brief.outline.map((section, index) => (
                  <SectionReading
                    key={section.key}
                    outline={section}
                    number={index + 1}
                    content={content}
                    evidence={evidence}
                    names={names}
                    show={show}
                    isFolded={folded.has(section.key)}
                    notice={
                      <SectionNotice
                        facts={sections[section.key]}
                        isWritten={isWriter}
                        mayWrite={writable.has(section.key)}
                      />
                    }
                  />
                ))}
              </div>
            )}
          </div>
        </main>
        {isWide && (
          <aside aria-label={t("margin")} className="brief-margin">
            {margin(true)}
          </aside>
        )}
      </div>
      <div className="brief-tabs print:hidden">
        <button type="button" className="brief-outline-tab" onClick={() => setSheet("outline")}>
          <ListTree aria-hidden size={16} /> {t("outline")}
        </button>
        <button type="button" data-testid="open-margin" onClick={() => setSheet("margin")}>
          <MessageSquare aria-hidden size={16} /> {t("threads", { count: openCount })}
        </button>
      </div>
      <Dialog
        place="side"
        open={sheet === "outline"}
        onOpenChange={(open) => setSheet(open ? "outline" : null)}
        title={t("outline")}
      >
        {outline}
      </Dialog>
      {!isWide && (
        <Dialog
          place="side"
          open={sheet === "margin"}
          onOpenChange={(open) => {
            setSheet(open ? "margin" : null)
            if (!open) setDraft(null)
          }}
          title={t("margin")}
        >
          {margin(false)}
        </Dialog>
      )}
    </>
  )
}

/** The content of the living text; what the server sent until it is alive, and what was last seen while it is not. */
function useContent(live: LiveBrief | null, initial: BriefContent): BriefContent {
  const now = useSignal(live?.content ?? noContent)
  const [last, setLast] = useState(initial)
  useEffect(() => {
    if (now) setLast(now)
  }, [now])
  useEffect(() => setLast((before) => ({ ...before, title: initial.title })), [initial])
  return now ? { ...now, title: initial.title } : last
}

/** The same set until it holds something else. */
function useKeys(keys: string[]): ReadonlySet<string> {
  const joined = keys.join()
  return useMemo(() => new Set(joined ? joined.split(",") : []), [joined])
}

const none: never[] = []

/** What is to be said of each section; the same array until it is something else. */
function useBySection<Said extends { section: string }>(
  outline: SectionOutline[],
  all: Said[],
): Record<string, Said[]> {
  const kept = useRef<Record<string, Said[]>>({})
  return useMemo(() => {
    const next: Record<string, Said[]> = {}
    for (const { key } of outline) {
      const mine = all.filter((one) => one.section === key)
      const before = kept.current[key]
      next[key] = before && JSON.stringify(before) === JSON.stringify(mine) ? before : mine
    }
    kept.current = next
    return next
  }, [outline, all])
}

/** The evidence rows; the same array until one of them changes. */
function useEvidence(content: BriefContent) {
  const found = evidenceOf(content)
  const key = JSON.stringify(found)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the rows
  return useMemo(() => found, [key])
}

/** Keeps the labels of citations in step with the evidence list, also in texts drawn since. */
function useLabels(live: LiveBrief | null, evidence: ReturnType<typeof evidenceOf>) {
  useEffect(() => {
    if (!live) return
    const label = () => labelCitations(document, evidence)
    label()
    return live.layout.subscribe(label)
  }, [live, evidence])
}
