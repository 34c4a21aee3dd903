// Prose for print: the ProseMirror tree made plain, capped and resolved, so that the template only walks and sets.

import type { Language, ProseNode } from "#lib/document/content.ts"
import { clean, type Line } from "./lines.ts"

export type Run =
  | { kind: "text"; text: string; marks: string[]; href?: string }
  | { kind: "break" }
  | { kind: "note"; lang: Language; text: string; flag: Line[] | null }

export interface TableCell {
  x: number
  y: number
  colspan: number
  rowspan: number
  header: boolean
  nodes: PrintNode[]
}

export type PrintNode =
  | { kind: "paragraph"; runs: Run[] }
  | { kind: "heading"; level: number; runs: Run[] }
  | { kind: "bullets"; items: PrintNode[][] }
  | { kind: "numbers"; start: number; items: PrintNode[][] }
  | { kind: "quote"; nodes: PrintNode[] }
  | { kind: "rule" }
  | { kind: "code"; text: string }
  | { kind: "table"; columns: number; head: number; cells: TableCell[] }

/** What a citation says at the foot of the page. */
export type Cite = (evidenceId: string) => Extract<Run, { kind: "note" }>

/** Deeper than this, what is inside is set without its frame: text is kept, nesting is not. */
const deepest = { list: 8, quote: 6, table: 2, all: 8 }
const widestTable = 12

type Depth = { list: number; quote: number; table: number }

/** Lists, quotations and tables also have a depth together: the engine has one. */
const fits = (depth: Depth, frame: keyof Depth) =>
  depth[frame] < deepest[frame] && depth.list + depth.quote + depth.table < deepest.all

/** The nodes of one document. Headings never skip a level below the section's own (1). */
export function printProse(doc: ProseNode, cite: Cite): PrintNode[] {
  let heading = 1

  function runs(nodes: ProseNode[] | undefined): Run[] {
    return (nodes ?? []).flatMap((node): Run[] => {
      if (node.type === "hardBreak") return [{ kind: "break" }]
      if (node.type === "citation") return [cite(String(node.attrs?.evidence ?? ""))]
      if (node.type !== "text") return runs(node.content)
      const marks = (node.marks ?? []).map((mark) => mark.type)
      const href = node.marks?.find((mark) => mark.type === "link")?.attrs?.href
      const text = clean(node.text ?? "")
      if (text === "") return []
      return [{ kind: "text", text, marks, ...(typeof href === "string" && safeHref(href) ? { href } : {}) }]
    })
  }

  function items(node: ProseNode, depth: Depth): PrintNode[][] {
    return (node.content ?? []).map((item) => walk(item.content, { ...depth, list: depth.list + 1 }))
  }

  function table(node: ProseNode, depth: Depth): PrintNode[] {
    const { placed, columns, head } = place(node.content ?? [])
    if (columns === 0) return []
    return [
      {
        kind: "table",
        columns,
        head,
        cells: placed.map(({ cell, ...at }) => ({
          ...at,
          header: cell.type === "tableHeader",
          nodes: walk(cell.content, { ...depth, table: depth.table + 1 }),
        })),
      },
    ]
  }

  function walk(nodes: ProseNode[] | undefined, depth: Depth): PrintNode[] {
    return (nodes ?? []).flatMap((node): PrintNode[] => {
      switch (node.type) {
        case "paragraph": {
          const inside = runs(node.content)
          return inside.length > 0 ? [{ kind: "paragraph", runs: inside }] : []
        }
        case "heading": {
          const inside = runs(node.content)
          if (inside.length === 0) return []
          // A heading inside a quotation or a cell is a line of it, not a part of the brief.
          if (depth.list + depth.quote + depth.table > 0) return [{ kind: "paragraph", runs: inside }]
          heading = Math.min(Math.max(2, Number(node.attrs?.level) || 2), heading + 1, 4)
          return [{ kind: "heading", level: heading, runs: inside }]
        }
        case "bulletList":
          return fits(depth, "list") ? [{ kind: "bullets", items: items(node, depth) }] : items(node, depth).flat()
        case "orderedList":
          return fits(depth, "list")
            ? [{ kind: "numbers", start: wholeNumber(node.attrs?.start, 1), items: items(node, depth) }]
            : items(node, depth).flat()
        case "blockquote": {
          const inside = walk(node.content, { ...depth, quote: depth.quote + 1 })
          return fits(depth, "quote") ? [{ kind: "quote", nodes: inside }] : inside
        }
        case "horizontalRule":
          return [{ kind: "rule" }]
        case "codeBlock":
          return [{ kind: "code", text: clean(plain(node)) }]
        case "table":
          return fits(depth, "table") ? table(node, depth) : walk(node.content, depth)
        default:
          // Unknown to print: what it says is kept.
          return node.text !== undefined || node.type === "citation"
            ? [{ kind: "paragraph", runs: runs([node]) }]
            : walk(node.content, depth)
      }
    })
  }

  return walk(doc.content, { list: 0, quote: 0, table: 0 })
}

/** Whether a link is kept: the web and mail, nothing that runs or reads. */
export const safeHref = (href: string): boolean => /^(https?:\/\/|mailto:)[^\s]+$/i.test(href) && href.length <= 2000

/** All words in a node, without form. */
export function plain(node: ProseNode): string {
  if (node.type === "hardBreak") return "\n"
  return node.text ?? (node.content ?? []).map(plain).join("")
}

const wholeNumber = (given: unknown, otherwise: number) =>
  typeof given === "number" && Number.isInteger(given) && given >= 0 && given < 100_000 ? given : otherwise

/** A place for every cell: what spans too far is cut to the table, so that no table is refused. */
function place(rows: ProseNode[]) {
  const taken = new Set<string>()
  const leading = rows.findIndex((row) => (row.content ?? []).some((cell) => cell.type !== "tableHeader"))
  const head = leading === -1 ? 0 : leading
  const placed: { cell: ProseNode; x: number; y: number; colspan: number; rowspan: number }[] = []
  let columns = 0
  rows.forEach((row, y) => {
    const end = y < head ? head : rows.length
    let x = 0
    for (const cell of row.content ?? []) {
      while (taken.has(`${x} ${y}`)) x++
      const last = placed.at(-1)
      if (x >= widestTable && last) {
        // More cells than a page can hold: their words go into the last one that fits.
        last.cell = { ...last.cell, content: [...(last.cell.content ?? []), ...(cell.content ?? [])] }
        continue
      }
      let colspan = 1
      const wanted = Math.min(wholeNumber(cell.attrs?.colspan, 1) || 1, widestTable - x)
      while (colspan < wanted && !taken.has(`${x + colspan} ${y}`)) colspan++
      const rowspan = Math.min(wholeNumber(cell.attrs?.rowspan, 1) || 1, end - y)
      for (let dx = 0; dx < colspan; dx++) for (let dy = 0; dy < rowspan; dy++) taken.add(`${x + dx} ${y + dy}`)
      placed.push({ cell, x, y, colspan, rowspan })
      x += colspan
      columns = Math.max(columns, x)
    }
  })
  return { placed, columns, head }
}
