// The checks under a data table, done again: what their formulas give, beside what was computed and what is printed.

import type { SectionContent } from "#lib/document/content.ts"
import { evaluate } from "#lib/document/kinds/expression.ts"

export interface Recheck {
  /** Row id of the check. */
  row: string
  /** What the formula gives; absent if it is no formula (a remark in words). */
  value?: number | boolean
  /** Whether the figure beside it says the same, to its own decimals; absent where there is none to compare. */
  computed?: boolean
  printed?: boolean
  /** Something is not as it should be: a figure that differs, or a comparison that does not hold. */
  flagged: boolean
}

/**
 * The checks of a table in their order. In a formula `R3C2` is the value in the third row and second column,
 * `sum(R1C2:R4C2)` adds a block of them, `count(rows)` counts the rows.
 */
export const recheck = (section: SectionContent): Recheck[] =>
  (section.parts?.checks ?? []).map(({ id, cells }) => {
    const answer = evaluate(String(cells.formula ?? ""), namesIn(section))
    if ("problem" in answer) return { row: id, flagged: false }
    const { value } = answer
    const computed = agrees(value, cells.expected)
    const printed = agrees(value, cells.printed)
    return {
      row: id,
      value: typeof value === "number" ? Math.round(value * 1e6) / 1e6 : value,
      ...(computed !== undefined && { computed }),
      ...(printed !== undefined && { printed }),
      flagged: value === false || computed === false || printed === false,
    }
  })

function namesIn(section: SectionContent) {
  const columns = section.parts?.columns ?? []
  const rows = section.parts?.rows ?? []
  const at = (row: number, column: number): number | undefined =>
    numberIn(rows[row - 1]?.cells[`${columns[column - 1]?.id}/value`])?.value
  const block = (inside: string): number[] | undefined => {
    const found = inside
      .trim()
      .match(/^R(\d+)C(\d+):R(\d+)C(\d+)$/i)
      ?.slice(1)
      .map(Number)
    const [top = 0, left = 0, bottom = 0, right = 0] = found ?? []
    if (!found || bottom > rows.length || right > columns.length) return undefined
    const values: number[] = []
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) {
        const value = at(row, column)
        if (value === undefined) return undefined
        values.push(value)
      }
    return values
  }
  return {
    value: (name: string) => {
      const [, row, column] = name.match(/^R(\d+)C(\d+)$/i) ?? []
      return row && column ? at(Number(row), Number(column)) : undefined
    },
    call: (name: string, inside: string) => {
      if (name === "count" && inside.trim() === "rows") return rows.length
      return name === "sum" ? block(inside)?.reduce((sum, value) => sum + value, 0) : undefined
    },
  }
}

/** The figure in a cell, with the number of its decimals: "−5.06", "1,900.0", "72.6%". */
function numberIn(cell: unknown): { value: number; decimals: number } | undefined {
  if (typeof cell === "number") return { value: cell, decimals: String(cell).split(".")[1]?.length ?? 0 }
  if (typeof cell !== "string") return undefined
  const [, text] =
    cell
      .trim()
      .replace(/^[−–]/, "-")
      .replaceAll(",", "")
      .match(/^([+-]?\d+(?:\.\d+)?)\s*%?$/) ?? []
  return text === undefined ? undefined : { value: Number(text), decimals: text.split(".")[1]?.length ?? 0 }
}

function agrees(value: number | boolean, cell: unknown): boolean | undefined {
  const given = numberIn(cell)
  if (!given || typeof value === "boolean") return undefined
  return Math.abs(value - given.value) <= 0.5 * 10 ** -given.decimals + 1e-9
}
