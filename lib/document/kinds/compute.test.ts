import { expect, test } from "vitest"
import type { Row, SectionContent } from "#lib/document/content.ts"
import { conditionsMet } from "#lib/document/kinds/condition-checklist.ts"
import { evidenceLabels } from "#lib/document/kinds/evidence-list.ts"
import { assessRisks } from "#lib/document/kinds/risk-register.ts"
import { weigh } from "#lib/document/kinds/weigh.ts"

const section = (kind: string, parts: Record<string, Row[]>): SectionContent => ({
  key: kind,
  kind,
  heading: {},
  parts,
})

/** Scores of two or more options on C1, C2, … */
const matrix = (...scores: number[][]) =>
  section("criteria_matrix", {
    options: scores.map((_, at) => ({ id: `o${at + 1}`, cells: { option: `O-0${at + 1}` } })),
    criteria: (scores[0] ?? []).map((_, at) => ({
      id: `c${at + 1}`,
      cells: {
        code: `C${at + 1}`,
        ...Object.fromEntries(scores.map((column, option) => [`o${option + 1}/score`, column[at] ?? 0])),
      },
    })),
  })

const g3AndForum = matrix([3, 4, 3, 2, 4, 3, 2, 3, 3, 3], [4, 3, 2, 5, 3, 2, 3, 4, 3, 3])
const cicaPaths = matrix([5, 4, 3, 3, 5, 2, 5, 4, 5, 2], [1, 2, 2, 2, 1, 4, 2, 1, 1, 5])

test("G3+5 has 30 and the forum 32 with equal weights (A4)", () => {
  const { totals, ranking, pairs } = weigh(g3AndForum)
  expect(totals).toEqual({ o1: 30, o2: 32 })
  expect(ranking).toEqual(["o2", "o1"])
  expect(pairs[0]).toMatchObject({ leader: "o2", other: "o1", margin: 2 })
  // All four criteria on which G3+5 does better, raised together, tie at one and a half.
  expect(pairs[0]?.joint).toEqual({ criteria: ["c2", "c3", "c5", "c6"], factor: 1.5 })
  // Less weight on ownership by the five also turns it: below a third.
  expect(pairs[0]?.flips).toContainEqual({ criteria: ["c4"], factor: 0.333333333 })
})

test("doubling great-power buy-in and capacity to act gives 36 : 36 (A5)", () => {
  expect(weigh(g3AndForum, { C3: 2, C6: 2 }).totals).toEqual({ o1: 36, o2: 36 })
})

test("path 1 has 38 against 21, and C6 and C10 must weigh 4.4 times as much to tie (A6)", () => {
  const { totals, pairs } = weigh(cicaPaths)
  expect(totals).toEqual({ o1: 38, o2: 21 })
  expect(pairs[0]?.joint).toEqual({ criteria: ["c6", "c10"], factor: 4.4 })
  expect(weigh(cicaPaths, { C6: 4.4, C10: 4.4 }).totals).toEqual({ o1: 51.6, o2: 51.6 })
  expect(weigh(cicaPaths, { C6: 4.5, C10: 4.5 }).ranking).toEqual(["o2", "o1"])
})

test("weights count, a reversed criterion is turned round, an option that lacks a score is not ranked", () => {
  const three = matrix([5, 1], [3, 3], [4, 4])
  const [first, second] = three.parts?.criteria ?? []
  if (first) first.cells.weight = 2
  if (second) second.cells.reversed = true
  expect(weigh(three).totals).toEqual({ o1: 15, o2: 9, o3: 10 })
  delete second?.cells["o3/score"]
  expect(weigh(three)).toMatchObject({ ranking: ["o1", "o2"], incomplete: ["o3"] })
  expect(weigh(section("criteria_matrix", {}))).toEqual({ totals: {}, ranking: [], incomplete: [], pairs: [] })
})

test("a pair that no weight can turn has no flip weight", () => {
  const [pair] = weigh(matrix([5, 5], [1, 5])).pairs
  expect(pair?.joint).toBeUndefined()
  expect(pair?.flips).toEqual([{ criteria: ["c1"], factor: 0 }])
})

test("a risk is rated by likelihood times impact and stands in the heat map; one that lacks either does neither", () => {
  const { ratings, grid } = assessRisks(
    section("risk_register", {
      risks: [
        { id: "a", cells: { likelihood: 4, impact: 4 } },
        { id: "b", cells: { likelihood: 4, impact: 4 } },
        { id: "c", cells: { likelihood: 1, impact: 5 } },
        { id: "d", cells: { likelihood: 3 } },
      ],
    }),
  )
  expect(ratings).toEqual({ a: 16, b: 16, c: 5 })
  expect(grid[3]?.[3]).toEqual(["a", "b"])
  expect(grid[0]?.[4]).toEqual(["c"])
  expect(grid.flat(2)).toHaveLength(3)
})

test("partly met is not met, and a state nobody wrote is unknown", () => {
  const rows = ["met", "met", "partly", "not_met", undefined].map(
    (state, at): Row => ({ id: `${at}`, cells: state ? { state } : {} }),
  )
  expect(conditionsMet(section("condition_checklist", { conditions: rows }))).toEqual({
    total: 5,
    met: 2,
    partly: 1,
    notMet: 1,
    unknown: 1,
  })
})

test("evidence is cited by its own number, or by its place", () => {
  const rows: Row[] = [
    { id: "x", cells: { code: "A1" } },
    { id: "y", cells: {} },
  ]
  expect(evidenceLabels([section("evidence_list", { rows })])).toEqual({ x: "A1", y: "2" })
})
