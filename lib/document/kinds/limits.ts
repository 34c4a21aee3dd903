import type { Limit } from "#lib/document/kinds/kind.ts"
import { kindOf, mainPart, partsOf } from "#lib/document/kinds/registry.ts"

export type LimitName = keyof Limit

/** The names under which templates limit the rows of a section's main list. All of them count the same. */
export const rowLimits = ["rows", "items", "criteria"] as const

/** Which limits a kind can count: what its sections are checked against in lib/document/completeness.ts. */
export function limitsOf(kind: string): ReadonlySet<LimitName> {
  const names = new Set<LimitName>()
  const { prose, measured, derived } = kindOf(kind)
  if (derived) return names
  if (prose || measured) for (const name of ["zh_chars_max", "en_words_max"] as const) names.add(name)
  if (!prose && measured) names.add("per")
  if (measured?.column === "reasons") names.add("reasons_max")
  const main = mainPart({ kind })
  if (main && !main.single)
    for (const name of rowLimits) for (const end of ["min", "max"] as const) names.add(`${name}_${end}`)
  if (partsOf({ kind }).some(({ key }) => key === "columns")) names.add("columns_min").add("columns_max")
  return names
}

/** The name under which the rows of a kind are limited where nothing else is said. */
export const rowLimitOf = (kind: string): (typeof rowLimits)[number] =>
  rowLimits.find((name) => name === mainPart({ kind })?.key) ?? "rows"
