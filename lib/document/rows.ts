// How the rows of a part lie in the root map of a section: see the head of lib/document/kinds/kind.ts.

import * as Y from "yjs"
import { cleanLines } from "#lib/document/clean.ts"
import type { Language } from "#lib/document/content.ts"
import type { Column, Part } from "#lib/document/kinds/kind.ts"
import { between, byOrder } from "#lib/document/order.ts"

/** The id of the one row of a single part. */
export const singleRow = "fields"

export type RowMap = Y.Map<unknown>

export interface PlacedRow {
  id: string
  order: string
  map: RowMap
}

/** Row ids are part of keys, so they hold neither "/" nor ":". */
export const isRowId = (id: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(id)

/** The rows of one part in their order. */
export function rowsIn(root: Y.Map<unknown>, part: string): PlacedRow[] {
  const rows: PlacedRow[] = []
  for (const [key, map] of root.entries()) {
    const id = key.slice(part.length + 1)
    if (!key.startsWith(`${part}/`) || !(map instanceof Y.Map) || !isRowId(id)) continue
    const order = map.get("order")
    rows.push({ id, order: typeof order === "string" ? order : "", map })
  }
  return rows.sort(byOrder)
}

/** The key of a cell in its row's map; `acrossRow` for a cell of a crossing, `language` for a text cell. */
export const cellKey = (column: string, language?: Language, acrossRow?: string): string =>
  `${acrossRow ? `${acrossRow}/` : ""}${column}${language ? `:${language}` : ""}`

/**
 * A row with the fragments of its text cells, so that no two people create the same cell: for each text column and
 * language, and for each given row of the part it crosses. Set "order" before it goes into the section's map.
 */
export function newRow(languages: readonly Language[], part: Part, across: readonly string[] = []): RowMap {
  const row: RowMap = new Y.Map()
  addTextCells(row, languages, part.columns)
  for (const id of across) addTextCells(row, languages, part.across?.columns ?? [], id)
  return row
}

/** The fragments that a row lacks. A fragment that is there stays. */
export function addTextCells(
  row: RowMap,
  languages: readonly Language[],
  columns: readonly Column[],
  acrossRow?: string,
): void {
  for (const column of columns) {
    if (column.type !== "text") continue
    for (const language of languages) {
      const key = cellKey(column.key, language, acrossRow)
      // A map that is not in a document yet answers from what was set; has() would warn.
      if (!row.doc || !row.has(key)) row.set(key, new Y.XmlFragment())
    }
  }
}

/** An id for a row that a person adds. */
export const newRowId = (): string => crypto.randomUUID().replaceAll("-", "").slice(0, 12)

/**
 * Adds a row after another (null: at the top; undefined: at the end) with all its text cells, those of the tables that
 * cross it included, in one transaction. Answers its id.
 */
export function addRow(
  root: Y.Map<unknown>,
  parts: readonly Part[],
  part: Part,
  languages: readonly Language[],
  { after, id = newRowId(), origin }: { after?: string | null; id?: string; origin?: unknown } = {},
): string {
  const write = () => {
    const rows = rowsIn(root, part.key)
    const at = after === undefined ? rows.length : after === null ? 0 : rows.findIndex((row) => row.id === after) + 1
    const across = part.across ? rowsIn(root, part.across.part).map((row) => row.id) : []
    const row = newRow(languages, part, across)
    row.set("order", orderAt(rows, at))
    root.set(`${part.key}/${id}`, row)
    for (const crossing of parts)
      if (crossing.across?.part === part.key)
        for (const { map } of rowsIn(root, crossing.key)) addTextCells(map, languages, crossing.across.columns, id)
  }
  if (root.doc) root.doc.transact(write, origin)
  else write()
  return id
}

/**
 * An order for the place before `rows[at]`. Two people who added a row at the same place share one order, and nothing
 * stands between equals: those after the place then make room.
 */
function orderAt(rows: readonly PlacedRow[], at: number): string {
  const before = rows[at - 1]?.order ?? ""
  const end = rows.findIndex((row, index) => index >= at && row.order > before)
  const after = rows[end]?.order ?? null
  const order = between(before || null, after)
  let last = order
  for (const { map } of rows.slice(at, end < 0 ? rows.length : end)) {
    last = between(last, after)
    map.set("order", last)
  }
  return order
}

/** A copy of a row below it: its values, its texts as they stand, and the cells that other rows have for it. */
export function copyRow(
  root: Y.Map<unknown>,
  parts: readonly Part[],
  part: Part,
  languages: readonly Language[],
  row: string,
  { id = newRowId(), origin }: { id?: string; origin?: unknown } = {},
): string {
  root.doc?.transact(() => {
    const from = root.get(`${part.key}/${row}`)
    addRow(root, parts, part, languages, { after: row, id })
    const to = root.get(`${part.key}/${id}`)
    if (!(from instanceof Y.Map) || !(to instanceof Y.Map)) return
    for (const [key, value] of [...from.entries()]) if (key !== "order") to.set(key, copyOf(value))
    for (const crossing of parts)
      if (crossing.across?.part === part.key)
        for (const { map } of rowsIn(root, crossing.key))
          for (const [key, value] of [...map.entries()])
            if (key.startsWith(`${row}/`)) map.set(`${id}${key.slice(row.length)}`, copyOf(value))
  }, origin)
  return id
}

const copyOf = (value: unknown) => (value instanceof Y.XmlFragment ? value.clone() : value)

/** Moves a row to stand after another; null is the top. */
export function moveRow(root: Y.Map<unknown>, part: string, id: string, after: string | null, origin?: unknown): void {
  const rows = rowsIn(root, part).filter((row) => row.id !== id)
  const at = after === null ? 0 : rows.findIndex((row) => row.id === after) + 1
  const map = root.get(`${part}/${id}`)
  if (map instanceof Y.Map) root.doc?.transact(() => map.set("order", orderAt(rows, at)), origin)
}

/** Takes a row out, and the cells that other rows have for it. */
export function removeRow(
  root: Y.Map<unknown>,
  parts: readonly Part[],
  part: string,
  id: string,
  origin?: unknown,
): void {
  root.doc?.transact(() => {
    root.delete(`${part}/${id}`)
    for (const crossing of parts)
      if (crossing.across?.part === part)
        for (const { map } of rowsIn(root, crossing.key))
          for (const key of [...map.keys()]) if (key.startsWith(`${id}/`)) map.delete(key)
  }, origin)
}

/** Puts text into a cell in place of what it says, a paragraph for each line. */
export function writeText(map: RowMap, key: string, text: string): void {
  let fragment = map.get(key)
  if (!(fragment instanceof Y.XmlFragment)) map.set(key, (fragment = new Y.XmlFragment()))
  const cell = fragment as Y.XmlFragment
  cell.delete(0, cell.length)
  cell.insert(
    0,
    cleanLines(text)
      .split("\n")
      .map((line) => {
        const paragraph = new Y.XmlElement("paragraph")
        if (line) paragraph.insert(0, [new Y.XmlText(line)])
        return paragraph
      }),
  )
}
