// Words of figures, language by language.

import type { Cell, Language, SectionContent, Text } from "#lib/document/content.ts"
import { isKind, partsOf } from "#lib/document/kinds/registry.ts"
import type { Said, View } from "#lib/figures/figure.ts"

const order = ["zh", "en", "ru"] as const

/** The text in this language, or in one that it has. */
export function inOne(said: Said | undefined, language: Language): string {
  if (said === undefined || typeof said === "string") return said ?? ""
  return said[language] ?? order.map((one) => said[one]).find(Boolean) ?? ""
}

/** The text in the languages shown, the reader's first; equal ones once. */
export function inEach(said: Said | undefined, { languages }: Pick<View, "languages">): string[] {
  if (said === undefined || typeof said === "string") return said ? [said] : []
  const there = languages.flatMap((language) => said[language] ?? [])
  const found = there.length > 0 ? there : [inOne(said, languages[0] ?? "zh")]
  return found.filter((text, at) => text !== "" && found.indexOf(text) === at)
}

/** A text made anew in each language shown. */
export const perLanguage = ({ languages }: Pick<View, "languages">, make: (language: Language) => string): Text =>
  Object.fromEntries(languages.map((language) => [language, make(language)]))

/** Sentences and items as their language joins them. */
export const marks = {
  zh: { list: "、", label: "：", clause: "；", stop: "。", open: "（", close: "）" },
  en: { list: ", ", label: ": ", clause: "; ", stop: ". ", open: " (", close: ")" },
  ru: { list: ", ", label: ": ", clause: "; ", stop: ". ", open: " (", close: ")" },
} as const

/** A title and what follows it, item by item: the form that the text of most figures has. */
export const listed = (title: Text, language: Language, items: string[]): string =>
  `${inOne(title, language)}${marks[language].label}${items.filter(Boolean).join(marks[language].clause)}${marks[language].stop.trim()}`

/** A text cell; absent if it is empty. */
export const textOf = (cell: Cell | undefined): Text | undefined =>
  typeof cell === "object" && !Array.isArray(cell) && Object.values(cell).some((text) => text.trim() !== "")
    ? cell
    : undefined

/** Several texts as one list in each language. */
export const together = (view: View, texts: Said[]): Text =>
  perLanguage(view, (language) => texts.map((text) => inOne(text, language)).join(marks[language].list))

/** The codes in a cell for one or many. */
export const codesOf = (cell: Cell | undefined): string[] =>
  Array.isArray(cell) ? cell : typeof cell === "string" && cell !== "" ? [cell] : []

/** What a choice is called; its value where the kind does not know it. */
export function choiceName({ kind }: Pick<SectionContent, "kind">, part: string, column: string, value: unknown): Said {
  if (value === undefined || !isKind(kind)) return String(value ?? "")
  const found = partsOf({ kind }).find(({ key }) => key === part)
  const columns = [...(found?.columns ?? []), ...(found?.across?.columns ?? [])]
  const named = columns.find(({ key }) => key === column)
  return (named?.type === "choice" && named.choices.find((one) => one.value === String(value))?.names) || String(value)
}

/** The words in all languages shown on one line, the reader's first. */
export const joinedIn = (view: Pick<View, "languages">, said: Said | undefined): string =>
  inEach(said, view).join(" · ")
