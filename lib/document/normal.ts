// The one form of a content: what carries no meaning is taken out, so that equal content is equal JSON.
//  · Adjacent text with equal marks is one text; marks are sorted by name; attributes at their default are dropped.
//  · A paragraph without words at the top of a section is dropped wherever it stands: space between paragraphs belongs
//    to the layout. Inside a list item, a quotation or a cell it stays, since the schema needs it there.
//  · Text in a language is absent rather than empty; so are lists, parts, and the single row of a form.
//  · An empty row of a list stays: people see it, and it must be filled or removed.

import type { MarkType, NodeType } from "@tiptap/pm/model"
import { allowsAttribute, safeLink } from "#lib/document/attributes.ts"
import { cleanLines, cleanText } from "#lib/document/clean.ts"
import { type BriefContent, type Cell, languages, type ProseNode, type Row, type Text } from "#lib/document/content.ts"
import { headingLevels, proseSchema } from "#lib/document/schema.ts"

/** A brief in its one form. Idempotent; the input is not changed. */
export function normalContent(content: BriefContent): BriefContent {
  return {
    ...content,
    title: normalText(content.title) ?? {},
    marking: content.marking ? (normalText(content.marking) ?? null) : null,
    sections: content.sections.map(({ key, kind, heading, prose, parts }) => {
      const texts = Object.entries(prose ?? {}).flatMap(([language, doc]) => {
        const normal = normalProse(doc)
        return normal ? [[language, normal]] : []
      })
      const lists = Object.entries(parts ?? {}).flatMap(([part, rows]) => {
        const normal = normalRows(rows)
        return normal.length > 0 ? [[part, normal]] : []
      })
      return {
        key,
        kind,
        heading: normalText(heading) ?? {},
        ...(texts.length > 0 && { prose: Object.fromEntries(texts) }),
        ...(lists.length > 0 && { parts: Object.fromEntries(lists) }),
      }
    }),
  }
}

const normalRows = (rows: Row[]): Row[] =>
  rows
    .map(({ id, cells }) => ({
      id,
      cells: Object.fromEntries(
        Object.entries(cells).flatMap(([key, cell]) => {
          const normal = normalCell(cell)
          return normal === undefined ? [] : [[key, normal]]
        }),
      ),
    }))
    .filter(({ id, cells }) => id !== "fields" || Object.keys(cells).length > 0)

/** A cell in its one form, or undefined if it says nothing. */
export function normalCell(cell: Cell): Cell | undefined {
  if (typeof cell === "string") return cleanLines(cell) || undefined
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : undefined
  if (typeof cell === "boolean") return cell
  if (Array.isArray(cell)) {
    const values = [...new Set(cell.map(cleanLines).filter((value) => value !== ""))]
    return values.length > 0 ? values : undefined
  }
  return normalText(cell)
}

function normalText(text: Text): Text | undefined {
  const normal: Text = {}
  for (const language of languages) {
    const said = cleanLines(text[language] ?? "")
    if (said) normal[language] = said
  }
  return Object.keys(normal).length > 0 ? normal : undefined
}

/** A prose document in its one form, or undefined if it says nothing. */
export function normalProse(doc: ProseNode): ProseNode | undefined {
  const content = nodes(doc.content ?? []).filter((node) => node.type !== "paragraph" || node.content)
  return content.length > 0 ? { type: "doc", content } : undefined
}

function nodes(list: ProseNode[]): ProseNode[] {
  const out: ProseNode[] = []
  for (const node of list) {
    const normal = node.type === "text" ? textNode(node) : elementNode(node)
    if (!normal) continue
    const last = out.at(-1)
    if (normal.type === "text" && last?.type === "text" && JSON.stringify(last.marks) === JSON.stringify(normal.marks))
      last.text = `${last.text}${normal.text}`
    else out.push(normal)
  }
  return out
}

function textNode({ text, marks }: ProseNode): ProseNode | undefined {
  const said = cleanText(text ?? "")
  if (!said) return undefined
  const kept = (marks ?? [])
    .filter((mark) => proseSchema().marks[mark.type] && (mark.type !== "link" || safeLink(mark.attrs?.href)))
    .map((mark) => withAttributes({ type: mark.type }, mark.attrs, proseSchema().marks[mark.type]))
    .sort((a, b) => (a.type < b.type ? -1 : 1))
  return kept.length > 0 ? { type: "text", text: said, marks: kept } : { type: "text", text: said }
}

function elementNode(node: ProseNode): ProseNode | undefined {
  const type = proseSchema().nodes[node.type]
  if (!type) return undefined
  const content = nodes(node.content ?? [])
  // A heading always tells its level; one that a section may not have is the highest it may.
  if (node.type === "heading") {
    const level = headingLevels.find((known) => known === node.attrs?.level) ?? headingLevels[0]
    return { type: "heading", attrs: { level }, ...(content.length > 0 && { content }) }
  }
  return withAttributes({ type: node.type, ...(content.length > 0 && { content }) }, node.attrs, type)
}

/** Only attributes that the schema knows, of a plain value, that differ from their default. */
function withAttributes<Of extends { type: string; attrs?: Record<string, unknown> }>(
  of: Of,
  attrs: Record<string, unknown> | undefined,
  type: NodeType | MarkType | undefined,
): Of {
  const specs = type?.spec.attrs ?? {}
  const kept = Object.entries(attrs ?? {}).flatMap(([name, given]) => {
    const value = plain(given)
    const isKept = specs[name] && allowsAttribute(type?.name ?? "", name, value)
    return isKept && value !== undefined && value !== specs[name]?.default ? [[name, value]] : []
  })
  return kept.length > 0 ? { ...of, attrs: Object.fromEntries(kept) } : of
}

/** Attributes come from anybody's socket: text, numbers (also a list, the widths of a cell), yes or no. */
function plain(value: unknown): unknown {
  if (typeof value === "string") return cleanText(value)
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined
  if (Array.isArray(value)) return value.length > 0 && value.every(Number.isFinite) ? value : undefined
  return typeof value === "boolean" ? value : undefined
}
