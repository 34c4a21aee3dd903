// What becomes of a brief's outline when it goes over to another version of its template. Sections are the same by their
// key. Nothing that is written goes: a section that the version no longer has stays as one of the brief's own, at its
// place; where text would have nowhere to stand, the whole move is refused.

import { canonicalJson } from "#lib/document/canonical.ts"
import type { Text } from "#lib/document/content.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import type { TemplateSection } from "#lib/templates/definition.ts"

export const sectionAspects = ["heading", "guidance", "required", "limit", "kind", "adds"] as const
export type SectionAspect = (typeof sectionAspects)[number]

export interface ChangedSection {
  key: string
  before: Text
  after: Text
  aspects: SectionAspect[]
}

export interface RefusedSection {
  key: string
  heading: Text
  /** Its kind would be another, or it would lose columns that hold something. */
  reason: "kind" | "columns"
}

/** What a person is shown before they decide. */
export interface PlanShown {
  added: { key: string; heading: Text }[]
  removed: { key: string; heading: Text }[]
  /** No longer in the template, written in or discussed: they stay. */
  kept: { key: string; heading: Text }[]
  changed: ChangedSection[]
  isReordered: boolean
  refused: RefusedSection[]
}

export interface Plan extends PlanShown {
  outline: TemplateSection[]
}

export interface PlanInput {
  /** The brief's sections, in order. */
  outline: readonly SectionOutline[]
  /** The version that the brief has. */
  before: readonly TemplateSection[]
  /** The version it goes to. */
  after: readonly TemplateSection[]
  version: number
  /** Whether something is written in a section of the brief, or said about it. */
  isWritten: (key: string) => boolean
  /** Whether something that is written would not be seen any more if the section were this. */
  wouldLose: (section: TemplateSection) => boolean
}

export function planMove({ outline, before, after, version, isWritten, wouldLose }: PlanInput): Plan {
  const now = new Map(outline.map((section) => [section.key, section]))
  const then = new Map(after.map((section) => [section.key, section]))
  const known = new Set(before.map(({ key }) => key))
  // What a brief has left out of its template stays out, unless it has to be there now.
  const isAdded = ({ key, required }: TemplateSection) => !now.has(key) && (!known.has(key) || required)
  const added = after.filter(isAdded)
  const gone = outline.filter(({ key }) => known.has(key) && !then.has(key))
  const removed = gone.filter(({ key }) => !isWritten(key))
  const kept = gone.filter(({ key }) => isWritten(key))
  const order = orderAfter({ outline, before, after, added, removed })
  const sections = order.map((key): TemplateSection => {
    const next = then.get(key)
    if (next) return next
    const own = now.get(key) as SectionOutline
    return kept.includes(own) ? { ...own, required: false, limit: null, guidance: keptSince(version) } : own
  })
  const survivors = (keys: readonly { key: string }[]) =>
    keys.map(({ key }) => key).filter((key) => now.has(key) && order.includes(key))
  const changed = outline.flatMap((section): ChangedSection[] => {
    const next = then.get(section.key)
    const aspects = next ? sectionAspects.filter((aspect) => !isSame(section[aspect], next[aspect])) : []
    return next && aspects.length > 0
      ? [{ key: section.key, before: section.heading, after: next.heading, aspects }]
      : []
  })
  const refused = changed.flatMap(({ key, before: heading, aspects }): RefusedSection[] => {
    const next = then.get(key)
    if (!next || !isWritten(key)) return []
    if (aspects.includes("kind")) return [{ key, heading, reason: "kind" }]
    return aspects.includes("adds") && wouldLose(next) ? [{ key, heading, reason: "columns" }] : []
  })
  return {
    outline: sections,
    added: added.map(named),
    removed: removed.map(named),
    kept: kept.map(named),
    changed,
    isReordered: survivors(sections).join() !== survivors(outline).join(),
    refused,
  }
}

const named = ({ key, heading }: SectionOutline) => ({ key, heading })
const isSame = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null)

/** The guidance of a section that only its text keeps: it says why it is there. */
const keptSince = (version: number): Text => ({
  zh: `模板第 ${version} 版已不含这一部分；因已有内容而予以保留。`,
  en: `Version ${version} of the template no longer has this section; it is kept because something is written here.`,
})

/**
 * The keys in their new order. Where the template has kept its order, so does the brief, which may have another; what
 * is new stands after what it follows in the template. Otherwise the template's order counts, and what is the brief's
 * own stands after what it followed.
 */
function orderAfter({
  outline,
  before,
  after,
  added,
  removed,
}: Pick<PlanInput, "outline" | "before" | "after"> & {
  added: TemplateSection[]
  removed: SectionOutline[]
}): string[] {
  const current = outline.filter((section) => !removed.includes(section)).map(({ key }) => key)
  const next = after.map(({ key }) => key)
  const isNew = new Set(added.map(({ key }) => key))
  const common = (sections: readonly TemplateSection[], others: readonly TemplateSection[]) =>
    sections.map(({ key }) => key).filter((key) => others.some((other) => other.key === key))
  if (common(before, after).join() === common(after, before).join())
    return insertAfter(
      current,
      next,
      next.filter((key) => isNew.has(key)),
    )
  const there = next.filter((key) => isNew.has(key) || current.includes(key))
  return insertAfter(
    there,
    current,
    current.filter((key) => !there.includes(key)),
  )
}

/** Puts each key after the nearest that is before it in `guide` and there already; at the top where none is. */
function insertAfter(keys: readonly string[], guide: readonly string[], more: readonly string[]): string[] {
  const order = [...keys]
  for (const key of more) {
    const ahead = guide.slice(0, guide.indexOf(key)).findLast((one) => order.includes(one))
    order.splice(ahead === undefined ? 0 : order.indexOf(ahead) + 1, 0, key)
  }
  return order
}
