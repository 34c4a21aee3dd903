// Whether what is stored of a brief is what its schema allows: every node, its place, its marks, every attribute, every
// row and cell. The gate keeps out what no editor writes; what got in past it (an older server, a restored backup) is
// found here. Two things are no fault: what two honest people leave between them, such as a list item whose only
// paragraph was deleted while somebody else wrote in it (readers pass over it, an editor removes it), and an empty or
// unlikely value of the right type.
//
// It reads the Y types themselves and goes no deeper than the gate lets anybody write, so nothing stored can make it
// throw or overflow.

import type { NodeType, Schema } from "@tiptap/pm/model"
import * as Y from "yjs"
import { allowsAttribute } from "#lib/document/attributes.ts"
import { languages } from "#lib/document/content.ts"
import type { Column, Part, SectionOutline } from "#lib/document/kinds/kind.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import { markName } from "#lib/document/prose.ts"
import { isRowId, singleRow } from "#lib/document/rows.ts"
import { cellSchema, deepest, proseSchema } from "#lib/document/schema.ts"

/** What is wrong, as a key below `faults` in messages/. */
export type FaultKind = "node" | "place" | "depth" | "mark" | "attribute" | "link" | "thing" | "part" | "cell" | "value"

export interface Fault {
  /** Address of the text or entry: "p:problem:zh", "t:actors/rows/x1/role". */
  where: string
  what: FaultKind
  /** Its name: of the node, the mark, the attribute. Never words of the text. */
  name: string
}

/** More of one section says nothing new. */
const most = 50

/** What is wrong in one section; empty if nothing is. */
export function faultsIn(doc: Y.Doc, section: SectionOutline): Fault[] {
  const faults: Fault[] = []
  for (const language of languages) {
    const root = `p:${section.key}:${language}`
    // A root that nobody has written is not made by looking.
    if (doc.share.has(root)) faults.push(...faultsInText(doc.getXmlFragment(root), root, proseSchema()))
  }
  const root = `t:${section.key}`
  if (doc.share.has(root)) faults.push(...faultsInRows(doc.getMap(root), root, partsOf(section)))
  return faults.slice(0, most)
}

/** What is wrong in each section, by its key; those in which nothing is are absent. */
export function faultsOf(doc: Y.Doc, outline: readonly SectionOutline[]): Record<string, Fault[]> {
  const found = outline.map((section) => [section.key, faultsIn(doc, section)] as const)
  return Object.fromEntries(found.filter(([, faults]) => faults.length > 0))
}

/** What is wrong in prose or in the text of a cell. */
export function faultsInText(fragment: Y.XmlFragment, where: string, schema: Schema): Fault[] {
  const faults: Fault[] = []
  const note = (what: FaultKind, name: string) => {
    if (faults.length < most) faults.push({ where: where.slice(0, 300), what, name: name.slice(0, 80) })
  }
  const walk = (parent: Y.XmlFragment, type: NodeType, depth: number) => {
    if (depth > deepest) return note("depth", type.name)
    for (const child of parent.toArray() as unknown[]) {
      if (child instanceof Y.XmlText) {
        if (!mayHold(type, schema.nodes.text)) note("place", "text")
        for (const name of Object.keys(child.getAttributes())) note("attribute", `text ${name}`)
        for (const [what, name] of faultsInRuns(child, type, schema)) note(what, name)
      } else if (child instanceof Y.XmlElement) {
        const node = Object.hasOwn(schema.nodes, child.nodeName) ? schema.nodes[child.nodeName] : undefined
        if (!node || node === schema.topNodeType || node.isText) note("node", String(child.nodeName))
        else {
          if (!mayHold(type, node)) note("place", node.name)
          for (const [name, value] of Object.entries(child.getAttributes() as Record<string, unknown>))
            if (!allowsAttribute(node.name, name, value)) note("attribute", `${node.name} ${name}`)
          walk(child, node, depth + 1)
        }
      } else note("thing", nameOf(child))
    }
  }
  walk(fragment, schema.topNodeType, 0)
  return faults
}

