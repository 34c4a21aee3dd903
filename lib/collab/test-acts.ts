// What people do to a brief, for tests that do it at random: in the prose as an editor does it (a change of the
// ProseMirror document, written back by the same binding), in the tables by the functions that the page calls.

import type { Node } from "@tiptap/pm/model"
import { Transform } from "@tiptap/pm/transform"
import { initProseMirrorDoc, updateYFragment } from "@tiptap/y-tiptap"
import * as Y from "yjs"
import type { Language } from "#lib/document/content.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import { addRow, moveRow, removeRow, rowsIn } from "#lib/document/rows.ts"
import { cellSchema, proseSchema } from "#lib/document/schema.ts"

const languages: Language[] = ["zh", "en"]
const prose = languages.map((language) => `p:problem:${language}`)
const parts = partsOf({ kind: "actor_table", adds: null })
const [rows] = parts as [(typeof parts)[number]]
const cells = languages.flatMap((language) => ["interests", "concerns"].map((column) => `${column}:${language}`))

/** Somebody with a document, what they can take back, and a name for the rows that they add. */
export interface Hand {
  doc: Y.Doc
  undo: Y.UndoManager
  name: string
  made: number
}

export function handOf(doc: Y.Doc, name: string): Hand {
  const roots = [...prose.map((root) => doc.getXmlFragment(root)), doc.getMap("t:actors")]
  const undo = new Y.UndoManager(roots as never, { captureTimeout: 0, trackedOrigins: new Set([name]) })
  return { doc, undo, name, made: 0 }
}

/** A change of one text by its editor; `at` and `size` are drawn at random and folded into what is there. */
type Edit = (change: Transform, at: number, size: number) => void

/**
 * Positions inside paragraphs and headings, where a caret can be: not inside a letter that takes two code units, which
 * no editor divides and Yjs answers with two replacement marks.
 */
function textPositions(doc: Node): number[] {
  const found: number[] = []
  doc.descendants((node, position) => {
    if (!node.isTextblock) return
    const text = node.textBetween(0, node.content.size, "", "\n")
    for (let i = 0; i <= node.content.size; i++) if (!isInside(text, i)) found.push(position + 1 + i)
  })
  return found
}

const isInside = (text: string, at: number) => /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1))

const pick = <T>(list: readonly T[], at: number): T | undefined => list[list.length > 0 ? at % list.length : 0]

/** Blocks at the top, each with its position. */
function blocks(doc: Node): [at: number, node: Node][] {
  const found: [number, Node][] = []
  doc.forEach((node, offset) => {
    found.push([offset, node])
  })
  return found
}

const letters = ["a", "水", " of ", "，", "ab", "👍"]

const insertText: Edit = (change, at, size) => {
  const position = pick(textPositions(change.doc), at)
  if (position !== undefined) change.insert(position, change.doc.type.schema.text(pick(letters, size) as string))
}

const deleteText: Edit = (change, at, size) => {
  const from = pick(textPositions(change.doc), at)
  if (from === undefined) return
  const to = within(change.doc, from, 1 + (size % 6))
  if (to > from) change.delete(from, to)
}

/** The last place for a caret in the same paragraph that is not further away. */
function within(doc: Node, from: number, letters: number): number {
  const end = doc.resolve(from).end()
  return textPositions(doc).findLast((position) => position <= Math.min(end, from + letters)) ?? from
}

/** Across paragraphs, as a selection that is typed over. */
const deleteAcross: Edit = (change, at, size) => {
  const positions = textPositions(change.doc)
  const [a, b] = [pick(positions, at), pick(positions, at + size)]
  if (a !== undefined && b !== undefined && a !== b) change.deleteRange(Math.min(a, b), Math.max(a, b))
}

const newBlock: Edit = (change, at) => {
  const { schema } = change.doc.type
  const places = [...blocks(change.doc).map(([position]) => position), change.doc.content.size]
  const block = schema.node("paragraph", null, [schema.text("new")])
  change.insert(pick(places, at) as number, block)
}

const deleteBlock: Edit = (change, at) => {
  const found = pick(blocks(change.doc), at)
  if (found) change.delete(found[0], found[0] + found[1].nodeSize)
}

const split: Edit = (change, at) => {
  const position = pick(textPositions(change.doc), at)
  if (position !== undefined) change.split(position)
}

const join: Edit = (change, at) => {
  const found = pick(blocks(change.doc).slice(1), at)
  if (!found) return
  const before = change.doc.resolve(found[0]).nodeBefore
  if (before?.isTextblock && found[1].isTextblock) change.join(found[0])
}

const format: Edit = (change, at, size) => {
  const { marks } = change.doc.type.schema
  const from = pick(textPositions(change.doc), at)
  const mark = [marks.bold, marks.italic, marks.highlight][size % 3]
  if (from === undefined || !mark) return
  const to = within(change.doc, from, 1 + (size % 5))
  if (to > from) size % 4 === 0 ? change.removeMark(from, to, mark) : change.addMark(from, to, mark.create())
}

const heading: Edit = (change, at, size) => {
  const { heading, paragraph } = change.doc.type.schema.nodes
  const found = pick(blocks(change.doc), at)
  if (!found?.[1].isTextblock || !heading || !paragraph) return
  const type = size % 3 === 0 ? paragraph : heading
  change.setBlockType(found[0], found[0] + found[1].nodeSize, type, type === heading ? { level: 2 + (size % 3) } : null)
}

