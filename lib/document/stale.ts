// Which side of a text has been left behind by the other. The leading language of a brief is held against each of the
// others; what both said when they were last in line is kept (docs/decisions/035-sides-in-line.md).

import type { BriefContent, Language } from "#lib/document/content.ts"
import type { Lack } from "#lib/document/kinds/kind.ts"
import { type Sided, sidedIn } from "#lib/document/sides.ts"

/** What a text said in the leading language and in another when the two were last in line. */
export interface Alignment {
  place: string
  language: Language
  lead: string
  other: string
}

/** A side that the other has left behind. */
export interface Stale extends Omit<Sided, "said"> {
  /** The side that has to be looked at. */
  language: Language
  /** The side that changed, as it was and as it is. */
  from: Language
  before: string
  now: string
  /** Of the two, the one that is not the leading language. */
  other: Language
  /** What stands there now: what a person sees who says that they are in line. */
  seen: { lead: string; other: string }
  /** Both have changed; then the one that does not lead counts as left behind. */
  both: boolean
}

interface Pair {
  of: Sided
  language: Language
  lead: string
  other: string
}

/** Each text that is there in the leading language and in another. One without the other is missing, not stale. */
function pairsIn(content: BriefContent): Pair[] {
  const [leading, ...others] = content.languages
  return sidedIn(content).flatMap((of) => {
    const lead = leading && of.said[leading]
    if (!lead) return []
    return others.flatMap((language) => {
      const other = of.said[language]
      return other ? [{ of, language, lead, other }] : []
    })
  })
}

const keyOf = (place: string, language: Language) => `${place}:${language}`

/** Every side that has been left behind, in the order of the brief. A pair that was never in line says nothing. */
export function staleIn(content: BriefContent, alignments: readonly Alignment[]): Stale[] {
  const leading = content.languages[0]
  if (!leading || alignments.length === 0) return []
  const known = new Map(alignments.map((one) => [keyOf(one.place, one.language), one]))
  return pairsIn(content).flatMap(({ of, language, lead, other }) => {
    const was = known.get(keyOf(of.place, language))
    if (!was) return []
    const [leadChanged, otherChanged] = [was.lead !== lead, was.other !== other]
    if (!leadChanged && !otherChanged) return []
    const { said: _, ...place } = of
    return [
      {
        ...place,
        other: language,
        seen: { lead, other },
        both: leadChanged && otherChanged,
        ...(leadChanged
          ? { language, from: leading, before: was.lead, now: lead }
          : { language: leading, from: language, before: was.other, now: other }),
      },
    ]
  })
}

/** Pairs of which nothing is known yet, as they stand: what to keep once the text has come to rest. */
export function unalignedIn(content: BriefContent, alignments: readonly Alignment[]): Alignment[] {
  const known = new Set(alignments.map((one) => keyOf(one.place, one.language)))
  return pairsIn(content).flatMap(({ of, language, lead, other }) =>
    known.has(keyOf(of.place, language)) ? [] : [{ place: of.place, language, lead, other }],
  )
}

/** Pairs of which both sides are new or new worded between two states: whoever wrote both at once wrote them in line. */
export function writtenTogether(before: BriefContent, after: BriefContent): Alignment[] {
  const was = new Map(sidedIn(before).map(({ place, said }) => [place, said]))
  const leading = after.languages[0] as Language
  return pairsIn(after).flatMap(({ of: { place }, language, lead, other }) => {
    const old = was.get(place)
    return old?.[leading] === lead || old?.[language] === other ? [] : [{ place, language, lead, other }]
  })
}

/** The same as warnings among what a brief lacks. */
export const staleLacks = (stale: readonly Stale[]): Lack[] =>
  stale.map(({ section, part, row, column, language, from, both }) => ({
    section,
    level: "warning",
    message: both ? "bothChanged" : "stale",
    ...(part && { part }),
    ...(row && { row }),
    ...(column && { column }),
    language,
    values: { language, from },
  }))
