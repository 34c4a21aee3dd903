// The list of works, made from the list of evidence, in GB/T 7714, numbered by first use.

import type { Language } from "#lib/document/content.ts"
import type { Context } from "./context.ts"
import { clean, type Line, languageOf, lineOf } from "./lines.ts"
import { openQuestions, referenceForm } from "./source-forms.ts"

export interface Works {
  kind: "works"
  items: {
    number: string
    anchor: string
    lang: Language
    text: string
    flag: Line[] | null
    /** What is still to be verified, in words. */
    flags: Line[][]
  }[]
}

/** A note instead, when nothing is cited. */
export function worksOf(context: Context): Works | { kind: "note"; lines: Line[] } {
  const { input, shown, works, say } = context
  if (works.size === 0) return { kind: "note", lines: say("noWorks") }
  return {
    kind: "works",
    items: [...works.values()].map(({ code, number, anchor }) => {
      const source = input.registers.sources[code]
      const text = clean(source ? referenceForm(source) : code)
      const questions = source ? shown.map((lang) => openQuestions(source, lang)) : []
      return {
        number: String(number),
        anchor,
        lang: languageOf(text),
        text,
        flag: source === undefined || (questions[0]?.length ?? 0) > 0 ? say("toVerify") : null,
        flags: questions.map((said) => lineOf(said.join(" "))).filter((lines) => lines.length > 0),
      }
    }),
  }
}
