// Addresses of places in the Y.Doc, as carets, undo, kept text and the page's data-root attributes name them:
//   p:<section>:<lang>                                      prose
//   t:<section>/<part>/<row>/<column>[:<lang>]              a cell
//   t:<section>/<part>/<row>/<across row>/<column>[:<lang>] a cell of a table that crosses two lists

import * as Y from "yjs"
import type { Language } from "#lib/document/content.ts"
import { cellKey } from "#lib/document/rows.ts"

export interface CellPlace {
  section: string
  part: string
  row: string
  column: string
  across?: string
  language?: Language
}

export const cellRoot = ({ section, part, row, column, across, language }: CellPlace) =>
  `t:${section}/${part}/${row}/${cellKey(column, language, across)}`

/** The cell at an address; undefined where it is none. */
export function placeOf(root: string): CellPlace | undefined {
  const [name = "", part, row, ...rest] = root.split("/")
  const [column, language] = rest.at(-1)?.split(":") ?? []
  if (!name.startsWith("t:") || !part || !row || !column || rest.length > 2) return undefined
  const across = rest.length > 1 ? rest[0] : undefined
  const place = { section: name.slice(2), part, row, column }
  return { ...place, ...(across && { across }), ...(language && { language: language as Language }) }
}

export const sectionOf = (root: string) => root.slice(2).split(root.startsWith("p:") ? ":" : "/")[0] ?? ""

/** The address of a type inside the document: its root's name, then the keys that lead to it. */
export function addressOf(type: Y.AbstractType<unknown>, doc: Y.Doc): string {
  const path: string[] = []
  let at = type
  while (at._item) {
    if (at._item.parentSub !== null) path.unshift(at._item.parentSub)
    at = at._item.parent as Y.AbstractType<unknown>
  }
  for (const [name, root] of doc.share) if (root === at) return [name, ...path].join("/")
  return ""
}

/** The places a transaction changed: a fragment, or a key of a row's map. */
export function placesChanged(transaction: Y.Transaction): Set<string> {
  const places = new Set<string>()
  for (const [type, keys] of transaction.changed) {
    const address = addressOf(type as Y.AbstractType<unknown>, transaction.doc)
    if (type instanceof Y.Map) {
      for (const key of keys) if (key) places.add(`${address}/${key}`)
    } else places.add(address)
  }
  return places
}

/** What stands at a place, as plain text: for showing a person what they wrote. */
export function textAt(doc: Y.Doc, place: string): string {
  if (place.startsWith("p:")) return plainText(doc.getXmlFragment(place))
  const [root = "", ...path] = place.split("/")
  const map = doc.getMap(root)
  const row = map.get(path.slice(0, 2).join("/"))
  if (!(row instanceof Y.Map)) return ""
  if (path.length === 2) return ""
  const value: unknown = row.get(path.slice(2).join("/"))
  if (value instanceof Y.XmlFragment) return plainText(value)
  if (value === undefined || value === null || value instanceof Y.AbstractType) return ""
  return Array.isArray(value) ? value.join(", ") : String(value)
}

/** What somebody wrote at a place and the server did not take. */
export interface Kept {
  place: string
  /** Empty: a change that is no text, such as a deletion. */
  text: string
}

/** What stands at these places, for its author to see. Changes that left no text anywhere are one, without text. */
export function keptAt(doc: Y.Doc, places: Iterable<string>): Kept[] {
  const all = [...places].map((place) => ({ place, text: textAt(doc, place) }))
  const texts = all.filter(({ text }) => text.trim())
  return texts.length > 0 ? texts : all.slice(0, 1)
}

/** The blocks of a fragment, one per line. */
export function plainText(fragment: Y.XmlFragment | Y.XmlElement): string {
  const blocks: string[] = []
  for (const child of fragment.toArray()) {
    if (child instanceof Y.XmlText) blocks.push(textOf(child))
    else if (child instanceof Y.XmlElement) {
      const isBlock = child.toArray().some((inner) => inner instanceof Y.XmlElement && inner.nodeName !== "hardBreak")
      blocks.push(
        isBlock
          ? plainText(child)
          : child
              .toArray()
              .map((inner) => (inner instanceof Y.XmlText ? textOf(inner) : "\n"))
              .join(""),
      )
    }
  }
  return blocks.join("\n")
}

const textOf = (text: Y.XmlText) =>
  (text.toDelta() as { insert: unknown }[]).map(({ insert }) => (typeof insert === "string" ? insert : "")).join("")

/** Whether nothing has been written here yet. */
export function isBlank(fragment: Y.XmlFragment): boolean {
  if (fragment.length === 0) return true
  if (fragment.length > 1) return false
  const only = fragment.get(0)
  return (
    only instanceof Y.XmlElement &&
    only.nodeName === "paragraph" &&
    only.toArray().every((child) => child instanceof Y.XmlText && child.length === 0)
  )
}
