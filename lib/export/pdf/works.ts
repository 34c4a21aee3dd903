// The list of works, in GB/T 7714, numbered by first use in the list of evidence.

import type { Language } from "#lib/document/content.ts"
import { referencesOf } from "#lib/document/reference-list.ts"
import { openFlags } from "#lib/document/source.ts"
import type { Context } from "./context.ts"
import { clean, type Line, languageOf, lineOf } from "./lines.ts"

export interface Works {
  kind: "works"
  items: {
    number: string
    anchor: string
    lang: Language
    text: string
    /** 待核: what of its particulars is to be verified. */
    flag: Line[] | null
    /** The same in full sentences, for each language. */
    flags: Line[][]
  }[]
}

/** A note instead, when nothing is cited. */
export function worksOf(context: Context): Works | { kind: "note"; lines: Line[] } {
  const { input, shown, works, say } = context
  if (works.size === 0) return { kind: "note", lines: say("noWorks") }
  const { sources } = input.registers
  const marks = shown.map((lang) => ({ lang, list: referencesOf(input.content, sources, lang) }))
  return {
    kind: "works",
    items: (marks[0]?.list ?? []).map((reference, at) => {
      const source = sources[reference.code]
      const text = clean(reference.text)
      const mark = marks.map(({ lang, list }) => ({ lang, text: clean(list[at]?.mark ?? "").replace(/^\[|\]$/g, "") }))
      const questions = (lang: Language) =>
        (source ? openFlags(source) : [])
          .flatMap((flag) => flag[lang === "zh" ? "zh" : "en"] ?? [])
          .join(lang === "zh" ? "" : " ")
      return {
        number: String(at + 1),
        anchor: works.get(reference.code)?.anchor ?? `work-${at + 1}`,
        lang: languageOf(text),
        text,
        flag: reference.toVerify ? mark.filter((line) => line.text !== "") : null,
        flags: shown.map((lang) => lineOf(questions(lang))).filter((lines) => lines.length > 0),
      }
    }),
  }
}
