"use client"
import type { Extensions } from "@tiptap/core"
import { useEffect, useRef, useState } from "react"
import { delayMs } from "#components/editor/backoff.ts"
import type { Ending } from "#components/editor/connection.ts"
import { LiveBrief } from "#components/editor/live-brief.ts"
import type { Kept } from "#components/editor/roots.ts"
import { dismissTexts } from "#components/offline/store.ts"
import type { BriefFacts } from "#lib/document/ydoc.ts"

interface Options {
  briefId: string
  workshopId: string
  personId: string
  facts: BriefFacts
  /** The same set until it changes. */
  writable: ReadonlySet<string>
  proseExtras(): Extensions
  cellExtras(): Extensions
  nudged(what: string): void
  /** Rights or state changed: what this page was told by the server may no longer be so. */
  changed(): void
}

/** The server is there and has only a new answer for the few who have this brief open: they need not spread out. */
const firstMs = 150
/** A connection that lived so long was a good one: the next interruption starts counting anew. */
const settledMs = 10_000

/**
 * The living brief of this page. When the server sends us away and back again, or refuses an edit, a fresh document
 * takes the place of the old one, and what was not taken is handed out to be shown.
 */
export function useLiveBrief(options: Options) {
  const [live, setLive] = useState<LiveBrief | null>(null)
  const [generation, setGeneration] = useState(0)
  const [kept, setKept] = useState<Kept[]>([])
  const [ending, setEnding] = useState<Ending | null>(null)
  const latest = useRef(options)
  latest.current = options
  const attempts = useRef(0)
  const languages = options.facts.languages.join()
  const openedWith = useRef(languages)
  const { briefId, writable, facts } = options

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is a new document
  useEffect(() => {
    let again: ReturnType<typeof setTimeout> | undefined
    const openedAt = Date.now()
    openedWith.current = latest.current.facts.languages.join()
    const brief = new LiveBrief({
      briefId,
      workshopId: latest.current.workshopId,
      personId: latest.current.personId,
      facts: latest.current.facts,
      writable: latest.current.writable,
      proseExtras: () => latest.current.proseExtras(),
      cellExtras: () => latest.current.cellExtras(),
      nudged: (what) => latest.current.nudged(what),
      kept: (texts) =>
        setKept((before) => {
          const isShown = ({ place, text }: Kept) => before.some((one) => one.place === place && one.text === text)
          return [...before, ...texts.filter((one) => !isShown(one))]
        }),
      ended: (why) => {
        if (why !== "changed" && why !== "refused") return setEnding(why)
        latest.current.changed()
        if (Date.now() - openedAt > settledMs) attempts.current = 0
        again = setTimeout(
          () => setGeneration((before) => before + 1),
          delayMs(attempts.current++, Math.random(), firstMs),
        )
      },
    })
    setLive(brief)
    return () => {
      clearTimeout(again)
      brief.destroy()
      setLive((now) => (now === brief ? null : now))
    }
  }, [briefId, generation])

  // A language that came gives the brief new roots: the document is opened anew when nothing of the old one is unsaved.
  useEffect(() => {
    if (!live || openedWith.current === languages) return
    const renew = () => {
      if (!live.save.value.hasUnsaved) setGeneration((before) => before + 1)
    }
    renew()
    return live.save.subscribe(renew)
  }, [live, languages])

  useEffect(() => live?.setWritable(writable), [live, writable])

  useEffect(() => live?.setFacts(facts), [live, facts])

  const dismissKept = () => {
    setKept([])
    const { personId, workshopId } = latest.current
    dismissTexts({ person: personId, workshop: workshopId, brief: briefId }).catch(() => {})
  }
  return { live, kept, ending, dismissKept }
}
