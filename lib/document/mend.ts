// The valid form of a section whose stored text breaks the schema (lib/document/valid.ts): every word is kept, what may
// not be there is taken from around it. What is sound is not touched, so anchors and authors there stay.

import { Fragment, type Mark, type Node, type NodeType, type Schema } from "@tiptap/pm/model"
import * as Y from "yjs"
import { allowsAttribute } from "#lib/document/attributes.ts"
import { languages, type ProseNode } from "#lib/document/content.ts"
import type { Part, SectionOutline } from "#lib/document/kinds/kind.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import { markName, writeProse } from "#lib/document/prose.ts"
import { isRowId, singleRow } from "#lib/document/rows.ts"
import { cellSchema, deepest, proseSchema } from "#lib/document/schema.ts"
import { columnOf, faultsInCell, faultsInText } from "#lib/document/valid.ts"

/** Brings one section to its valid form, in one transaction. */
export function mendSection(doc: Y.Doc, section: SectionOutline): void {
  doc.transact(() => {
    for (const language of languages) {
      const root = `p:${section.key}:${language}`
      if (doc.share.has(root)) mendText(doc.getXmlFragment(root), root, proseSchema())
    }
    if (doc.share.has(`t:${section.key}`)) mendRows(doc.getMap(`t:${section.key}`), partsOf(section))
  })
}

function mendText(fragment: Y.XmlFragment, where: string, schema: Schema): void {
  if (faultsInText(fragment, where, schema).length === 0) return
  const said = schema.topNodeType.create(null, fit(schema.topNodeType, nodesOf(fragment, schema, 0)))
  const words = wordsIn(fragment)
  clear(fragment)
  writeProse(fragment, said.toJSON() as ProseNode, schema)
  if (faultsInText(fragment, where, schema).length === 0) return
  // Arranged it is too deep still: then only the words.
  clear(fragment)
  fragment.insert(0, [paragraphOf(words)])
}

function mendRows(root: Y.Map<unknown>, parts: readonly Part[]): void {
  for (const [key, row] of [...root.entries()]) {
    const slash = key.indexOf("/")
    const part = parts.find((known) => known.key === key.slice(0, Math.max(0, slash)))
    const id = key.slice(slash + 1)
    const isKnown = part && isRowId(id) && (!part.single || id === singleRow)
    if (!isKnown || !(row instanceof Y.Map)) {
      if (row instanceof Y.AbstractType) clear(row)
      root.delete(key)
    } else for (const cell of [...row.keys()]) mendCell(row, cell, part)
  }
}

function mendCell(row: Y.Map<unknown>, key: string, part: Part): void {
  if (faultsInCell(row, key, part, key).length === 0) return
  const value = row.get(key)
  const column = columnOf(key, part)
  if (column?.type === "text" && value instanceof Y.XmlFragment && !(value instanceof Y.XmlElement)) {
    mendText(value, key, cellSchema())
    return
  }
  const words = wordsIn(value)
  if (value instanceof Y.AbstractType) clear(value)
  if (column?.type !== "text") {
    if (key === "order") row.set(key, "V")
    else row.delete(key)
    return
  }
  const text = new Y.XmlFragment()
  row.set(key, text)
  if (words) text.insert(0, [paragraphOf(words)])
}

function paragraphOf(words: string): Y.XmlElement {
  const paragraph = new Y.XmlElement("paragraph")
  paragraph.insert(0, [new Y.XmlText(words)])
  return paragraph
}

/** The children of a Y type as nodes of the schema; what the schema does not know gives way to what it holds. */
function nodesOf(type: Y.XmlFragment, schema: Schema, depth: number): Node[] {
  return (type.toArray() as unknown[]).flatMap((child) => {
    if (child instanceof Y.XmlText) return textsOf(child, schema)
    const node =
      child instanceof Y.XmlElement && Object.hasOwn(schema.nodes, child.nodeName)
        ? schema.nodes[child.nodeName]
        : undefined
    if (!(child instanceof Y.XmlElement) || depth >= deepest) return block(schema, words(schema, wordsIn(child)))
    const content = nodesOf(child, schema, depth + 1)
    if (!node || node === schema.topNodeType || node.isText) return block(schema, content)
    const attrs = Object.entries(child.getAttributes() as Record<string, unknown>).filter(([name, value]) =>
      allowsAttribute(node.name, name, value),
    )
    // What holds nothing is followed by what it held.
    const after = node.isLeaf ? content : []
    return [node.create(Object.fromEntries(attrs), fit(node, node.isLeaf ? [] : content)), ...after]
  })
}

