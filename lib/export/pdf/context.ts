// What a brief's codes and ids stand for on paper: names, evidence labels, numbers of works.

import type { Language, Row, Text } from "#lib/document/content.ts"
import { evidenceLabels, evidenceRows } from "#lib/document/kinds/evidence-list.ts"
import { referencesOf } from "#lib/document/reference-list.ts"
import type { PdfInput } from "./input.ts"
import { clean, type Line, lineOf, linesOf, type Value, value } from "./lines.ts"
import { words } from "./words.ts"

export interface Evidence {
  row: Row
  /** "A6", printed wherever it is relied on. */
  label: string
  anchor: string
}

export interface Work {
  code: string
  number: number
  anchor: string
}

/** One export's view of the brief. */
export interface Context {
  input: PdfInput
  shown: readonly Language[]
  evidence: ReadonlyMap<string, Evidence>
  works: ReadonlyMap<string, Work>
  /** Our own words, in the languages shown. */
  say(word: keyof typeof words): Line[]
  nothing(): Value
  /** The name of a register's entry; an unknown code is printed as it is. */
  named(code: string): Line[]
}

/** The languages to print: the one asked for if the brief has it, else all of the brief's. */
export function shownLanguages({ content, languages }: Pick<PdfInput, "content" | "languages">): readonly Language[] {
  const has: readonly Language[] = content.languages.length > 0 ? content.languages : ["zh"]
  return languages !== "both" && has.includes(languages) ? [languages] : has
}

export function contextOf(input: PdfInput): Context {
  const shown = shownLanguages(input)
  const evidence = new Map<string, Evidence>()
  const works = new Map<string, Work>()
  const labels = evidenceLabels(input.content.sections)
  for (const row of evidenceRows(input.content.sections)) {
    const label = clean(labels[row.id] ?? "").slice(0, 12)
    if (!evidence.has(row.id)) evidence.set(row.id, { row, label, anchor: `evidence-${evidence.size + 1}` })
  }
  referencesOf(input.content, input.registers.sources, "zh").forEach(({ code }, at) => {
    works.set(code, { code, number: at + 1, anchor: `work-${at + 1}` })
  })
  const { options, actors, mechanisms, sources, terms } = input.registers
  const registers = [actors, mechanisms, options, sources, terms]
  const say = (word: keyof typeof words) => linesOf(words[word], shown)
  return {
    input,
    shown,
    evidence,
    works,
    say,
    nothing: () => value(say("notSpecified"), { muted: true }),
    named(code) {
      for (const register of registers) {
        const entry = Object.hasOwn(register, code) ? register[code] : undefined
        const names = entry ? linesOf(entry.names as Text, shown) : []
        if (names.length > 0) return names
      }
      return lineOf(code)
    },
  }
}
