import type { Doc } from "yjs"
import { type Anchor, resolveAnchor } from "#lib/document/anchor.ts"

/** What `threadsAt` counts by: a row, or a cell of it. */
export const placeKey = (anchor: Anchor): string | null =>
  anchor.type === "row"
    ? `${anchor.section}/${anchor.part}/${anchor.row}`
    : anchor.type === "cell"
      ? `${anchor.section}/${anchor.part}/${anchor.row}/${anchor.column}`
      : null

/** The element beside which a thread stands, and whether its words are still there. */
export function elementOf(
  doc: Doc | null,
  thread: { id: string; anchor: Anchor; quote: string; sectionKey: string },
): { element: Element | null; isOrphan: boolean } {
  const section = document.getElementById(thread.sectionKey)
  const place = doc ? resolveAnchor(doc, thread.anchor, thread.quote) : null
  if (!place) return { element: section, isOrphan: doc !== null }
  if (place.type === "range") {
    const words = document.querySelector(`[data-thread-mark="${CSS.escape(thread.id)}"]`)
    const host = document.querySelector(`[data-root="${CSS.escape(place.root)}"]`)
    return { element: words ?? host ?? section, isOrphan: false }
  }
  if (place.type === "section") return { element: section, isOrphan: false }
  const row = section?.querySelector(`[data-row="${CSS.escape(place.row)}"]`)
  const root = place.type === "cell" ? `t:${place.section}/${place.part}/${place.row}/${place.column}` : null
  const cell = root ? row?.querySelector(`[data-root^="${CSS.escape(root)}"]`) : null
  return { element: cell ?? row ?? section, isOrphan: false }
}
