import { loadDoc } from "#lib/briefs/content.ts"
import { type Anchor, fragmentAt, makeAnchor } from "#lib/document/anchor.ts"
import type { Language, ProseNode } from "#lib/document/content.ts"
import { readProse } from "#lib/document/prose.ts"

/** Some words in the prose of a section, or in a cell of it. */
export interface Place {
  section: string
  cell?: { part: string; row: string; column: string }
  language: Language
  quote: string
}

/** The anchor of these words as the brief stands in the database. Throws if they do not stand there in one run. */
export async function anchorOf(briefId: string, { section, cell, language, quote }: Place): Promise<Anchor> {
  const { doc } = await loadDoc(briefId)
  const root = cell ? `t:${section}/${cell.part}/${cell.row}/${cell.column}:${language}` : `p:${section}:${language}`
  const fragment = fragmentAt(doc, root)
  const said = fragment && readProse(fragment)
  const from = said ? positionOf(said, quote, -1) : undefined
  if (from === undefined) throw new Error(`"${quote}" does not stand in ${root}`)
  return makeAnchor(doc, root, from, from + quote.length)
}

/** ProseMirror position of the first of these words; `at` is that of the node itself. */
function positionOf(node: ProseNode, quote: string, at: number): number | undefined {
  if (node.text !== undefined) {
    const index = node.text.indexOf(quote)
    return index < 0 ? undefined : at + index
  }
  let inside = at + 1
  for (const child of node.content ?? []) {
    const found = positionOf(child, quote, inside)
    if (found !== undefined) return found
    inside += sizeOf(child)
  }
  return undefined
}

const leaves = new Set(["citation", "hardBreak", "horizontalRule"])

const sizeOf = (node: ProseNode): number => {
  if (node.text !== undefined) return node.text.length
  if (leaves.has(node.type)) return 1
  return (node.content ?? []).reduce((sum, child) => sum + sizeOf(child), 2)
}
