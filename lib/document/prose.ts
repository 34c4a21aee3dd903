// Prose between its three forms: Y.XmlFragment, JSON, plain text.

import { Fragment, Node } from "@tiptap/pm/model"
import { prosemirrorToYXmlFragment } from "@tiptap/y-tiptap"
import * as Y from "yjs"
import type { ProseNode } from "#lib/document/content.ts"
import { normalProse } from "#lib/document/normal.ts"
import { deepest, proseSchema } from "#lib/document/schema.ts"

/**
 * What an editor would show of this fragment, in normal form; undefined if it says nothing. Nothing is written:
 * the binding of an editor deletes what its schema does not allow, here it is only passed over.
 */
export function readProse(fragment: Y.XmlFragment): ProseNode | undefined {
  const content = Fragment.from(fragment.toArray().flatMap((child) => nodesOf(child, 0)))
  return normalProse({ type: "doc", content: (content.toJSON() ?? []) as ProseNode[] })
}

function nodesOf(type: Y.XmlElement | Y.XmlText | Y.XmlHook, depth: number): Node[] {
  if (type instanceof Y.XmlText) return textsOf(type)
  if (!(type instanceof Y.XmlElement) || depth >= deepest) return []
  try {
    const content = type.toArray().flatMap((child) => nodesOf(child, depth + 1))
    return [proseSchema().node(type.nodeName, type.getAttributes(), content)]
  } catch {
    return []
  }
}

/** y-tiptap writes a mark that may overlap itself as "name--hash". */
export const markName = (attribute: string) => /^(.*)--[a-zA-Z0-9+/=]{8}$/.exec(attribute)?.[1] ?? attribute

function textsOf(text: Y.XmlText): Node[] {
  const schema = proseSchema()
  return text.toDelta().flatMap(({ insert, attributes }: { insert: unknown; attributes?: Record<string, unknown> }) => {
    if (typeof insert !== "string" || insert === "") return []
    const marks = Object.entries(attributes ?? {}).flatMap(([name, attrs]) => {
      const type = schema.marks[markName(name)]
      return type && attrs ? [type.create(typeof attrs === "object" ? attrs : null)] : []
    })
    return [schema.text(insert, marks)]
  })
}

/** Replaces what the fragment holds. Throws a RangeError if the schema does not allow the document. */
export function writeProse(fragment: Y.XmlFragment, doc: ProseNode, schema = proseSchema()): void {
  if (!doc.content?.length) {
    fragment.delete(0, fragment.length)
    return
  }
  const node = Node.fromJSON(schema, doc)
  node.check()
  prosemirrorToYXmlFragment(node, fragment)
}

/** Blocks that are one line each in plain text. */
const lineBlocks = new Set(["paragraph", "heading", "codeBlock"])

/** The words of a prose document, one line for each paragraph or heading; citations say nothing. */
export function proseText(doc: ProseNode | undefined): string {
  return doc ? proseLines(doc).join("\n") : ""
}

/** The lines of proseText. */
export function proseLines(node: ProseNode): string[] {
  if (lineBlocks.has(node.type)) return [inlineText(node)]
  return (node.content ?? []).flatMap(proseLines)
}

/** The words inside one paragraph or heading. */
export const inlineText = (node: ProseNode): string =>
  node.type === "text"
    ? (node.text ?? "")
    : node.type === "hardBreak"
      ? "\n"
      : (node.content ?? []).map(inlineText).join("")

/** Row ids of the evidence that a document cites, in the order of the text, with repeats. */
export const citedIn = (node: ProseNode | undefined): string[] =>
  !node ? [] : node.type === "citation" ? [String(node.attrs?.evidence ?? "")] : (node.content ?? []).flatMap(citedIn)
