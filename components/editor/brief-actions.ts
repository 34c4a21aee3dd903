import type { ThreadActions } from "#components/comments/thread.ts"
import type { Language, Text } from "#lib/document/content.ts"
import type { ownKinds } from "#lib/document/kinds/registry.ts"
import type { Owner } from "#lib/policy.ts"
import type { Result } from "#lib/result.ts"
import type { PlanShown } from "#lib/templates/plan.ts"

export type DecisionKind = "pass" | "request_changes" | "approve"

/** A section that the template offers, or one of the brief's own. */
export type NewSection = { key: string } | { kind: (typeof ownKinds)[number]; heading: { zh: string; en: string } }

/** What the page gives the living brief to do: each answers in the reader's language. */
export interface BriefActions extends ThreadActions {
  submit(input: { briefId: string }): Promise<Result<unknown>>
  withdraw(input: { briefId: string }): Promise<Result<unknown>>
  reopenBrief(input: { briefId: string }): Promise<Result<unknown>>
  addLanguage(input: { briefId: string; language: Language; title: string }): Promise<Result<unknown>>
  rename(input: { briefId: string; title: Text }): Promise<Result<unknown>>
  assign(input: { briefId: string; section: string; owners: Owner[] }): Promise<Result<unknown>>
  moveSection(input: { briefId: string; section: string; after: string | null }): Promise<Result<unknown>>
  addSection(input: { briefId: string; after: string | null; section: NewSection }): Promise<Result<{ key: string }>>
  removeSection(input: { briefId: string; section: string }): Promise<Result<unknown>>
  previewTemplate(input: { briefId: string; version: number }): Promise<Result<PlanShown>>
  followTemplate(input: { briefId: string; version: number }): Promise<Result<unknown>>
  repair(input: { briefId: string; section: string }): Promise<Result<unknown>>
  bringInLine(input: {
    briefId: string
    place: string
    language: Language
    seen: { lead: string; other: string }
  }): Promise<Result<unknown>>
  decide(input: { versionId: string; decision: DecisionKind; sha256: string; note: string }): Promise<Result<unknown>>
}

/** The version in question: the latest, with what was decided on it. */
export interface LatestVersion {
  id: string
  number: number
  sha256: string
  state: "open" | "approved" | "changes_requested" | "withdrawn"
  isOwnWork: boolean
  decisions: {
    id: string
    person: { id: string; name: string }
    role: string
    kind: DecisionKind
    note: string
    at: Date
  }[]
}
