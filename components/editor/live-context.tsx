"use client"
import { createContext, useContext } from "react"
import type { LiveBrief } from "#components/editor/live-brief.ts"
import type { Evidence, Names } from "#components/sections/names.ts"
import type { SectionFacts } from "#lib/briefs/access.ts"
import type { Anchor } from "#lib/document/anchor.ts"
import type { Language } from "#lib/document/content.ts"
import type { Stale } from "#lib/document/stale.ts"
import type { Owner, Role } from "#lib/policy.ts"
import type { Result } from "#lib/result.ts"

/** What everything inside the living page shares. */
export interface LivePage {
  live: LiveBrief
  /** Whether this person writes in this brief at all. */
  isWriter: boolean
  /** Keys of the sections in which they may write now. */
  writable: ReadonlySet<string>
  sections: Record<string, SectionFacts>
  /** Keys of the sections that this person has folded away. */
  folded: ReadonlySet<string>
  fold(section: string, isFolded: boolean): void
  /** Gives a section to people and roles, for whoever may. */
  give?: ((section: string, owners: Owner[]) => void) | undefined
  /** Repairs a section in quarantine, for whoever may. */
  repair?: ((section: string) => Promise<Result<unknown>>) | undefined
  /** Says that both sides of a text are in line as they stand before this person. */
  bringInLine(stale: Stale): Promise<void>
  members: { id: string; name: string; role: Role }[]
  mayComment: boolean
  names: Names
  /** Of the brief. */
  languages: Language[]
  /** Of the brief, as far as this person wants to see them. */
  show: Language[]
  /** Of the interface. */
  language: Language
  evidence: Evidence[]
  /** Opens the margin to write a first comment on a place. */
  comment(anchor: Anchor, section: string, quote: string): void
  /** Open threads on a row or cell, by `<section>/<part>/<row>[/<column>]`. */
  threadsAt: Map<string, number>
  openThreadAt(place: string): void
}

const context = createContext<LivePage | null>(null)
export const LivePageProvider = context.Provider

export function useLive(): LivePage {
  const page = useContext(context)
  if (!page) throw new Error("Only inside the living page")
  return page
}
