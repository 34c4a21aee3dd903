// What the options of a section are called.

import type { SectionContent, Text } from "#lib/document/content.ts"
import type { View } from "#lib/figures/figure.ts"

const rowOf = (section: SectionContent, part: string, id: string) => section.parts?.[part]?.find((row) => row.id === id)

/** Name of an option by the row that stands for it; the number of the row where it names none. */
export function optionName(section: SectionContent, view: View, id: string): Text {
  const code = rowOf(section, "options", id)?.cells.option
  if (typeof code === "string" && code !== "") return view.name("option", code)
  return { zh: String(1 + (section.parts?.options ?? []).findIndex((row) => row.id === id)) }
}
