// What every layout of rows shares: which columns are printed, what a row rests on, whether it stays on one page.

import type { Row } from "#lib/document/content.ts"
import type { Column, Part } from "#lib/document/kinds/kind.ts"
import type { Source } from "./block.ts"
import { evidenceRefs, isEvidence, isFilled, isOrigin, printCell } from "./cells.ts"
import type { Context } from "./context.ts"
import { type Line, linesOf, type Value, value } from "./lines.ts"

const isShown = (column: Column, rows: Row[]) =>
  !column.secondary || rows.some((row) => isFilled(row.cells[column.key]) && row.cells[column.key] !== false)

/** The columns that are printed as such: evidence and origin stand together at the end. */
export const shownColumns = (part: Part, rows: Row[]) =>
  part.columns.filter(
    (column) =>
      !isEvidence(column) &&
      !isOrigin(column) &&
      !(column.key === "code" && column.type === "string") &&
      isShown(column, rows),
  )

/** What a column is called. */
export const label = (context: Context, column: Pick<Column, "names">) => linesOf(column.names, context.shown)

/** Characters that surely fit on one page in the narrowest layout. */
const fits = 900

export const isWhole = (values: Value[]) =>
  values
    .flatMap((one) => one.lines)
    .reduce((sum, line) => sum + line.text.length + 20 * line.text.split("\n").length, 0) < fits

/** What a row rests on, with the mark of what the team derived itself. */
export function basis(context: Context, columns: readonly Column[], row: Row, at = ""): Value {
  const ids = columns.filter(isEvidence).flatMap((column) => {
    const cell = row.cells[at + column.key]
    return Array.isArray(cell) ? cell : typeof cell === "string" && cell !== "" ? [cell] : []
  })
  const origin = columns.find(isOrigin)
  return value([], {
    refs: evidenceRefs(context, ids),
    tag: origin && row.cells[at + origin.key] === "D" ? context.say("derived") : null,
  })
}

export const hasBasis = (columns: readonly Column[]) => columns.some((column) => isEvidence(column) || isOrigin(column))

/** The works that the rows rest on, by their numbers in the list. */
export function sourceOf(context: Context, columns: readonly Column[], rows: Row[]): Source | null {
  const rests = rows.map((row) => basis(context, columns, row))
  const ids = rows.flatMap((row) =>
    columns.filter(isEvidence).flatMap((column) => {
      const cell = row.cells[column.key]
      return Array.isArray(cell) ? cell : typeof cell === "string" ? [cell] : []
    }),
  )
  const works = new Map<number, Value["refs"][number]>()
  for (const id of ids) {
    const code = context.evidence.get(id)?.row.cells.source
    const work = typeof code === "string" ? context.works.get(code) : undefined
    if (work) works.set(work.number, { label: `[${work.number}]`, to: work.anchor })
  }
  const derived = rests.some((one) => one.tag)
  if (works.size === 0 && !derived) return null
  return {
    lead: works.size > 0 ? context.say("sources") : [],
    refs: [...works].sort(([a], [b]) => a - b).map(([, ref]) => ref),
    derived: derived ? context.say("derivedNote") : [],
  }
}

/** One cell of a row. */
export const cellOf = (context: Context, column: Column, row: Row): Value =>
  printCell(context, column, row.cells[column.key])

/** "可信度 中", "confidence: medium": what a short word answers. */
export const named = (label: Line[], cell: Value): Value => ({
  ...cell,
  lines: cell.lines.map((line) => {
    const asks = label.find((one) => one.lang === line.lang) ?? label[0]
    return {
      ...line,
      text: line.lang === "zh" ? `${asks?.text ?? ""} ${line.text}` : `${asks?.text ?? ""}: ${line.text}`,
    }
  }),
})
