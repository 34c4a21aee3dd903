// The decision box of page one: what the reader is asked, and what is advised.

import { partsOf } from "#lib/document/kinds/registry.ts"
import { isFilled, printCell } from "./cells.ts"
import type { Context } from "./context.ts"
import { outlineOf } from "./input.ts"
import { type Line, linesOf, type Value } from "./lines.ts"

/** Printed on page one even when empty; the rest of the box stands in its section. */
const always = ["question", "recommendation", "dissent"]
const order = [
  "question",
  "options",
  "recommendation",
  "statement",
  "basis",
  "reasons",
  "conditions_for_review",
  "dissent",
  "state",
]
const short = new Set(["options", "state"])

/** Null when the brief has no decision box, or nothing in it. */
export function decisionOf(
  context: Context,
): { heading: Line[]; fields: { label: Line[]; values: Value[]; strong: boolean }[] } | null {
  const section = context.input.content.sections.find((one) => one.kind === "decision_box")
  if (
    !section ||
    !Object.values(section.parts ?? {}).some((rows) => rows.some((row) => Object.keys(row.cells).length > 0))
  )
    return null
  const found: { key: string; label: Line[]; values: Value[]; strong: boolean }[] = []
  for (const part of partsOf(outlineOf(context.input, section))) {
    const rows = section.parts?.[part.key] ?? []
    if (part.single) {
      for (const column of part.columns) {
        const cell = rows[0]?.cells[column.key]
        if (!order.includes(column.key) || short.has(column.key)) continue
        if (!isFilled(cell) && !always.includes(column.key)) continue
        found.push({
          key: column.key,
          label: linesOf(column.names, context.shown),
          values: [printCell(context, column, cell)],
          strong: column.key === "recommendation" || column.key === "statement",
        })
      }
    } else if (order.includes(part.key) && rows.length > 0) {
      const column = part.columns.find((one) => one.type === "text")
      if (column)
        found.push({
          key: part.key,
          label: linesOf(part.names, context.shown),
          values: rows.map((row) => printCell(context, column, row.cells[column.key])),
          strong: false,
        })
    }
  }
  found.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
  return {
    heading: linesOf(section.heading, context.shown),
    fields: found.map(({ key: _, ...field }) => field),
  }
}