function faultsInRuns(text: Y.XmlText, parent: NodeType, schema: Schema): [FaultKind, string][] {
  const faults: [FaultKind, string][] = []
  for (const { insert, attributes } of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof insert !== "string") faults.push(["thing", nameOf(insert)])
    for (const [key, attrs] of Object.entries(attributes ?? {})) {
      if (attrs === null) continue
      const name = markName(key)
      const mark = Object.hasOwn(schema.marks, name) ? schema.marks[name] : undefined
      if (!mark || !parent.allowsMarkType(mark)) faults.push(["mark", name])
      else if (attrs !== true && (typeof attrs !== "object" || Array.isArray(attrs))) faults.push(["mark", name])
      else faults.push(...faultsInMark(name, attrs === true ? {} : (attrs as Record<string, unknown>)))
    }
  }
  return faults
}

function faultsInMark(mark: string, attrs: Record<string, unknown>): [FaultKind, string][] {
  const bad = Object.keys(attrs).filter((name) => !allowsAttribute(mark, name, attrs[name]))
  return bad.map((name) => [mark === "link" && name === "href" ? "link" : "attribute", `${mark} ${name}`])
}

function faultsInRows(root: Y.Map<unknown>, where: string, parts: readonly Part[]): Fault[] {
  const faults: Fault[] = []
  for (const [key, row] of root.entries()) {
    const place = `${where}/${key}`.slice(0, 300)
    const slash = key.indexOf("/")
    const part = parts.find((known) => known.key === key.slice(0, Math.max(0, slash)))
    const id = key.slice(slash + 1)
    if (!part || !isRowId(id) || (part.single && id !== singleRow))
      faults.push({ where: place, what: "part", name: key.slice(0, 80) })
    else if (!(row instanceof Y.Map)) faults.push({ where: place, what: "thing", name: nameOf(row) })
    else for (const cell of row.keys()) faults.push(...faultsInCell(row, cell, part, `${place}/${cell}`))
    if (faults.length >= most) break
  }
  return faults
}

/** What is wrong in one entry of a row. */
export function faultsInCell(row: Y.Map<unknown>, key: string, part: Part, where: string): Fault[] {
  const value = row.get(key)
  const fault = (what: FaultKind): Fault[] => [{ where: where.slice(0, 300), what, name: key.slice(0, 80) }]
  if (key === "order") return typeof value === "string" && value.length <= 1000 ? [] : fault("value")
  const column = columnOf(key, part)
  if (!column) return fault("cell")
  if (column.type !== "text") return holds(column, value) ? [] : fault("value")
  if (!(value instanceof Y.XmlFragment) || value instanceof Y.XmlElement) return fault("thing")
  return faultsInText(value, where, cellSchema())
}

/** The column of a key in a row: "<column>", "<column>:<lang>", and either behind "<across row>/". */
export function columnOf(key: string, part: Part): Column | undefined {
  const slash = key.indexOf("/")
  if (slash >= 0 && !isRowId(key.slice(0, slash))) return undefined
  const [name, language, ...more] = key.slice(slash + 1).split(":")
  const column = (slash < 0 ? part.columns : (part.across?.columns ?? [])).find((known) => known.key === name)
  if (!column || more.length > 0) return undefined
  const isText = column.type === "text"
  const isSaid = language !== undefined
  return isText === isSaid && (!isSaid || languages.some((known) => known === language)) ? column : undefined
}

/** Whether a value is of the column's type. One that says nothing useful is the completeness' business. */
function holds(column: Column, value: unknown): boolean {
  const isWord = (word: unknown) => typeof word === "string" && word.length <= 20_000
  if (value === null) return true
  if (column.type === "number") return typeof value === "number" && Number.isFinite(value)
  if (column.type === "boolean") return typeof value === "boolean"
  if ((column.type === "choice" || column.type === "ref") && column.many)
    return Array.isArray(value) && value.length <= 1000 && value.every(isWord)
  return isWord(value)
}

const children = new WeakMap<NodeType, Set<NodeType>>()

/** Whether such a child may stand anywhere in such a parent. */
export function mayHold(parent: NodeType, child: NodeType | undefined): boolean {
  let known = children.get(parent)
  if (!known) {
    known = new Set()
    const seen = new Set([parent.contentMatch])
    for (const match of seen)
      for (let i = 0; i < match.edgeCount; i++) {
        known.add(match.edge(i).type)
        seen.add(match.edge(i).next)
      }
    children.set(parent, known)
  }
  return child !== undefined && known.has(child)
}

function nameOf(thing: unknown): string {
  if (thing instanceof Y.XmlHook) return "hook"
  if (thing instanceof Y.Doc) return "document"
  if (thing instanceof Y.AbstractType) return thing.constructor.name.replace(/^_?Y/, "").toLowerCase()
  return Array.isArray(thing) ? "list" : typeof thing
}
