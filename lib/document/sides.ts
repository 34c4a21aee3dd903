// The texts of a brief that exist in several languages: the prose of each section, and each text cell.

import type { BriefContent, Language, SectionContent, Text } from "#lib/document/content.ts"
import { proseText } from "#lib/document/prose.ts"

/** One text with its sides. */
export interface Sided {
  /** Its root in the Y.Doc without the language: "p:<section>" or "t:<section>/<part>/<row>/<column>". */
  place: string
  section: string
  part?: string
  row?: string
  /** Of a crossing: "<across row>/<column>". */
  column?: string
  /** Its words in each language in which it says anything. */
  said: Text
}

/** The root of one side in the Y.Doc. */
export const sideRoot = (place: string, language: Language): string => `${place}:${language}`

const known = new WeakMap<SectionContent, Sided[]>()

/** All texts of a brief, in the order of its sections. A section that is the same object is read once. */
export const sidedIn = (content: BriefContent): Sided[] => content.sections.flatMap(sidedOf)

function sidedOf(section: SectionContent): Sided[] {
  let sided = known.get(section)
  if (!sided) known.set(section, (sided = [...proseOf(section), ...cellsOf(section)]))
  return sided
}

function proseOf({ key, prose }: SectionContent): Sided[] {
  const said: Text = {}
  for (const [language, doc] of Object.entries(prose ?? {})) {
    const text = proseText(doc)
    if (text) said[language as Language] = text
  }
  return Object.keys(said).length > 0 ? [{ place: `p:${key}`, section: key, said }] : []
}

function cellsOf({ key: section, parts }: SectionContent): Sided[] {
  return Object.entries(parts ?? {}).flatMap(([part, rows]) =>
    rows.flatMap(({ id: row, cells }) =>
      Object.entries(cells).flatMap(([column, cell]) =>
        typeof cell === "object" && !Array.isArray(cell)
          ? [{ place: `t:${section}/${part}/${row}/${column}`, section, part, row, column, said: cell }]
          : [],
      ),
    ),
  )
}
