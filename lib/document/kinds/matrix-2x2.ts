import type { SectionContent } from "#lib/document/content.ts"
import { evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Column, Kind, Lack } from "#lib/document/kinds/kind.ts"

/** The four cells by where they stand: across, then up. In reading order, the upper row first. */
export const corners = ["low_high", "high_high", "low_low", "high_low"] as const
export type Corner = (typeof corners)[number]

export const cornerNames = {
  low_high: named("左上格", "Upper left"),
  high_high: named("右上格", "Upper right"),
  low_low: named("左下格", "Lower left"),
  high_low: named("右下格", "Lower right"),
} satisfies Record<Corner, unknown>

const axis = (key: "x" | "y", zh: string, en: string): Column[] => [
  { key: `${key}_name`, names: named(zh, en), type: "text", size: "short", required: true },
  { key: `${key}_low`, names: named(`${zh}：低端`, `${en}: low end`), type: "text", size: "short", required: true },
  { key: `${key}_high`, names: named(`${zh}：高端`, `${en}: high end`), type: "text", size: "short", required: true },
  { key: `${key}_rule`, names: named(`${zh}：编码规则`, `${en}: coding rule`), type: "text", size: "long" },
]

/** Two conditions, four cells. The cells are always there: one in which no case stands says something too. */
export const matrix2x2: Kind = {
  key: "matrix_2x2",
  names: named("2×2矩阵", "2×2 matrix"),
  main: "placements",
  parts: [
    {
      key: "axes",
      names: named("坐标轴", "Axes"),
      single: true,
      drawn: true,
      columns: [...axis("x", "横轴", "Horizontal axis"), ...axis("y", "纵轴", "Vertical axis")],
    },
    {
      key: "cells",
      names: named("四格", "Cells"),
      single: true,
      drawn: true,
      columns: [
        ...corners.flatMap((corner): Column[] => {
          const { zh, en } = cornerNames[corner]
          return [
            {
              key: `${corner}_label`,
              names: named(`${zh}：名称`, `${en}: label`),
              type: "text",
              size: "short",
              required: true,
            },
            { key: `${corner}_mechanism`, names: named(`${zh}：机理`, `${en}: mechanism`), type: "text" },
          ]
        }),
        {
          key: "marked",
          names: named("须警惕的格", "Cells to watch"),
          type: "choice",
          many: true,
          choices: corners.map((value) => ({ value, names: cornerNames[value] })),
        },
        evidence,
      ],
    },
    {
      key: "placements",
      names: named("案例落点", "Placements"),
      columns: [
        { key: "case", names: named("案例", "Case"), type: "text", size: "short", required: true, width: 0.8 },
        {
          key: "cell",
          names: named("所在格", "Cell"),
          type: "choice",
          required: true,
          width: 0.6,
          choices: corners.map((value) => ({ value, names: cornerNames[value] })),
        },
        { key: "reason", names: named("理由", "Reason"), type: "text", required: true, width: 1.8 },
        { key: "dissent", names: named("异议", "Dissent"), type: "text", width: 1.4 },
        { key: "option", names: named("对应方案", "Option"), type: "ref", to: "option", secondary: true, width: 0.6 },
        origin,
        evidence,
      ],
    },
    notes,
  ],
  compute: placed,
  lacks: rulesMissing,
}

export interface Placed {
  /** Row ids of the placements by cell; a cell without any is an empty list. */
  cells: Record<Corner, string[]>
  empty: Corner[]
  /** Row ids of the placements that somebody disputes. */
  disputed: string[]
  unplaced: string[]
}

export function placed(section: SectionContent): Placed {
  const rows = section.parts?.placements ?? []
  const cells = Object.fromEntries(
    corners.map((corner) => [corner, rows.filter((row) => row.cells.cell === corner).map(({ id }) => id)]),
  ) as Placed["cells"]
  return {
    cells,
    empty: corners.filter((corner) => cells[corner].length === 0),
    disputed: rows.filter((row) => row.cells.dissent !== undefined).map(({ id }) => id),
    unplaced: rows.filter((row) => !corners.includes(row.cells.cell as Corner)).map(({ id }) => id),
  }
}

/** An axis without a rule can be named, but nobody else could place a case on it. */
function rulesMissing(section: SectionContent): Lack[] {
  const cells = section.parts?.axes?.[0]?.cells ?? {}
  return ["x_rule", "y_rule"].flatMap((column): Lack[] =>
    cells[column] === undefined
      ? [{ section: section.key, level: "warning", message: "codingRuleMissing", part: "axes", row: "fields", column }]
      : [],
  )
}
