// The whole PDF as data for the template: what is said where, in which language, with nothing left to look up.

import type { Cell, Language, SectionContent, Text } from "#lib/document/content.ts"
import { kindOf, partsOf } from "#lib/document/kinds/registry.ts"
import type { Block } from "./block.ts"
import { blocksOf } from "./blocks.ts"
import { isFilled, printCell } from "./cells.ts"
import { type ClearancePage, clearancePage } from "./clearance.ts"
import { type Context, contextOf } from "./context.ts"
import { decisionOf } from "./decision.ts"
import { outlineOf, type PdfInput } from "./input.ts"
import { type Line, lineOf, linesOf, type Value } from "./lines.ts"
import { dateParts, moment } from "./moment.ts"
import { words } from "./words.ts"

export interface PrintModel {
  title: string
  authors: string[]
  keywords: string[]
  description: string
  /** Year, month, day. */
  date: [number, number, number]
  languages: readonly Language[]
  words: { contents: Line[] }
  marking: Line[]
  /** Printed on every page of a sample. */
  sample: Line[]
  watermark: Line[]
  footer: Line[]
  contents: boolean
  cover: {
    badges: Line[][]
    kicker: Line[]
    title: Line[]
    facts: { label: Line[]; lines: Line[] }[]
    decision: { heading: Line[]; fields: { label: Line[]; values: Value[]; strong: boolean }[] } | null
  }
  sections: { heading: Line[]; blocks: Block[] }[]
  clearance: ClearancePage | null
  attached: boolean
}

export function printModel(input: PdfInput): PrintModel {
  const context = contextOf(input)
  const { shown, say } = context
  const { content, clearance, designation } = input
  const title = titleOf(input, shown)
  const marking = linesOf(content.marking, shown)
  const final = designation === "approved"
  const state = say(designation)
  const version = clearance ? lineOf(`Rev. ${clearance.number}`) : say("workingDraft")
  return {
    title: title.map((line) => line.text).join(" · ") || "Brief",
    authors: linesOf(input.workshop, shown)
      .slice(0, 1)
      .map((line) => line.text),
    keywords: content.options.map((code) => context.named(code)[0]?.text ?? code),
    description: [...version, ...state].map((line) => line.text).join(" · "),
    date: dateParts(clearance?.createdAt ?? input.generatedAt, input.timeZone),
    languages: shown,
    words: { contents: say("contents") },
    marking,
    sample: input.isSample ? say("sample") : [],
    watermark: final ? [] : say("watermark"),
    footer: footerOf(version, state),
    contents: content.sections.length > 3,
    cover: {
      badges: [...(input.isSample ? [say("sample")] : []), state],
      kicker: linesOf(input.template, shown),
      title,
      facts: facts(context, version, state),
      decision: decisionOf(context),
    },
    sections: content.sections.map((section) => ({
      heading: headingOf(section, shown),
      blocks: blocksOf(context, section, outlineOf(input, section)),
    })),
    clearance: clearance ? clearancePage(context, clearance, final) : null,
    attached: isAttached(input),
  }
}

/** A PDF in one language does not carry the other language inside. */
export const isAttached = ({ canonical, content, languages }: PdfInput): boolean =>
  canonical !== undefined && (languages === "both" || content.languages.length < 2)

const titleOf = ({ content }: PdfInput, shown: readonly Language[]): Line[] => {
  const lines = linesOf(content.title, shown)
  return lines.length > 0 ? lines : linesOf(words.notSpecified, shown)
}

const footerOf = (version: Line[], state: Line[]): Line[] =>
  state.map((line, at) => ({ ...line, text: `${(version[at] ?? version[0])?.text ?? ""} · ${line.text}` })).slice(0, 1)

const headingOf = (section: SectionContent, shown: readonly Language[]): Line[] => {
  const lines = linesOf(section.heading, shown)
  return lines.length > 0 ? lines : linesOf(kindOf(section.kind).names, shown)
}

/** A field of the header section, as printed; nothing if it is empty. */
function metaField(context: Context, key: string): Line[] {
  for (const section of context.input.content.sections) {
    if (section.kind !== "meta") continue
    for (const part of partsOf(outlineOf(context.input, section))) {
      const column = part.columns.find((one) => one.key === key)
      const cell: Cell | undefined = section.parts?.[part.key]?.[0]?.cells[key]
      if (column && isFilled(cell)) return printCell(context, column, cell).lines
    }
  }
  return []
}

function facts(context: Context, version: Line[], state: Line[]): { label: Line[]; lines: Line[] }[] {
  const { input, shown, say } = context
  const options = input.content.options.map((code) => context.named(code))
  const lines = (all: Line[][]): Line[] =>
    shown
      .map((lang) => ({
        lang,
        text: all
          .map((one) => (one.find((line) => line.lang === lang) ?? one[0])?.text ?? "")
          .filter(Boolean)
          .join(lang === "zh" ? "；" : "; "),
      }))
      .filter((line, at, list) => line.text !== "" && list.findIndex((other) => other.text === line.text) === at)
  const nothing = context.nothing().lines
  const orNothing = (found: Line[]) => (found.length > 0 ? found : nothing)
  const text = (value: Text) => linesOf(value, shown)
  return [
    { label: say("options"), lines: orNothing(lines(options)) },
    { label: say("region"), lines: orNothing(metaField(context, "region")) },
    {
      label: say("asOf"),
      lines: orNothing(
        metaField(context, "as_of_date").length > 0 ? metaField(context, "as_of_date") : metaField(context, "as_of"),
      ),
    },
    { label: say("workshop"), lines: orNothing(text(input.workshop)) },
    {
      label: say("version"),
      lines: lines([version, state]).map((line) => ({ ...line, text: line.text.replace(/[；;] ?/, " · ") })),
    },
    { label: say("made"), lines: lineOf(moment(input.generatedAt, input.timeZone)) },
  ]
}
