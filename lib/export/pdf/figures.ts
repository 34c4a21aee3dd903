// Figures from the numbers of a section. Each has a text that says all that the drawing says.

import type { Cell, Row, SectionContent, Text } from "#lib/document/content.ts"
import { cornerNames, corners, placed } from "#lib/document/kinds/matrix-2x2.ts"
import { kindOf, partsOf } from "#lib/document/kinds/registry.ts"
import { assessRisks } from "#lib/document/kinds/risk-register.ts"
import { weigh } from "#lib/document/kinds/weigh.ts"
import { printCell } from "./cells.ts"
import type { Context } from "./context.ts"
import { type Line, lineOf, linesOf } from "./lines.ts"

interface Heat {
  figure: "heat"
  data: {
    axes: { likelihood: Line[]; impact: Line[] }
    marks: { label: string; likelihood: number; impact: number }[]
  }
}

interface Bars {
  figure: "bars"
  data: { rows: { label: Line[]; value: number; shown: string; first: boolean }[] }
}

interface Ring {
  figure: "ring"
  data: { centre: Line; nodes: { name: Line; relation: Line[]; strong: boolean }[] }
}

interface Axis {
  name: Line[]
  low: Line[]
  high: Line[]
}

interface Quadrants {
  figure: "quadrants"
  data: {
    x: Axis
    y: Axis
    /** The upper row first, from left to right. */
    cells: {
      label: Line[]
      mechanism: Line[]
      marked: boolean
      cases: { name: Line[]; note: Line[] }[]
      empty: Line[]
    }[]
    rules: { label: Line[]; lines: Line[] }[]
  }
}

export type Figure = { kind: "figure"; alt: string; caption: Line[] } & (Heat | Bars | Ring | Quadrants)

/** The figures of a section, if it has the numbers for them. */
export function figuresOf(context: Context, section: SectionContent): Figure[] {
  const draw = { risk_register: heat, criteria_matrix: bars, relation_map: ring, matrix_2x2: quadrants }[section.kind]
  const figure = draw?.(context, section)
  return figure ? [figure] : []
}

const say = (text: { zh: string; en: string }, context: Context) => linesOf(text, context.shown)
const words = (lines: Line[]) => lines.map((line) => line.text).join(" / ")

function heat(context: Context, section: SectionContent): Figure | null {
  const risks = section.parts?.risks ?? []
  const { ratings } = assessRisks(section)
  const marks = risks.flatMap((row, at) =>
    ratings[row.id] === undefined
      ? []
      : [{ label: `R${at + 1}`, likelihood: Number(row.cells.likelihood), impact: Number(row.cells.impact) }],
  )
  if (marks.length === 0) return null
  return {
    kind: "figure",
    figure: "heat",
    alt: `5 × 5: ${marks.map((mark) => `${mark.label} ${mark.likelihood} × ${mark.impact} = ${mark.likelihood * mark.impact}`).join("; ")}`,
    caption: say({ zh: "风险热力图（可能性 × 影响）", en: "Risk heat map (likelihood × impact)" }, context),
    data: {
      axes: {
        likelihood: say({ zh: "可能性 →", en: "Likelihood →" }, context),
        impact: say({ zh: "影响 →", en: "Impact →" }, context),
      },
      marks,
    },
  }
}

function bars(context: Context, section: SectionContent): Figure | null {
  const { totals, ranking } = weigh(section)
  if (ranking.length === 0) return null
  const options = new Map((section.parts?.options ?? []).map((row) => [row.id, row]))
  const best = totals[ranking[0] ?? ""]
  const rows = ranking.map((id) => ({
    label: firstCell(context, section, "options", options.get(id)) ?? lineOf(id),
    value: totals[id] ?? 0,
    shown: String(totals[id] ?? 0),
    first: totals[id] === best,
  }))
  return {
    kind: "figure",
    figure: "bars",
    alt: rows.map((row) => `${words(row.label)}: ${row.shown}`).join("; "),
    caption: context.say("total"),
    data: { rows },
  }
}

