// Graph of relations: what the brief is about, and each mechanism that it meets, on a line that says how. Lines differ
// in dash and end, so that the relation is read without colour.

import type { SectionContent } from "#lib/document/content.ts"
import type { Drawing, Figure, Frame, Said, View } from "#lib/figures/figure.ts"
import { choiceName, codesOf, inOne, listed, marks, perLanguage, textOf, together } from "#lib/figures/say.ts"
import { arrow, box, drawn, polyline, type Shape, type Stroke, set, write } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"

interface Meeting {
  mechanism: Said
  relation: Said
  kind: string
  lead: Said
  issue: Said
}

/** None before a mechanism is named. */
export function relations(section: SectionContent, view: View): Figure | null {
  const rows = (section.parts?.rows ?? []).flatMap(({ cells }): Meeting[] =>
    typeof cells.mechanism === "string"
      ? [
          {
            mechanism: view.name("mechanism", cells.mechanism),
            relation: choiceName(section, "rows", "relation", cells.relation),
            kind: String(cells.relation ?? ""),
            lead: together(
              view,
              codesOf(cells.lead).map((code) => view.name("actor", code)),
            ),
            issue: textOf(cells.overlap_issue) ?? "",
          },
        ]
      : [],
  )
  if (rows.length === 0) return null
  const [option, ...others] = view.about
  const centre: Said = option && others.length === 0 ? view.name("option", option) : words.theseOptions
  return {
    key: "relations",
    title: words.relations,
    alt: perLanguage(view, (language) =>
      listed(
        words.relations,
        language,
        rows.map(({ mechanism, relation, lead, issue }) => {
          const { label, list, open, close } = marks[language]
          const more = [inOne(lead, language), inOne(issue, language)].filter(Boolean).join(list)
          return `${inOne(centre, language)} – ${inOne(mechanism, language)}${label}${inOne(relation, language) || "?"}${more && `${open}${more}${close}`}`
        }),
      ),
    ),
    table: {
      head: [words.mechanism, words.relation, words.lead, words.content],
      rows: rows.map(({ mechanism, relation, lead, issue }) => [mechanism, relation, lead, issue]),
    },
    draw: (frame) => fan(frame, view, centre, rows),
  }
}

/** The centre on the left or in the middle, the mechanisms in one column or two. */
function fan(frame: Frame, view: View, centre: Said, rows: Meeting[]): Drawing {
  const { width, palette } = frame
  const sides = width >= 560 && rows.length > 3 ? 2 : 1
  const hub = Math.round(width * (sides === 2 ? 0.19 : 0.26))
  const node = Math.round(width * (sides === 2 ? 0.235 : 0.42))
  const inner = { pad: 8, gap: 12 }
  const placed = rows.map((row, at) => {
    const side = sides === 2 && at >= Math.ceil(rows.length / 2) ? -1 : 1
    const block = set(frame, view, row.mechanism, { width: node - inner.pad * 2, most: 2 })
    return { row, side, block, height: Math.max(34, block.height + inner.pad * 1.5) }
  })
  const columns = [1, -1].map((side) => placed.filter((one) => one.side === side))
  const heights = columns.map((column) => column.reduce((sum, { height }) => sum + height + inner.gap, -inner.gap))
  const middle = set(frame, view, centre, {
    width: hub - 14,
    strong: true,
    colour: palette.sheet,
    other: palette.sheet,
    most: 4,
  })
  const height = Math.max(...heights, middle.height + 20) + 8
  const hubX = sides === 2 ? (width - hub) / 2 : 0
  const hubHeight = middle.height + 18
  const lines: Shape[] = []
  const nodes: Shape[] = []
  columns.forEach((column, which) => {
    const right = which === 0
    let y = (height - (heights[which] ?? 0)) / 2
    for (const { row, block, height: own } of column) {
      const at = y + own / 2
      const x = right ? width - node - 1 : 1
      const near = right ? x : x + node
      const start: [number, number] = [right ? hubX + hub : hubX, height / 2]
      const knee = start[0] + (right ? 10 : -10)
      const stroke = strokeOf(row.kind, frame)
      const path: [number, number][] = [start, [knee, height / 2], [knee, at], [near, at]]
      lines.push(...(stroke.head ? arrow(path, stroke) : [polyline(path, stroke)]))
      const room = Math.abs(near - knee) - 6
      const word = set(frame, view, row.relation, { width: room, size: 11, colour: stroke.colour })
      nodes.push(
        ...write(frame, word, (knee + near) / 2, at - 3 - word.height / Math.max(1, word.lines.length), "center"),
      )
      nodes.push(
        box({ x, y, width: node, height: own }, palette.sheet, { colour: palette.lineStrong }),
        ...write(frame, block, x + node / 2, at - block.height / 2, "center"),
      )
      y += own + inner.gap
    }
  })
  return {
    height,
    option: drawn([
      ...lines,
      box({ x: hubX, y: (height - hubHeight) / 2, width: hub, height: hubHeight }, palette.accent),
      ...write(frame, middle, hubX + hub / 2, (height - middle.height) / 2, "center"),
      ...nodes,
    ]),
  }
}

/** With: solid. Beside: dotted. Against: dashed and heavier. What takes another's place has an arrow. */
function strokeOf(relation: string, { palette }: Frame): Stroke & { head: boolean } {
  const head = relation === "replaced"
  if (["opposed", "competing", "replaced"].includes(relation))
    return { colour: palette.seal, width: relation === "opposed" ? 2.2 : 1.5, dash: [6, 4], head }
  if (relation === "parallel") return { colour: palette.ink3, width: 1.3, dash: [1.5, 3], head }
  return { colour: palette.accent, width: 1.5, head }
}
