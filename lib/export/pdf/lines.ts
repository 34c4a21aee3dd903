// Words in the languages that are printed, and what the template does with them.

import type { Language, Text } from "#lib/document/content.ts"

/** One text in one language. */
export interface Line {
  lang: Language
  text: string
}

/** What stands in a cell: its words by language, where somebody stands (-2…2), and what it rests on. */
export interface Value {
  lines: Line[]
  pips: number | null
  /** Links to the list of evidence or of works; `to` is an anchor that is printed, or null. */
  refs: { label: string; to: string | null }[]
  /** Set quietly: "not specified". */
  muted: boolean
  /** A word in a frame: derived, to verify. */
  tag: Line[] | null
  /** Small words after the text: how sure, as of when. */
  aside: Line[]
  /** Stands before the words, strongly: a score, a number. */
  strong: string | null
}

export interface Field {
  label: Line[]
  value: Value
}

/** C0 and C1 controls but line ends: no font has them, PDF/UA refuses them, and no reader ever saw them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g

/** The string as it can be set: no control characters, no halves of a surrogate pair. */
export const clean = (text: string): string =>
  text
    .replace(/\r\n?|\u2028|\u2029/g, "\n")
    .replace(/\t/g, " ")
    .replace(controls, "")
    .toWellFormed()

/** The language a text is set in, by its letters: Han, Cyrillic, or else English. */
export function languageOf(text: string): Language {
  if (/\p{Script=Han}/u.test(text)) return "zh"
  return /\p{Script=Cyrillic}/u.test(text) ? "ru" : "en"
}

const order = ["zh", "en", "ru"] as const

/**
 * The text in each of `shown`; where it has none of them, in the language it has, so that nothing written is left out.
 * Equal texts ("G3+5") are said once.
 */
export function linesOf(text: Text | null | undefined, shown: readonly Language[]): Line[] {
  if (!text) return []
  const has = (lang: Language) => (text[lang] ?? "").trim() !== ""
  const langs: readonly Language[] = shown.some(has) ? shown.filter(has) : order.filter(has).slice(0, 1)
  const lines = langs.map((lang) => ({ lang, text: clean(text[lang] ?? "").trim() }))
  return lines.filter((line, at) => lines.findIndex((other) => other.text === line.text) === at)
}

/** A short value that belongs to no language. */
export const lineOf = (text: string): Line[] => {
  const cleaned = clean(text).trim()
  return cleaned === "" ? [] : [{ lang: languageOf(cleaned), text: cleaned }]
}

export const value = (lines: Line[], more: Partial<Value> = {}): Value => ({
  lines,
  pips: null,
  refs: [],
  muted: false,
  tag: null,
  aside: [],
  strong: null,
  ...more,
})

/** Several texts as one, language by language. */
export function joined(
  texts: Line[][],
  shown: readonly Language[],
  separators: Partial<Record<Language, string>> = { zh: "、", en: ", ", ru: ", " },
): Line[] {
  if (texts.length === 1) return texts[0] ?? []
  return shown
    .map((lang) => ({
      lang,
      text: texts
        .map((lines) => (lines.find((line) => line.lang === lang) ?? lines[0])?.text ?? "")
        .filter(Boolean)
        .join(separators[lang] ?? ", "),
    }))
    .filter((line, at, all) => line.text !== "" && all.findIndex((other) => other.text === line.text) === at)
}
