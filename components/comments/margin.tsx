"use client"
import { useTranslations } from "next-intl"
import { useEffect, useLayoutEffect, useRef, useState } from "react"
import { align } from "#components/comments/align.ts"
import { Composer } from "#components/comments/composer.tsx"
import { elementOf } from "#components/comments/place.ts"
import type { Person, Thread, ThreadActions } from "#components/comments/thread.ts"
import { ThreadCard } from "#components/comments/thread-card.tsx"
import type { LiveBrief } from "#components/editor/live-brief.ts"
import { useSignal } from "#components/editor/signal.ts"
import { classes } from "#components/ui/classes.ts"
import type { Anchor } from "#lib/document/anchor.ts"
import type { Result } from "#lib/result.ts"

/** A first comment that is being written, with the place it is about. */
export interface Draft {
  anchor: Anchor
  section: string
  quote: string
}

interface Props {
  live: LiveBrief | null
  threads: Thread[]
  members: Person[]
  mayComment: boolean
  actions: ThreadActions
  draft: Draft | null
  active: string | null
  /** Beside their words, or one after another where the margin is a sheet. */
  isAligned: boolean
  open(draft: Draft, body: string, mentions: string[]): Promise<Result<unknown>>
  onDraftDone(): void
  onActivate(threadId: string | null): void
  onChanged(): void
}

const draftId = "draft"

/** What is said about the text, each thread beside its words. */
export function Margin(props: Props) {
  const { live, threads, members, mayComment, actions, draft, active, isAligned } = props
  const t = useTranslations("comments")
  const [filter, setFilter] = useState<"open" | "all">("open")
  const openCount = threads.filter((thread) => !thread.resolvedAt).length
  const shown = threads.filter((thread) => filter === "all" || !thread.resolvedAt || thread.id === active)
  const { box, tops, orphans, height } = usePlaces(live, shown, draft, active, isAligned)

  return (
    <div className="text-s">
      <fieldset className="mb-4 flex items-baseline gap-2" aria-label={t("filter")}>
        {(["open", "all"] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={filter === one}
            onClick={() => setFilter(one)}
            className={classes(
              "rounded-full px-2.5 py-0.5 text-xs",
              filter === one ? "bg-accent-soft text-accent" : "text-ink-3 hover:text-ink",
            )}
          >
            {t(one, { count: one === "open" ? openCount : threads.length })}
          </button>
        ))}
      </fieldset>
      <div ref={box} className="relative" style={isAligned ? { minHeight: height } : undefined}>
        {draft && (
          <div
            data-card={draftId}
            style={isAligned ? { position: "absolute", insetInline: 0, top: tops.get(draftId) ?? 0 } : undefined}
            className="thread thread-active"
          >
            {draft.quote && <q className="thread-quote">{draft.quote}</q>}
            <Composer
              members={members}
              label={t("new")}
              submitLabel={t("send")}
              autoFocus
              send={(body, mentions) => props.open(draft, body, mentions)}
              onDone={props.onDraftDone}
              onCancel={props.onDraftDone}
            />
          </div>
        )}
        {shown.map((thread) => (
          <div
            key={thread.id}
            data-card={thread.id}
            style={isAligned ? { position: "absolute", insetInline: 0, top: tops.get(thread.id) ?? 0 } : undefined}
          >
            <ThreadCard
              thread={thread}
              members={members}
              mayComment={mayComment}
              actions={actions}
              isActive={thread.id === active}
              isOrphan={orphans.has(thread.id)}
              onActivate={() => props.onActivate(thread.id)}
              onChanged={props.onChanged}
            />
          </div>
        ))}
        {shown.length === 0 && !draft && <p className="text-ink-3">{mayComment ? t("emptyWrite") : t("empty")}</p>}
      </div>
    </div>
  )
}

const never = { subscribe: () => () => {}, value: 0 }

/** Measures where the words are and lays the cards beside them. */
function usePlaces(
  live: LiveBrief | null,
  shown: Thread[],
  draft: Draft | null,
  active: string | null,
  isAligned: boolean,
) {
  const box = useRef<HTMLDivElement>(null)
  const [places, setPlaces] = useState({ tops: new Map<string, number>(), orphans: new Set<string>(), height: 0 })
  const [tick, setTick] = useState(0)
  const drawn = useSignal((live?.layout ?? never) as LiveBrief["layout"])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the cards to observe are others when there are more or fewer
  useEffect(() => {
    let frame = 0
    const again = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0
        setTick((before) => before + 1)
      })
    }
    const observer = new ResizeObserver(again)
    const paper = document.getElementById("paper")
    if (paper) observer.observe(paper)
    for (const card of box.current?.querySelectorAll("[data-card]") ?? []) observer.observe(card)
    window.addEventListener("resize", again)
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
      window.removeEventListener("resize", again)
    }
  }, [shown.length, draft])

  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again whenever something was drawn
  useLayoutEffect(() => {
    const { current } = box
    if (!current) return
    const origin = current.getBoundingClientRect().top
    const orphans = new Set<string>()
    const heightOf = (id: string) =>
      current.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`)?.offsetHeight ?? 0
    const wanted = [...shown, ...(draft ? [{ ...draft, id: draftId, sectionKey: draft.section }] : [])].map((card) => {
      const { element, isOrphan } = elementOf(live?.doc ?? null, card)
      if (isOrphan) orphans.add(card.id)
      return { id: card.id, top: element ? element.getBoundingClientRect().top - origin : 0, height: heightOf(card.id) }
    })
    const tops = isAligned ? align(wanted, draft ? draftId : (active ?? undefined)) : new Map<string, number>()
    const height = Math.max(0, ...wanted.map(({ id, height }) => (tops.get(id) ?? 0) + height))
    setPlaces((before) => (isSame(before, { tops, orphans, height }) ? before : { tops, orphans, height }))
  }, [live, shown, draft, active, isAligned, tick, drawn])

  return { box, ...places }
}

function isSame(a: { tops: Map<string, number>; orphans: Set<string>; height: number }, b: typeof a): boolean {
  if (a.height !== b.height || a.tops.size !== b.tops.size || a.orphans.size !== b.orphans.size) return false
  for (const [id, top] of b.tops) if (Math.abs((a.tops.get(id) ?? -1) - top) > 0.5) return false
  for (const id of b.orphans) if (!a.orphans.has(id)) return false
  return true
}