function quadrants(context: Context, section: SectionContent): Figure | null {
  const axes = section.parts?.axes?.[0]?.cells ?? {}
  const cells = section.parts?.cells?.[0]?.cells ?? {}
  const rows = section.parts?.placements ?? []
  if (Object.keys(axes).length + Object.keys(cells).length + rows.length === 0) return null
  const text = (cell: Cell | undefined) => linesOf(cell as Text | undefined, context.shown)
  const axis = (key: "x" | "y"): Axis => ({
    name: text(axes[`${key}_name`]),
    low: text(axes[`${key}_low`]),
    high: text(axes[`${key}_high`]),
  })
  const { cells: standing, disputed } = placed(section)
  const drawn = corners.map((corner) => {
    const label = text(cells[`${corner}_label`])
    return {
      label: label.length > 0 ? label : linesOf(cornerNames[corner], context.shown),
      mechanism: text(cells[`${corner}_mechanism`]),
      marked: Array.isArray(cells.marked) && cells.marked.includes(corner),
      cases: standing[corner].map((id) => ({
        name: text(rows.find((row) => row.id === id)?.cells.case),
        note: disputed.includes(id) ? context.say("disputed") : [],
      })),
      empty: context.say("noCase"),
    }
  })
  return {
    kind: "figure",
    figure: "quadrants",
    alt: drawn
      .map(
        ({ label, cases, empty }) =>
          `${words(label)}: ${cases.map(({ name }) => words(name)).join(", ") || words(empty)}`,
      )
      .join("; "),
    caption: say({ zh: "案例落点图", en: "Cases by cell" }, context),
    data: {
      x: axis("x"),
      y: axis("y"),
      cells: drawn,
      rules: (["x", "y"] as const).flatMap((key) =>
        axes[`${key}_rule`] === undefined
          ? []
          : [{ label: [...context.say("codingRule"), ...axis(key).name], lines: text(axes[`${key}_rule`]) }],
      ),
    },
  }
}

/** More than this around one centre cannot be told apart; the table above has all. */
const mostInRing = 10

function ring(context: Context, section: SectionContent): Figure | null {
  const rows = (section.parts?.rows ?? []).filter((row) => typeof row.cells.mechanism === "string")
  if (rows.length < 2 || rows.length > mostInRing) return null
  const columns = kindOf("relation_map").parts.find((part) => part.key === "rows")?.columns ?? []
  const relation = columns.find((column) => column.key === "relation")
  const nodes = rows.map((row) => ({
    name: shorter(context.named(String(row.cells.mechanism))),
    relation: relation && row.cells.relation ? printCell(context, relation, row.cells.relation).lines.slice(0, 1) : [],
    strong: ["opposed", "competing", "replaced"].includes(String(row.cells.relation)),
  }))
  const [option] = context.input.content.options
  const centre = option ? shorter(context.named(option)) : (context.say("thisBrief")[0] as Line)
  return {
    kind: "figure",
    figure: "ring",
    alt: `${centre.text}: ${nodes.map((node) => `${node.name.text} (${words(node.relation)})`).join("; ")}`,
    caption: say({ zh: "与现有机制的关系", en: "Relations to existing mechanisms" }, context),
    data: { centre, nodes },
  }
}

/** A name that fits into a box of the drawing. */
function shorter(lines: Line[]): Line {
  const line = lines[0] ?? { lang: "en" as const, text: "" }
  const longest = line.lang === "zh" ? 11 : 22
  return line.text.length > longest ? { ...line, text: `${line.text.slice(0, longest - 1)}…` } : line
}

function firstCell(context: Context, section: SectionContent, key: string, row: Row | undefined): Line[] | null {
  const column = partsOf({ kind: section.kind }).find((part) => part.key === key)?.columns[0]
  return column && row ? printCell(context, column, row.cells[column.key]).lines : null
}
