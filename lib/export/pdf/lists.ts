// Rows that read as a list: points one by one, steps with the gates between them.

import type { Row } from "#lib/document/content.ts"
import type { Column, Part } from "#lib/document/kinds/kind.ts"
import type { Block } from "./block.ts"
import type { Context } from "./context.ts"
import type { Line } from "./lines.ts"
import { basis, cellOf, isWhole, label, shownColumns, sourceOf } from "./rows.ts"

/** Sentences that carry the brief. */
export function pointsOf(context: Context, part: Part, rows: Row[], caption: Line[]): Block {
  const columns = shownColumns(part, rows)
  const statement = columns.find((column) => column.type === "text") ?? columns[0]
  return {
    kind: "points",
    caption,
    items: rows.map((row) => {
      const said = statement ? cellOf(context, statement, row) : context.nothing()
      const rests = basis(context, part.columns, row)
      return {
        lines: said.lines,
        whole: isWhole([said]),
        muted: said.muted,
        facts: [
          ...columns
            .filter((column) => column !== statement)
            .map((column) => ({ label: label(context, column), value: cellOf(context, column, row) })),
          ...(rests.refs.length > 0 || rests.tag ? [{ label: context.say("evidence"), value: rests }] : []),
        ],
      }
    }),
    source: sourceOf(context, part.columns, rows),
  }
}

/** Steps in their order; a gate opens the next. */
export function stepsOf(context: Context, part: Part, rows: Row[], caption: Line[]): Block {
  const columns = shownColumns(part, rows)
  const title = columns.find((column) => column.type === "text")
  const gate = columns.find((column) => column.key === "gate")
  const rest = columns.filter((column) => column !== title && column !== gate)
  const field = (row: Row) => (column: Column) => ({
    label: label(context, column),
    value: cellOf(context, column, row),
  })
  return {
    kind: "steps",
    caption,
    items: rows.map((row, at) => {
      const rests = basis(context, part.columns, row)
      return {
        whole: isWhole(columns.map((column) => cellOf(context, column, row))),
        number: String(at + 1),
        title: title ? cellOf(context, title, row) : context.nothing(),
        fields: rest.filter((column) => column.type === "text").map(field(row)),
        facts: [
          ...rest.filter((column) => column.type !== "text").map(field(row)),
          ...(rests.refs.length > 0 || rests.tag ? [{ label: context.say("evidence"), value: rests }] : []),
        ],
        gate: gate ? field(row)(gate) : null,
      }
    }),
    source: sourceOf(context, part.columns, rows),
  }
}
