// Rows as a table, as cards, or as a sheet: whatever reads best at the width of the page.

import type { Row, SectionContent } from "#lib/document/content.ts"
import type { Column, Part } from "#lib/document/kinds/kind.ts"
import type { Block } from "./block.ts"
import { isFilled, printCell } from "./cells.ts"
import type { Context } from "./context.ts"
import { type Line, lineOf, value } from "./lines.ts"
import { basis, cellOf, hasBasis, isWhole, label, named, shownColumns, sourceOf } from "./rows.ts"

/** One set of fields. */
export function sheetOf(context: Context, part: Part, row: Row, caption: Line[]): Block {
  const fields = shownColumns(part, [row]).map((column) => ({
    label: label(context, column),
    value: cellOf(context, column, row),
  }))
  const rests = basis(context, part.columns, row)
  if (rests.refs.length > 0 || rests.tag) fields.push({ label: context.say("evidence"), value: rests })
  return { kind: "sheet", caption, fields, source: sourceOf(context, part.columns, [row]) }
}

/** Share of the width where the kind names none. */
export const share = (column: Column): number => {
  if (column.width) return column.width
  if (column.type === "text") return column.size === "long" ? 2.6 : 1.8
  if (column.type === "number" || column.type === "boolean") return 0.7
  return column.type === "ref" && column.many ? 1.4 : 1
}

/** What would be unreadable as columns of one upright page is laid out as cards. */
export function isWide(context: Context, part: Part, rows: Row[]): boolean {
  const columns = shownColumns(part, rows)
  const texts = columns.filter((column) => column.type === "text").length
  const others = columns.length - texts + (hasBasis(part.columns) ? 1 : 0)
  return columns.length > 3 && texts * (context.shown.length > 1 ? 2 : 1.8) + others > 8.5
}

/** Rows as a table. */
export function tableOf(context: Context, part: Part, rows: Row[], caption: Line[]): Block {
  const columns = shownColumns(part, rows)
  const rests = hasBasis(part.columns)
  return {
    kind: "table",
    caption,
    columns: [
      ...columns.map((column) => ({ label: label(context, column), width: share(column), fixed: false })),
      ...(rests ? [{ label: context.say("evidence"), width: 0.9, fixed: false }] : []),
    ],
    rows: rows.map((row) => {
      const cells = [
        ...columns.map((column) => cellOf(context, column, row)),
        ...(rests ? [basis(context, part.columns, row)] : []),
      ]
      const lead = columns[0]?.type === "text" || columns[0]?.type === "ref"
      return { cells, anchor: null, lead, whole: isWhole(cells) }
    }),
    source: sourceOf(context, part.columns, rows),
  }
}

/** The list of evidence: what is claimed, where it stands, of what nature it is. Everything else links here. */
export function evidenceOf(context: Context, part: Part, rows: Row[], caption: Line[]): Block {
  const { say, shown } = context
  const verified = part.columns.find((one) => one.key === "verified")
  const column = (key: string) => part.columns.find((one) => one.key === key)
  const lines = (row: Row, key: string) => {
    const found = column(key)
    return found && isFilled(row.cells[key]) ? printCell(context, found, row.cells[key]) : null
  }
  const texts = (row: Row, keys: string[]) =>
    keys.flatMap((key) => lines(row, key)?.lines ?? []).sort((a, b) => shown.indexOf(a.lang) - shown.indexOf(b.lang))
  return {
    kind: "table",
    caption,
    columns: [
      { label: say("number"), width: 0.5, fixed: false },
      { label: say("claim"), width: 3.6, fixed: false },
      { label: say("source"), width: 1.5, fixed: false },
      { label: say("nature"), width: 0.9, fixed: false },
    ],
    rows: rows.map((row) => {
      const found = context.evidence.get(row.id)
      const claim = texts(row, ["claim", "paraphrase", "note"])
      const source = lines(row, "source")
      const locator = texts(row, ["locator"])
      const cells = [
        value(lineOf(found?.label ?? row.id)),
        claim.length > 0 ? value(claim) : context.nothing(),
        source || locator.length > 0
          ? value([...(source?.lines ?? []), ...locator], { refs: source?.refs ?? [] })
          : context.nothing(),
        value(texts(row, ["type"]), {
          tag: row.cells.origin === "D" ? say("derived") : null,
          aside: verified ? named(label(context, verified), cellOf(context, verified, row)).lines : [],
        }),
      ]
      return { cells, anchor: found?.row === row ? found.anchor : null, lead: true, whole: isWhole(cells) }
    }),
    source: null,
  }
}

/** Wide rows as cards: who or what on the left with its short facts, its texts on the right. */
export function recordsOf(context: Context, section: SectionContent, part: Part, rows: Row[], caption: Line[]): Block {
  const columns = shownColumns(part, rows)
  const title =
    columns.find((column) => column.type === "ref" && !column.many) ??
    columns.find((column) => column.type === "text") ??
    columns[0]
  const lead = columns[0]?.type === "text" ? columns[0] : title
  const rest = columns.filter((column) => column !== lead)
  const isLong = (column: Column) => column.type === "text" || (column.type === "ref" && column.many)
  const risk = section.kind === "risk_register"
  return {
    kind: "records",
    caption,
    head: [lead ? label(context, lead) : [], context.say("details")],
    abreast: rest.filter((column) => column.type === "text" && column.size === "short").length > 3 ? 4 : 2,
    rows: rows.map((row, at) => {
      const rests = basis(context, part.columns, row)
      const facts = rest
        .filter((column) => !isLong(column))
        .map((column) => ({ label: label(context, column), value: cellOf(context, column, row) }))
      const rating = risk && typeof row.cells.likelihood === "number" && typeof row.cells.impact === "number"
      if (rating)
        facts.push({
          label: context.say("rating"),
          value: value(lineOf(String(Number(row.cells.likelihood) * Number(row.cells.impact)))),
        })
      if (rests.refs.length > 0 || rests.tag) facts.push({ label: context.say("evidence"), value: rests })
      const named = lead ? cellOf(context, lead, row) : context.nothing()
      const fields = rest
        .filter(isLong)
        .map((column) => ({ label: label(context, column), value: cellOf(context, column, row) }))
      return {
        title: risk ? { ...named, strong: `R${at + 1}` } : named,
        anchor: null,
        facts,
        fields,
        whole: isWhole(fields.map((one) => one.value)),
      }
    }),
    source: sourceOf(context, part.columns, rows),
  }
}
