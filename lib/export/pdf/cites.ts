// Citations: a note at the foot of the page names the work and the place in it.

import { noteForm } from "#lib/document/citation.ts"
import type { Language, Text } from "#lib/document/content.ts"
import { isToVerify } from "#lib/document/source.ts"
import type { Context } from "./context.ts"
import { clean, languageOf, linesOf } from "./lines.ts"
import type { Cite } from "./prose.ts"
import { words } from "./words.ts"

/** How citations in prose of one language are noted. */
export function printCites(context: Context, lang: Language): Cite {
  return (id) => {
    const found = context.evidence.get(id)
    if (!found) {
      const text = `${clean(id)}: ${words.unknownEvidence[lang]}`
      return { kind: "note", lang, text, flag: context.say("toVerify") }
    }
    const { cells } = found.row
    const locator =
      typeof cells.locator === "object" && !Array.isArray(cells.locator)
        ? linesOf(cells.locator as Text, [lang])[0]?.text
        : undefined
    const code = typeof cells.source === "string" ? cells.source : undefined
    const source = code ? context.input.registers.sources[code] : undefined
    const text = source
      ? noteForm(source, lang, locator)
      : [code, locator ?? words.notSpecified[lang]].filter(Boolean).join(lang === "zh" ? "，" : ", ")
    return {
      kind: "note",
      lang: languageOf(text),
      text: clean(text),
      flag: source && isToVerify(source) ? linesOf(words.toVerify, [lang]) : null,
    }
  }
}
