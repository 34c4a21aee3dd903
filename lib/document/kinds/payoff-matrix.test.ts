import { expect, test } from "vitest"
import type { Cell, SectionContent } from "#lib/document/content.ts"
import { assessGame, payoffMatrix } from "#lib/document/kinds/payoff-matrix.ts"

const named = (en: string) => ({ name: { zh: `策略${en}`, en } })

/** A table of pairs as a paper prints it, with the letters that the paper gives them. */
function table(pairs: [number, number, string?][][], terms: Record<string, Cell> = {}): SectionContent {
  const columns = pairs[0] ?? []
  return {
    key: "payoffs",
    kind: "payoff_matrix",
    heading: {},
    parts: {
      columns: columns.map((_, at) => ({ id: `c${at}`, cells: named(`${at}`) })),
      rows: pairs.map((row, at) => ({
        id: `r${at}`,
        cells: {
          ...named(`${at}`),
          ...Object.fromEntries(
            row.flatMap(([first, second, letters], column): [string, Cell][] => [
              [`c${column}/first`, first],
              [`c${column}/second`, second],
              ...(letters ? [[`c${column}/letters`, letters] as [string, Cell]] : []),
            ]),
          ),
        },
      })),
      terms: [{ id: "fields", cells: terms }],
    },
  }
}

/** Table 2 of paper 000. */
const table2 = (reading: "row_first" | "column_first") =>
  table(
    [
      [
        [3, 3, "A, A"],
        [4, 1, "B, D"],
      ],
      [
        [1, 4, "D, B"],
        [2, 2, "C, C"],
      ],
    ],
    { reading, label: "prisoners_dilemma", ranking: "B > A > C > D", condition: "A > (B + D) / 2" },
  )

const messages = (section: SectionContent) => payoffMatrix.lacks?.(section, ["zh", "en"]).map(({ message }) => message)

test("A1: read row first, cooperating dominates, it is the only equilibrium, and the label does not fit", () => {
  const { reading, results } = assessGame(table2("row_first"))
  expect(reading).toBe("row_first")
  expect(results?.row_first).toEqual({
    dominant: [
      { strategy: "r0", strict: true },
      { strategy: "c0", strict: true },
    ],
    equilibria: [["r0", "c0"]],
    // Only mutual defection could be bettered for one without loss for the other.
    pareto: [
      ["r0", "c0"],
      ["r0", "c1"],
      ["r1", "c0"],
    ],
    joint: [["r0", "c0"]],
    fitting: ["harmony"],
    labelFits: false,
  })
  expect(messages(table2("row_first"))).toEqual(["labelDoesNotFit"])
})

test("A2: read column first, defecting dominates, mutual defection is the only equilibrium, and the label fits", () => {
  const { results } = assessGame(table2("column_first"))
  expect(results?.column_first).toMatchObject({
    dominant: [
      { strategy: "r1", strict: true },
      { strategy: "c1", strict: true },
    ],
    equilibria: [["r1", "c1"]],
    fitting: ["prisoners_dilemma"],
    labelFits: true,
  })
  expect(messages(table2("column_first"))).toEqual([])
})

test("A3: the order and the condition hold with 3, 4, 2 and 1, however the pairs are read", () => {
  for (const reading of ["row_first", "column_first"] as const)
    expect(assessGame(table2(reading))).toMatchObject({ ranking: { value: true }, condition: { value: true } })
})

test("a game without a dominant strategy has none, and two equilibria if it has two", () => {
  const hunt = assessGame(
    table([
      [
        [4, 4],
        [0, 3],
      ],
      [
        [3, 0],
        [3, 3],
      ],
    ]),
  ).results?.row_first
  expect(hunt).toMatchObject({
    dominant: [null, null],
    equilibria: [
      ["r0", "c0"],
      ["r1", "c1"],
    ],
    pareto: [["r0", "c0"]],
    fitting: ["stag_hunt", "coordination"],
  })
  expect(hunt).not.toHaveProperty("labelFits")
})

test("a strategy that is never worse and once better dominates weakly; one that is the same does not", () => {
  const { results } = assessGame(
    table([
      [
        [2, 1],
        [1, 1],
      ],
      [
        [1, 1],
        [1, 1],
      ],
    ]),
  )
  expect(results?.row_first.dominant).toEqual([{ strategy: "r0", strict: false }, null])
})

test("three strategies have equilibria, but none of the names of two by two", () => {
  const { results } = assessGame(
    table(
      [
        [
          [0, 0],
          [-1, 1],
          [1, -1],
        ],
        [
          [1, -1],
          [0, 0],
          [-1, 1],
        ],
        [
          [-1, 1],
          [1, -1],
          [0, 0],
        ],
      ],
      { label: "chicken" },
    ),
  )
  expect(results?.row_first).toMatchObject({ dominant: [null, null], equilibria: [] })
  expect(results?.row_first).not.toHaveProperty("fitting")
  expect(results?.row_first).not.toHaveProperty("labelFits")
})

test("a missing pay-off leaves nothing to compute, and too few strategies are said", () => {
  const section = table2("row_first")
  delete section.parts?.rows?.[1]?.cells["c0/second"]
  expect(assessGame(section)).not.toHaveProperty("results")
  expect(messages(table([[[1, 1]]]))).toEqual(["strategiesTooFew", "strategiesTooFew"])
})

test("a letter for two numbers, a formula that cannot be read, one that does not hold: each is said", () => {
  const section = table(
    [
      [
        [3, 3, "A, A"],
        [4, 1, "A, D"],
      ],
      [
        [1, 4],
        [2, 2],
      ],
    ],
    { ranking: "A > Q", condition: "D > A" },
  )
  expect(payoffMatrix.lacks?.(section, ["zh"]).map(({ level, message, values }) => [level, message, values])).toEqual([
    ["error", "letterTorn", { letter: "A" }],
    ["error", "formulaUnreadable", { formula: "Q" }],
    ["warning", "formulaDoesNotHold", undefined],
  ])
})
