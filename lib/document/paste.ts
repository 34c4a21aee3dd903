// Where the cells of a pasted table go, and what of them does not fit there. It only plans: nothing is half done.

import { type Find, longest, type Misfit, readInput } from "#lib/document/cell-input.ts"
import type { Cell } from "#lib/document/content.ts"
import type { Column } from "#lib/document/kinds/kind.ts"

/** One column of the table as it is seen: of the rows themselves, or of one of the rows they cross. */
export interface Slot {
  column: Column
  across?: string
  /** What its head may say, in every language. */
  names: readonly string[]
}

export interface PastedCell {
  /** Place in the list; at its end and beyond, a row that is added. */
  row: number
  slot: Slot
  /** A text is told as a string. */
  value: Cell
}

/** Absent slot and reason: the table ends before it. */
export interface RefusedCell {
  row: number
  slot?: Slot
  said: string
  misfit?: Misfit
}

export interface PastePlan {
  cells: PastedCell[]
  refused: RefusedCell[]
}

/** What is pasted at once: more would be one edit too large for the server to take. */
export const mostPasted = { rows: 200, cells: 4_000, characters: 150_000 }

/** Whether a pasted table is more than is taken at once. Cells that are refused for themselves do not count. */
export function isTooMuch(grid: readonly (readonly string[])[]): boolean {
  const cells = grid.flat().filter((said) => said.length <= longest)
  const characters = cells.reduce((sum, said) => sum + said.length, 0)
  return grid.length > mostPasted.rows || cells.length > mostPasted.cells || characters > mostPasted.characters
}

/**
 * Lays a pasted table into a table from one cell to the right and down. A first line that repeats the heads of columns
 * says where each column goes and is not pasted itself. An empty cell leaves what is there.
 */
export function planPaste(
  grid: readonly (readonly string[])[],
  slots: readonly Slot[],
  at: { row: number; slot: number },
  find: Find,
): PastePlan {
  const named = headsIn(grid, slots)
  const lines = named ? grid.slice(1) : grid
  const slotOf = (column: number) => (named ? named[column] : slots[at.slot + column])
  const plan: PastePlan = { cells: [], refused: [] }
  for (const [line, words] of lines.entries())
    for (const [column, said] of words.entries()) {
      const row = at.row + line
      if (said.trim() === "") continue
      const slot = slotOf(column)
      if (!slot) {
        plan.refused.push({ row, said })
        continue
      }
      const read = readInput(slot.column, said, find)
      if ("misfit" in read) plan.refused.push({ row, slot, said, misfit: read.misfit })
      else if (read.value !== undefined) plan.cells.push({ row, slot, value: read.value })
    }
  return plan
}

/** The columns that a first line names; undefined where it does not name them all, each once. */
function headsIn(grid: readonly (readonly string[])[], slots: readonly Slot[]): (Slot | undefined)[] | undefined {
  const [first] = grid
  if (!first || grid.length < 2) return undefined
  const plain = (word: string) => word.normalize("NFKC").replace(/\s+/g, "").toLowerCase()
  const heads = first.map((word) =>
    word.trim() === ""
      ? undefined
      : (slots.find(({ names }) => names.some((name) => plain(name) === plain(word))) ?? null),
  )
  const known = heads.filter((slot) => slot !== undefined)
  const isHead = known.length > 0 && !known.includes(null) && new Set(known).size === known.length
  return isHead ? (heads as (Slot | undefined)[]) : undefined
}
