// The kinds that hold a shape of their own: four cells, coded cases, three legs.

import { expect, test } from "vitest"
import type { Row, SectionContent } from "#lib/document/content.ts"
import { agreement, caseTable } from "#lib/document/kinds/case-table.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"
import { matrix2x2, placed } from "#lib/document/kinds/matrix-2x2.ts"
import { triangleAssessment, weakestLegs } from "#lib/document/kinds/triangle-assessment.ts"

const section = (kind: string, parts: Record<string, Row[]>): SectionContent => ({
  key: kind,
  kind,
  heading: {},
  parts,
})
const lacks = (kind: Kind, content: SectionContent) =>
  kind
    .lacks?.(content, ["zh", "en"])
    .map(({ level, message, row, column }) => [level, message, column ?? row].join(" "))
const both = (zh: string, en: string) => ({ zh, en })

test("A10: a cell without a case is kept and empty, and Ukraine 2013 stands in its cell with a dissent", () => {
  const rule = both("四类信号中至少三类未变为延续", "continued if three of four signals are unchanged")
  const content = section("matrix_2x2", {
    axes: [{ id: "fields", cells: { x_rule: rule, y_rule: rule } }],
    placements: [
      { id: "BY", cells: { case: both("白俄罗斯", "Belarus"), cell: "low_high" } },
      { id: "KG", cells: { case: both("吉尔吉斯斯坦", "Kyrgyzstan"), cell: "low_high" } },
      {
        id: "UA13",
        cells: {
          case: both("乌克兰（2013）", "Ukraine 2013"),
          cell: "high_high",
          dissent: both("第四部分称竞争性介入激烈", "§4 describes fierce competitive intervention"),
        },
      },
      { id: "UA22", cells: { case: both("乌克兰（2022）", "Ukraine 2022"), cell: "high_low" } },
      { id: "X", cells: { case: both("未定", "open") } },
    ],
  })
  expect(placed(content)).toEqual({
    cells: { low_high: ["BY", "KG"], high_high: ["UA13"], low_low: [], high_low: ["UA22"] },
    empty: ["low_low"],
    disputed: ["UA13"],
    unplaced: ["X"],
  })
  expect(lacks(matrix2x2, content)).toEqual([])
})

test("an axis that nobody else could place a case on is said", () => {
  expect(lacks(matrix2x2, section("matrix_2x2", { placements: [] }))).toEqual([
    "warning codingRuleMissing x_rule",
    "warning codingRuleMissing y_rule",
  ])
})

test("double coding shows how far it agrees; what only one has coded counts for nothing", () => {
  const variables = ["v1", "v2"].map((id): Row => ({ id, cells: { name: both("变量", id) } }))
  const content = section("case_table", {
    variables,
    cases: [
      {
        id: "a",
        cells: {
          second_coder: "u1",
          "v1/value": both("强", "strong"),
          "v1/second": { zh: " 强 " },
          "v2/value": both("延续", "continued"),
          "v2/second": both("倾斜", "tilt"),
        },
      },
      { id: "b", cells: { second_coder: "u1", "v1/value": both("弱", "weak") } },
      { id: "c", cells: { "v1/value": both("弱", "weak"), "v2/value": both("延续", "continued") } },
    ],
  })
  expect(agreement(content)).toEqual({ pairs: 2, agreed: 1, differing: [{ case: "a", variable: "v2" }] })
  expect(lacks(caseTable, content)).toEqual([
    "warning secondCodingMissing v1/second",
    "warning secondCodingMissing v2/second",
    "warning codersDiffer v2/second",
  ])
  expect(lacks(caseTable, section("case_table", {}))).toEqual(["error variablesMissing "])
})

test("the weakest leg is found, two if they are equally weak, and a leg that is missing or twice there is said", () => {
  const legs = (...states: [string, string?][]) =>
    section("triangle_assessment", {
      legs: states.map(([leg, state], at) => ({ id: `l${at}`, cells: { leg, ...(state && { state }) } })),
    })
  expect(weakestLegs(legs(["sovereignty", "partial"], ["connectivity", "strong"], ["security", "weak"]))).toEqual([
    "l2",
  ])
  expect(weakestLegs(legs(["sovereignty", "absent"], ["connectivity", "absent"], ["security"]))).toEqual(["l0", "l1"])
  expect(weakestLegs(legs(["sovereignty"]))).toEqual([])
  expect(lacks(triangleAssessment, legs(["sovereignty"], ["sovereignty"]))).toEqual([
    "error legTwice leg",
    "error legsMissing ",
  ])
  expect(lacks(triangleAssessment, legs(["sovereignty"], ["connectivity"], ["security"]))).toEqual([])
})
