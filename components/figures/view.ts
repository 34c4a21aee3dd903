// What a figure needs to know of a brief, as plain data: it may come from the server with the page.

import type { Names } from "#components/sections/names.ts"
import type { Language, SectionContent, Text } from "#lib/document/content.ts"
import type { Named, View } from "#lib/figures/figure.ts"

export interface FigureNames {
  languages: readonly Language[]
  about: readonly string[]
  names: Record<Named, Record<string, Text>>
}

const registers = ["actor", "mechanism", "option"] as const

/** The reader's language leads where the text has it, and of the registers only what the section names goes along. */
export function namesFor(
  section: SectionContent,
  {
    language,
    show,
    names,
    about,
  }: { language: Language; show: readonly Language[]; names: Names; about: readonly string[] },
): FigureNames {
  const languages = show.includes(language) ? [language, ...show.filter((one) => one !== language)] : show
  const codes = new Set(about)
  for (const row of Object.values(section.parts ?? {}).flat())
    for (const cell of Object.values(row.cells))
      if (typeof cell === "string") codes.add(cell)
      else if (Array.isArray(cell)) for (const code of cell) codes.add(code)
  const used = (register: Named) =>
    Object.fromEntries(
      [...codes].flatMap((code) => (names[register][code] ? [[code, names[register][code].names]] : [])),
    )
  return {
    languages,
    about,
    names: Object.fromEntries(registers.map((one) => [one, used(one)])) as FigureNames["names"],
  }
}

export const viewOf = ({ languages, about, names }: FigureNames): View => ({
  languages,
  about,
  name: (register, code) => names[register][code] ?? { zh: code },
})