/** A paragraph becomes an item of a list, or a list ends. */
const list: Edit = (change, at, size) => {
  const { schema } = change.doc.type
  const found = pick(blocks(change.doc), at)
  if (!found) return
  const [position, node] = found
  const kind = size % 2 ? "bulletList" : "orderedList"
  if (node.type.name === "paragraph")
    change.replaceWith(
      position,
      position + node.nodeSize,
      schema.node(kind, null, [schema.node("listItem", null, [node])]),
    )
  else if (node.type.name === kind)
    change.replaceWith(position, position + node.nodeSize, node.firstChild?.content as never)
}

const listItem: Edit = (change, at, size) => {
  const { schema } = change.doc.type
  const items: [number, Node][] = []
  change.doc.descendants((node, position) => {
    if (node.type.name === "listItem") items.push([position, node])
  })
  const found = pick(items, at)
  if (!found) return
  if (size % 3 === 0) change.deleteRange(found[0], found[0] + found[1].nodeSize)
  else change.insert(found[0], schema.node("listItem", null, [schema.node("paragraph", null, [schema.text("item")])]))
}

const table: Edit = (change, at, size) => {
  const { schema } = change.doc.type
  const cell = (text: string) => schema.node("tableCell", null, [schema.node("paragraph", null, [schema.text(text)])])
  const row = () => schema.node("tableRow", null, [cell("c1"), cell("c2")])
  const rows: [number, Node][] = []
  change.doc.descendants((node, position) => {
    if (node.type.name === "tableRow") rows.push([position, node])
  })
  const found = pick(rows, at)
  if (!found) change.insert(change.doc.content.size, schema.node("table", null, [row(), row()]))
  else if (size % 3 === 0) change.deleteRange(found[0], found[0] + found[1].nodeSize)
  else change.insert(found[0], row())
}

const edits: Edit[] = [
  insertText,
  insertText,
  insertText,
  deleteText,
  deleteAcross,
  newBlock,
  deleteBlock,
  split,
  join,
  format,
  heading,
  list,
  listItem,
  table,
]

/** Opens the text as an editor does, changes it, and writes the change back. What the schema forbids is not done. */
function editText(
  hand: Hand,
  fragment: Y.XmlFragment,
  schema: Node["type"]["schema"],
  edit: Edit,
  at: number,
  size: number,
) {
  hand.doc.transact(() => {
    const { doc, meta } = initProseMirrorDoc(fragment, schema)
    const change = new Transform(doc)
    try {
      edit(change, at, size)
      change.doc.check()
    } catch (error) {
      if (error instanceof RangeError || (error as Error).name === "TransformError") return
      throw error
    }
    if (change.docChanged) updateYFragment(hand.doc, fragment, change.doc, meta)
  }, hand.name)
}

type Deed = (hand: Hand, at: number, size: number) => void

const inProse =
  (edit: Edit): Deed =>
  (hand, at, size) =>
    editText(hand, hand.doc.getXmlFragment(pick(prose, size) as string), proseSchema(), edit, at, size)

const root = (hand: Hand) => hand.doc.getMap<unknown>("t:actors")
const rowAt = (hand: Hand, at: number) => pick(rowsIn(root(hand), rows.key), at)

const inTables: Deed[] = [
  (hand, at) => {
    const id = `${hand.name}-${++hand.made}`
    addRow(root(hand), parts, rows, languages, { id, after: rowAt(hand, at)?.id ?? null, origin: hand.name })
  },
  (hand, at) => {
    const row = rowAt(hand, at)
    if (row) removeRow(root(hand), parts, rows.key, row.id, hand.name)
  },
  (hand, at, size) => {
    const [row, after] = [rowAt(hand, at), rowAt(hand, size)]
    if (row && row !== after) moveRow(root(hand), rows.key, row.id, after?.id ?? null, hand.name)
  },
  (hand, at, size) => {
    const row = rowAt(hand, at)
    const value = [
      ["actor", pick(["KZ", "UZ", "RU"], size)],
      ["stance", "support"],
      ["capability", 1 + (size % 5)],
    ][at % 3]
    if (row && value) hand.doc.transact(() => row.map.set(value[0] as string, value[1]), hand.name)
  },
  (hand, at, size) => {
    const row = rowAt(hand, at)
    if (row) hand.doc.transact(() => row.map.delete(pick(["actor", "stance"], size) as string), hand.name)
  },
  ...[insertText, newBlock, deleteText, split].map(
    (edit): Deed =>
      (hand, at, size) => {
        const cell = rowAt(hand, at)?.map.get(pick(cells, size) as string)
        if (cell instanceof Y.XmlFragment) editText(hand, cell, cellSchema(), edit, at, size)
      },
  ),
]

const deeds: Deed[] = [
  ...edits.map(inProse),
  ...inTables,
  (hand) => void hand.undo.undo(),
  (hand) => void hand.undo.undo(),
  (hand) => void hand.undo.redo(),
]

/** Something to begin with: a few paragraphs in each language, a list, a table, two rows. */
export function begin(hand: Hand): void {
  for (const size of [0, 1])
    for (const edit of [newBlock, newBlock, list, newBlock, newBlock, table]) inProse(edit)(hand, 0, size)
  for (const _ of [1, 2]) inTables[0]?.(hand, 0, 0)
}

/** How many different things a hand can do. */
export const deedCount = deeds.length

export const act = (hand: Hand, what: number, at: number, size: number): void =>
  (deeds[what % deeds.length] as Deed)(hand, at, size)
