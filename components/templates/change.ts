// What is done to a template while it is edited: each gives a new definition, the old one stays.

import { type LimitName, limitsOf } from "#lib/document/kinds/limits.ts"
import type { TemplateDefinition } from "#lib/templates/definition.ts"

export type EditedSection = TemplateDefinition["sections"][number]

/** A key that no section has. It is an address in briefs, never shown. */
export function freeKey(sections: readonly EditedSection[], like = "section"): string {
  const base = like.replace(/_\d+$/, "").slice(0, 34)
  for (let number = 2; ; number++) {
    const key = `${base}_${number}`
    if (!sections.some((section) => section.key === key)) return key
  }
}

export const newSection = (sections: readonly EditedSection[]): EditedSection => ({
  key: freeKey(sections),
  kind: "prose",
  heading: { zh: "", en: "" },
  guidance: { zh: "", en: "" },
  required: true,
  limit: null,
  adds: null,
})

/** Another kind: what the old one could count or was widened by goes. */
export function withKind(section: EditedSection, kind: string): EditedSection {
  const limit: EditedSection["limit"] = {}
  const countable = limitsOf(kind)
  for (const [name, value] of Object.entries(section.limit ?? {}))
    if (countable.has(name as LimitName)) Object.assign(limit, { [name]: value })
  return { ...section, kind, adds: null, limit: tidy(limit, kind) }
}

/** Another limit; undefined takes it away. */
export const withLimit = (section: EditedSection, name: LimitName, value: number | undefined): EditedSection => ({
  ...section,
  limit: tidy({ ...section.limit, [name]: value }, section.kind),
})

/** No limit that is absent; length per entry where the kind counts so. */
function tidy(limit: NonNullable<EditedSection["limit"]>, kind: string): EditedSection["limit"] {
  const { per: _, ...numbers } = limit
  const kept = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined))
  if (Object.keys(kept).length === 0) return null
  const isLength = "zh_chars_max" in kept || "en_words_max" in kept
  return isLength && limitsOf(kind).has("per") ? { ...kept, per: "item" } : kept
}

/** The section of this key after another (null: at the top). */
export function moved(sections: readonly EditedSection[], key: string, after: string | null): EditedSection[] {
  const section = sections.find((one) => one.key === key)
  const rest = sections.filter((one) => one.key !== key)
  const at = after === null ? 0 : rest.findIndex((one) => one.key === after) + 1
  return section ? rest.toSpliced(at, 0, section) : [...sections]
}
