// One cell, by the type of its column, as words on paper.

import type { Cell, Row, Text } from "#lib/document/content.ts"
import type { Column } from "#lib/document/kinds/kind.ts"
import type { Context } from "./context.ts"
import { joined, lineOf, linesOf, type Value, value } from "./lines.ts"

/** Whether the cell says anything. */
export function isFilled(cell: Cell | undefined): boolean {
  if (cell === undefined || cell === null) return false
  if (typeof cell === "string") return cell.trim() !== ""
  if (Array.isArray(cell)) return cell.length > 0
  if (typeof cell === "object") return Object.values(cell).some((text) => (text ?? "").trim() !== "")
  return true
}

/** A column whose cells are links to the list of evidence. */
export const isEvidence = (column: Column) => column.type === "ref" && column.to === "evidence"

/** The choice P or D: said by the paper, or derived by the team. */
export const isOrigin = (column: Column) => column.key === "origin" && column.type === "choice"

/** A column of -2 … +2: drawn. */
const isStance = (column: Column) => column.key === "stance" && (column.type === "choice" || column.type === "number")

const codes = (cell: Cell): string[] =>
  (Array.isArray(cell) ? cell : [String(cell)]).filter((code) => code.trim() !== "")

export const evidenceRefs = (context: Context, ids: string[]): Value["refs"] =>
  ids.map((id) => {
    const found = context.evidence.get(id)
    return found ? { label: found.label, to: found.anchor } : { label: `${lineOf(id)[0]?.text ?? id}?`, to: null }
  })

export const workRefs = (context: Context, ids: string[]): Value["refs"] =>
  ids.map((id) => {
    const work = context.works.get(id)
    return work ? { label: `[${work.number}]`, to: work.anchor } : { label: lineOf(id)[0]?.text ?? id, to: null }
  })

/** The cell as it is printed; an empty one says so. */
export function printCell(context: Context, column: Column, cell: Cell | undefined): Value {
  if (cell === undefined || !isFilled(cell)) return context.nothing()
  const { shown } = context
  switch (column.type) {
    case "text":
      return value(
        typeof cell === "object" && !Array.isArray(cell) ? linesOf(cell as Text, shown) : lineOf(String(cell)),
      )
    case "boolean":
      return value(context.say(cell === true ? "yes" : "no"))
    case "choice": {
      const names = codes(cell).map((code) => {
        const choice = column.choices.find((one) => one.value === code)
        return choice ? linesOf(choice.names, shown) : lineOf(code)
      })
      const stance = Number(cell)
      if (isStance(column) && Number.isInteger(stance) && Math.abs(stance) <= 2)
        return value(joined(names, shown), { pips: stance })
      return value(joined(names, shown))
    }
    case "number": {
      const number = Number(cell)
      if (isStance(column) && Number.isInteger(number) && Math.abs(number) <= 2) return value([], { pips: number })
      return value(lineOf(String(cell)))
    }
    case "ref":
      return printRefs(context, column, codes(cell))
    default:
      return value(lineOf(typeof cell === "object" ? codes(cell).join(", ") : String(cell)))
  }
}

function printRefs(context: Context, column: Column & { type: "ref" }, ids: string[]): Value {
  const { input, shown } = context
  switch (column.to) {
    case "evidence":
      return value([], { refs: evidenceRefs(context, ids) })
    case "source":
      return value(
        joined(
          ids.map((id) => (context.works.has(id) ? [] : context.named(id))).filter((one) => one.length > 0),
          shown,
        ),
        {
          refs: workRefs(
            context,
            ids.filter((id) => context.works.has(id)),
          ),
        },
      )
    case "member":
      return value(
        joined(
          ids.map((id) => lineOf(input.people[id] ?? id)),
          shown,
        ),
      )
    case "row":
      return value(
        joined(
          ids.map((id) => rowName(context, column.part, id)),
          shown,
        ),
      )
    default:
      return value(
        joined(
          ids.map((id) => context.named(id)),
          shown,
        ),
      )
  }
}

/** What a reference to a row of the same brief is called: the number of a step, or the row's first words. */
function rowName(context: Context, part: string | undefined, id: string) {
  for (const section of context.input.content.sections) {
    const rows = Object.entries(section.parts ?? {}).flatMap(([key, found]) => (part && key !== part ? [] : found))
    const at = rows.findIndex((row) => row.id === id)
    if (at === -1) continue
    const text = Object.values((rows[at] as Row).cells).find((cell) => typeof cell === "object" && !Array.isArray(cell))
    return text && section.kind !== "step_plan" ? linesOf(text as Text, context.shown) : lineOf(String(at + 1))
  }
  return lineOf(id)
}
