// What a hand can do to the rows of a structured section. Each action is one transaction, so it is one step of undo
// and arrives elsewhere whole.

import { useEffect, useMemo, useState } from "react"
import * as Y from "yjs"
import { byHand } from "#components/editor/brief-undo.ts"
import type { LiveBrief } from "#components/editor/live-brief.ts"
import { cellRoot } from "#components/editor/roots.ts"
import type { Cell, Language } from "#lib/document/content.ts"
import type { Part } from "#lib/document/kinds/kind.ts"
import type { PastedCell } from "#lib/document/paste.ts"
import * as document from "#lib/document/rows.ts"

export type LiveRow = document.PlacedRow

/** Who acts where. */
export interface Hand {
  live: LiveBrief
  section: string
  parts: readonly Part[]
  languages: readonly Language[]
}

/** The rows of each part of a section; draws again when rows or plain values change, not when text does. */
export function useRows(live: LiveBrief, section: string, parts: readonly Part[]): Record<string, LiveRow[]> {
  const map = live.map(section)
  const [version, setVersion] = useState(0)
  useEffect(() => {
    const changed = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
      if (events.some((event) => event.target instanceof Y.Map)) setVersion((before) => before + 1)
    }
    map.observeDeep(changed)
    setVersion((before) => before + 1)
    return () => map.unobserveDeep(changed)
  }, [map])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the map's content
  return useMemo(
    () => Object.fromEntries(parts.map((part) => [part.key, document.rowsIn(map, part.key)])),
    [map, parts, version],
  )
}

/** Sets a plain value; nothing, an empty text and an empty list take it away. */
export function setCell(hand: Hand, part: string, row: LiveRow, key: string, value: Cell | undefined) {
  if (JSON.stringify(row.map.get(key)) === JSON.stringify(value)) return
  hand.live.change(`t:${hand.section}/${part}/${row.id}/${key}`, () => {
    if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) row.map.delete(key)
    else row.map.set(key, value)
  })
}

/** Adds a row after the one given, or at the end, and says its id. */
export function addRow(hand: Hand, part: Part, after?: LiveRow): string {
  const id = document.newRowId()
  hand.live.change(firstPlace(hand, part, id), () =>
    document.addRow(hand.live.map(hand.section), hand.parts, part, hand.languages, {
      id,
      origin: byHand,
      ...(after && { after: after.id }),
    }),
  )
  return id
}

export function deleteRow(hand: Hand, part: Part, row: LiveRow) {
  hand.live.change(firstPlace(hand, part, row.id), () =>
    document.removeRow(hand.live.map(hand.section), hand.parts, part.key, row.id, byHand),
  )
}

/** To stand after another row of its part; null is the top. */
export function moveRow(hand: Hand, part: Part, row: string, after: string | null) {
  hand.live.change(firstPlace(hand, part, row), () =>
    document.moveRow(hand.live.map(hand.section), part.key, row, after, byHand),
  )
}

/** A copy of the row below it, and its id. */
export function duplicateRow(hand: Hand, part: Part, row: LiveRow): string {
  const id = document.newRowId()
  hand.live.change(firstPlace(hand, part, id), () =>
    document.copyRow(hand.live.map(hand.section), hand.parts, part, hand.languages, row.id, { id, origin: byHand }),
  )
  return id
}

/**
 * Puts what was pasted in its places, and adds the rows that are wanting, as one change. A row that somebody took out
 * since the plan was made is passed over.
 */
export function pasteCells(
  hand: Hand,
  part: Part,
  rows: readonly LiveRow[],
  cells: readonly PastedCell[],
  language: Language,
  place: string,
) {
  const root = hand.live.map(hand.section)
  hand.live.change(place, () => {
    const added = new Map<number, string>()
    for (const { row, slot, value } of cells) {
      const id = rows[row]?.id ?? added.get(row) ?? document.addRow(root, hand.parts, part, hand.languages)
      if (!rows[row]) added.set(row, id)
      const map = root.get(`${part.key}/${id}`)
      if (!(map instanceof Y.Map)) continue
      const isText = slot.column.type === "text"
      const key = document.cellKey(slot.column.key, isText ? language : undefined, slot.across)
      if (isText) document.writeText(map, key, String(value))
      else map.set(key, value)
    }
  })
}

function firstPlace(hand: Hand, part: Part, row: string): string {
  const column = part.columns[0]
  const language = column?.type === "text" ? hand.languages[0] : undefined
  return cellRoot({
    section: hand.section,
    part: part.key,
    row,
    column: column?.key ?? "",
    ...(language && { language }),
  })
}
