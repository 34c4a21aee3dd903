import { expect, test } from "vitest"
import type { Cell, SectionContent } from "#lib/document/content.ts"
import { dataTable } from "#lib/document/kinds/data-table.ts"
import { recheck } from "#lib/document/kinds/recheck.ts"

function table(figures: Cell[][], checks: Record<string, Cell>[]): SectionContent {
  return {
    key: "numbers",
    kind: "data_table",
    heading: {},
    parts: {
      columns: (figures[0] ?? []).map((_, at) => ({ id: `k${at}`, cells: {} })),
      rows: figures.map((row, at) => ({
        id: `r${at}`,
        cells: Object.fromEntries(row.map((value, column) => [`k${column}/value`, value])),
      })),
      checks: checks.map((cells, at) => ({ id: `check${at}`, cells })),
    },
  }
}

test("A7: growth of 2022 is 23.87 by the figures, 23.97 as printed, and flagged", () => {
  const section = table(
    [["29.95"], ["37.10"], ["43.59"]],
    [
      { formula: "(R2C1 / R1C1 - 1) * 100", expected: "23.87", printed: "23.97" },
      { formula: "(R3C1 / R2C1 - 1) * 100", expected: "17.49", printed: "17.49" },
    ],
  )
  expect(recheck(section)).toEqual([
    { row: "check0", value: 23.873122, computed: true, printed: false, flagged: true },
    { row: "check1", value: 17.493261, computed: true, printed: true, flagged: false },
  ])
  expect(dataTable.lacks?.(section, ["zh"])).toMatchObject([
    { level: "warning", message: "figureDiffers", row: "check0", values: { value: 23.87 } },
  ])
})

test("A8: the totals of Russian trade add up; Asia has 72.6 per cent, Europe 42.0 against 42.8 in the text", () => {
  const trade = [
    ["436", "494", "520"],
    ["18", "25", "28"],
    ["355", "163", "141"],
    ["37", "27", "27"],
  ]
  const [first, second, third, asia, europe] = recheck(
    table(trade, [
      { formula: "sum(R1C1:R4C1)", printed: "846" },
      { formula: "sum(R1C2:R4C2)", printed: "709" },
      { formula: "sum(R1C3:R4C3)", printed: "716" },
      { formula: "R1C3 / sum(R1C3:R4C3) * 100", printed: "72.6%" },
      { formula: "R3C1 / sum(R1C1:R4C1) * 100", expected: "42.0", printed: "42.8" },
    ]),
  )
  expect([first?.value, second?.value, third?.value]).toEqual([846, 709, 716])
  expect([first, second, third, asia].every((one) => one?.printed && !one.flagged)).toBe(true)
  expect(europe).toMatchObject({ computed: true, printed: false, flagged: true })
})

test("A9: by the unit as printed a region would have two thousand people, and the check says that it does not hold", () => {
  // Regional product over product per head: 1900 million roubles by 1073.45 thousand.
  const section = table(
    [["1900.00", "1073.45"]],
    [
      { formula: "R1C1 * 1000 / R1C2 > 100000" },
      { formula: "R1C1 * 1000000 / R1C2 > 100000" },
      { formula: "R1C1 / R1C2", expected: "1.77" },
    ],
  )
  expect(recheck(section).map(({ value, flagged }) => [value, flagged])).toEqual([
    [false, true],
    [true, false],
    [1.769994, false],
  ])
  expect(dataTable.lacks?.(section, ["zh"])?.map(({ message }) => message)).toEqual(["checkDoesNotHold"])
})

test("a figure counts with its own decimals, its sign and its separators; a remark is no formula", () => {
  const [count, minus, remark, outside] = recheck(
    table(
      [["1,900.5"], ["−5.06"]],
      [
        { formula: "count(rows)", printed: 2 },
        { formula: "R1C1 + R2C1", printed: "1895.44" },
        { formula: "按一种口径", printed: "9" },
        { formula: "sum(R1C1:R9C1)", printed: "9" },
      ],
    ),
  )
  expect([count?.printed, minus?.printed]).toEqual([true, true])
  expect(remark).toEqual({ row: "check2", flagged: false })
  expect(outside).toEqual({ row: "check3", flagged: false })
})
