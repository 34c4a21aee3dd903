import type { ProseNode } from "#lib/document/content.ts"

/**
 * Prose from the Markdown that the sample's files are written in: paragraphs, `-` and `1.` lists of one level,
 * **bold**, *italic*, and `[^A1]` for a citation of evidence A1. Nothing else: what it does not know stays as text.
 */
export function proseOf(markdown: string): ProseNode {
  const blocks = markdown.trim().split(/\n{2,}/)
  return { type: "doc", content: blocks.map(block) }
}

function block(text: string): ProseNode {
  const lines = text.split("\n")
  for (const [type, mark] of [
    ["bulletList", /^- /],
    ["orderedList", /^\d+\. /],
  ] as const)
    if (lines.every((line) => mark.test(line)))
      return {
        type,
        content: lines.map((line) => ({ type: "listItem", content: [paragraph(line.replace(mark, ""))] })),
      }
  return paragraph(lines.join(" "))
}

const paragraph = (text: string): ProseNode => ({ type: "paragraph", content: inline(text) })

const pieces = /\[\^([A-Za-z0-9]+)\]|\*\*(.+?)\*\*|\*(.+?)\*/g

function inline(text: string): ProseNode[] {
  const nodes: ProseNode[] = []
  const say = (words: string, mark?: string) => {
    if (words) nodes.push(mark ? { type: "text", text: words, marks: [{ type: mark }] } : { type: "text", text: words })
  }
  let at = 0
  for (const found of text.matchAll(pieces)) {
    const [all, evidence, bold, italic] = found
    say(text.slice(at, found.index))
    if (evidence) nodes.push({ type: "citation", attrs: { evidence } })
    else if (bold) say(bold, "bold")
    else if (italic) say(italic, "italic")
    at = found.index + all.length
  }
  say(text.slice(at))
  return nodes
}