/** Words that stood by themselves stay by themselves. */
const block = (schema: Schema, content: Node[]): Node[] =>
  content.length > 0 && content.every((node) => node.isInline)
    ? [schema.node("paragraph", null, Fragment.from(content))]
    : content

const words = (schema: Schema, said: string): Node[] => (said ? [schema.text(said)] : [])

function textsOf(text: Y.XmlText, schema: Schema): Node[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]
  return delta.flatMap(({ insert, attributes }) => {
    if (typeof insert !== "string") return words(schema, wordsIn(insert))
    const marks = Object.entries(attributes ?? {}).flatMap(([key, attrs]) => markOf(schema, markName(key), attrs))
    return insert
      ? [
          schema.text(
            insert,
            marks.reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), []),
          ),
        ]
      : []
  })
}

/** The mark with those of its attributes that are allowed; a link that leads nowhere is none. */
function markOf(schema: Schema, name: string, attrs: unknown): Mark[] {
  const type = Object.hasOwn(schema.marks, name) ? schema.marks[name] : undefined
  if (!type || !attrs) return []
  const given = typeof attrs === "object" ? Object.entries(attrs) : []
  const kept = Object.fromEntries(given.filter(([key, value]) => allowsAttribute(name, key, value)))
  return name === "link" && !kept.href ? [] : [type.create(kept)]
}

/** The nodes so arranged that the parent may hold them: wrapped where that helps, otherwise opened, never dropped. */
function fit(parent: NodeType, nodes: Node[]): Fragment {
  let match = parent.contentMatch
  const held: Node[] = []
  let made: Node | undefined
  const take = (node: Node): boolean => {
    const next = match.matchType(node.type)
    if (!next) return false
    match = next
    held.push(node.isText ? node.mark(parent.allowedMarks(node.marks)) : node)
    return true
  }
  const queue = [...nodes]
  for (let node = queue.shift(); node; node = queue.shift()) {
    if (take(node)) continue
    // Words side by side belong into one paragraph.
    const last = held.at(-1)
    if (node.isInline && last && last === made) {
      made = last.copy(last.content.append(Fragment.from(node)))
      held[held.length - 1] = made
      continue
    }
    const wrapping = match.findWrapping(node.type)
    if (wrapping?.length) {
      const wrapped = wrapping.reduceRight<Node>((inner, type) => type.create(null, inner), node)
      if (take(wrapped)) {
        if (node.isInline && wrapped.isTextblock) made = wrapped
        continue
      }
    }
    if (node.isLeaf) continue
    queue.unshift(...node.content.content)
  }
  return Fragment.from(held).append(match.fillBefore(Fragment.empty, true) ?? Fragment.empty)
}

/** All words below a type, however deep: without recursion, in the order of the text. */
function wordsIn(thing: unknown): string {
  let said = ""
  const stack = [thing]
  while (stack.length > 0) {
    const next = stack.pop()
    if (typeof next === "string") said += next
    else if (next instanceof Y.Text)
      stack.push(
        ...next
          .toDelta()
          .map(({ insert }: { insert: unknown }) => insert)
          .reverse(),
      )
    else if (next instanceof Y.XmlFragment || next instanceof Y.Array) stack.push(...next.toArray().reverse())
  }
  return said
}

/** Empties a type from the deepest up: Yjs deletes what is inside by recursion. */
function clear(top: unknown): void {
  const types = [top]
  for (const type of types) types.push(...inside(type).filter((child) => child instanceof Y.AbstractType))
  for (const type of types.reverse()) {
    if (type instanceof Y.Map) for (const key of [...type.keys()]) type.delete(key)
    else if (type instanceof Y.XmlFragment || type instanceof Y.Array || type instanceof Y.Text)
      type.delete(0, type.length)
  }
}

const inside = (type: unknown): unknown[] =>
  type instanceof Y.Map
    ? [...type.values()]
    : type instanceof Y.XmlFragment || type instanceof Y.Array
      ? type.toArray()
      : type instanceof Y.Text
        ? type.toDelta().map(({ insert }: { insert: unknown }) => insert)
        : []
