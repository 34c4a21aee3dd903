// Tables that cross two lists: criteria by options, dimensions by what is compared, actors by options.

import type { Cell, Row, SectionContent } from "#lib/document/content.ts"
import type { Column, Part } from "#lib/document/kinds/kind.ts"
import type { Block, Source } from "./block.ts"
import { isEvidence, isFilled, isOrigin, printCell } from "./cells.ts"
import type { Context } from "./context.ts"
import { type Line, lineOf, type Value } from "./lines.ts"
import { basis, cellOf, hasBasis, isWhole, label, named, shownColumns, sourceOf } from "./rows.ts"
import { share, tableOf } from "./tables.ts"

/** At most this many columns (of text; of values) of a crossing stand on one page; the rest follow in further tables. */
const narrow = 4
const wide = 7

/** A table that crosses two lists: what is in the cells stands together, numbers first, what it rests on last. */
export function crossing(
  context: Context,
  part: Part,
  other: Part | undefined,
  rows: Row[],
  section: SectionContent,
  caption: Line[],
): Block[] {
  const heads = section.parts?.[other?.key ?? ""] ?? []
  const shown = shownColumns(part, rows)
  // What explains the first column stands below it, so that the width goes to what is crossed.
  const below = columnsBelow(shown)
  const own = shown.filter((column) => !below.some((one) => one.key === column.key))
  const lead = (row: Row, column: Column): Value => {
    const cell = cellOf(context, column, row)
    if (column.key !== own[0]?.key) return cell
    const more = below.filter((one) => isFilled(row.cells[one.key])).flatMap((one) => cellOf(context, one, row).lines)
    return { ...cell, lines: [...cell.lines, ...more] }
  }
  const columns = part.across?.columns ?? []
  const name = (head: Row): Line[] => {
    for (const column of other?.columns ?? []) {
      const cell = other && isFilled(head.cells[column.key]) ? printCell(context, column, head.cells[column.key]) : null
      if (cell && cell.lines.length > 0) return cell.lines
    }
    return lineOf(head.id)
  }
  const cross = (row: Row, head: Row): Value => {
    const filled = columns.filter((column) => isFilled(row.cells[`${head.id}/${column.key}`]))
    const rests = basis(context, columns, row, `${head.id}/`)
    if (filled.length === 0) return context.nothing()
    const said = filled
      .filter((column) => !isEvidence(column) && !isOrigin(column))
      .map((column) => ({ column, cell: printCell(context, column, row.cells[`${head.id}/${column.key}`]) }))
    const pair = said.filter(({ column }) => part.across?.pair?.includes(column.key))
    const numbers = pair.length > 0 ? pair : said.filter(({ column }) => column.type === "number").slice(0, 1)
    const stance = said.find(({ cell }) => cell.pips !== null)
    const byLanguage = (of: typeof said) =>
      of.flatMap(({ cell }) => cell.lines).sort((a, b) => context.shown.indexOf(a.lang) - context.shown.indexOf(b.lang))
    const isText = ({ column }: (typeof said)[number]) => column.type === "text" || column.type === "string"
    return {
      ...rests,
      lines: byLanguage(
        said
          .filter(isText)
          .map((one) => (one.column.secondary ? { ...one, cell: named(label(context, one.column), one.cell) } : one)),
      ),
      aside: byLanguage(
        said
          .filter((one) => !numbers.includes(one) && !isText(one))
          .map(({ column, cell }) => ({
            column,
            cell: cell.pips === null ? named(label(context, column), cell) : cell,
          })),
      ),
      pips: stance?.cell.pips ?? null,
      strong: numbers.map(({ cell }) => cell.lines[0]?.text).join(", ") || null,
    }
  }
  const source = crossSource(context, columns, rows, heads, sourceOf(context, part.columns, rows))
  if (heads.length === 0) return [tableOf(context, part, rows, caption)]
  const tables: Block[] = []
  const sideBySide = columns.some((column) => column.type === "text") ? narrow : wide
  for (let from = 0; from < heads.length; from += sideBySide) {
    const some = heads.slice(from, from + sideBySide)
    const last = from + sideBySide >= heads.length
    tables.push({
      kind: "table",
      caption: from === 0 ? caption : [],
      columns: [
        ...own.map((column) => ({ label: label(context, column), width: Math.min(1.4, share(column)), fixed: false })),
        ...some.map((head) => ({ label: name(head), width: columns.length > 1 ? 2 : 1, fixed: false })),
        ...(last && hasBasis(part.columns) ? [{ label: context.say("evidence"), width: 0.8, fixed: false }] : []),
      ],
      rows: rows.map((row) => {
        const cells = [
          ...own.map((column) => lead(row, column)),
          ...some.map((head) => cross(row, head)),
          ...(last && hasBasis(part.columns) ? [basis(context, part.columns, row)] : []),
        ]
        return { cells, anchor: null, lead: true, whole: isWhole(cells) }
      }),
      source: last ? source : null,
    })
  }
  return tables
}

const columnsBelow = (columns: readonly Column[]) => columns.slice(1).filter((column) => column.type === "text")

/** The source line of a crossing: what its rows rest on, and what its cells do. */
function crossSource(
  context: Context,
  columns: readonly Column[],
  rows: Row[],
  heads: Row[],
  own: Source | null,
): Source | null {
  const flat = rows.flatMap((row) =>
    heads.map((head) => ({
      id: row.id,
      cells: Object.fromEntries(
        columns.flatMap((column): [string, Cell][] => {
          const cell = row.cells[`${head.id}/${column.key}`]
          return cell === undefined ? [] : [[column.key, cell]]
        }),
      ),
    })),
  )
  const inside = sourceOf(context, columns, flat)
  if (!own || !inside) return inside ?? own
  const refs = new Map([...own.refs, ...inside.refs].map((ref) => [ref.label, ref]))
  return {
    lead: own.lead.length > 0 ? own.lead : inside.lead,
    refs: [...refs.values()],
    derived: own.derived.length > 0 ? own.derived : inside.derived,
  }
}
