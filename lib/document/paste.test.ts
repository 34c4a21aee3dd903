import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { longest, readInput } from "#lib/document/cell-input.ts"
import { tableInText } from "#lib/document/delimited.ts"
import type { Column } from "#lib/document/kinds/kind.ts"
import { isTooMuch, mostPasted, planPaste, type Slot } from "#lib/document/paste.ts"

const names = { zh: "栏", en: "Column" }
const column = (type: object, key = "c") => ({ key, names, ...type }) as Column
const codes: Record<string, string[]> = { kz: ["KZ"], 哈萨克斯坦: ["KZ"], congo: ["CD", "CG"] }
const find = (_: Column, word: string) => codes[word] ?? []
const read = (type: object, said: string) => {
  const found = readInput(column(type), said, find)
  return "value" in found ? found.value : found.misfit.reason
}

describe("a number", () => {
  test.each([
    ["1234.5", 1234.5],
    ["1,234.5", 1234.5],
    ["1,234", 1234],
    ["1，234，567", 1_234_567],
    ["1 234,5", 1234.5],
    ["1.234.567,8", 1_234_567.8],
    ["1’234", 1234],
    ["3,5", 3.5],
    ["１２．５", 12.5],
    ["−4", -4],
    ["12%", 12],
    ["１２％", 12],
    [" 7 ", 7],
    ["1.2e3", 1200],
  ])("%s is %d", (said, value) => expect(read({ type: "number" }, said)).toBe(value))

  test("a share of a column that goes to 1 is a fraction", () => {
    expect(read({ type: "number", min: 0, max: 1 }, "7%")).toBe(0.07)
  })

  test.each(["1 2", "12,34,5", "seven", "#REF!", "1.2.3", "--4", "Infinity", "0x10", "%"])("%s is none", (said) =>
    expect(read({ type: "number" }, said)).toBe("number"),
  )

  test("it keeps the bounds of its column", () => {
    const score = { type: "number", min: 1, max: 5, integer: true }
    expect(read(score, "5")).toBe(5)
    expect(read(score, "6")).toBe("range")
    expect(read(score, "0")).toBe("range")
    expect(read(score, "4.5")).toBe("integer")
  })

  test("any number is read as it is written", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read({ type: "number" }, String(value))).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})

describe("a date", () => {
  test.each([
    ["2004", "2004"],
    ["2004年", "2004"],
    ["2004-10", "2004-10"],
    ["2004年10月", "2004-10"],
    ["2004-10-22", "2004-10-22"],
    ["2004年10月2日", "2004-10-02"],
    ["２００４年１０月２２日", "2004-10-22"],
    ["2004/1/5", "2004-01-05"],
    ["2004.10.22", "2004-10-22"],
    ["2024-02-29", "2024-02-29"],
    ["2004-10-22 00:00:00", "2004-10-22"],
  ])("%s is %s", (said, value) => expect(read({ type: "date" }, said)).toBe(value))

  test.each([
    ["2023-02-30", "noSuchDay"],
    ["2023-13", "noSuchDay"],
    ["2023年2月29日", "noSuchDay"],
    ["22/10/2004", "date"],
    ["October 2004", "date"],
    ["38282", "date"],
  ])("%s is refused: %s", (said, reason) => expect(read({ type: "date" }, said)).toBe(reason))
})

test("a choice goes by its value or by its name in either language, several at a time where there may be several", () => {
  const stance = {
    type: "choice",
    choices: [
      { value: "-1", names: { zh: "有保留", en: "reserved" } },
      { value: "2", names: { zh: "支持", en: "for" } },
    ],
  }
  expect(["−1", "有保留", "Reserved", " 支持 ", "2"].map((said) => read(stance, said))).toEqual([
    "-1",
    "-1",
    "-1",
    "2",
    "2",
  ])
  expect(read(stance, "perhaps")).toBe("choice")
  expect(read({ ...stance, many: true }, "支持、reserved；2")).toEqual(["2", "-1"])
  expect(read({ ...stance, many: true }, "支持、perhaps")).toBe("choice")
})

test("a reference goes by code or name; a name that two have is refused", () => {
  const actor = { type: "ref", to: "actor" }
  expect(read(actor, "KZ")).toBe("KZ")
  expect(read(actor, "哈萨克斯坦")).toBe("KZ")
  expect(read(actor, "Congo")).toBe("ambiguous")
  expect(read(actor, "Ruritania")).toBe("ref")
  expect(read({ ...actor, many: true }, "kz, 哈萨克斯坦")).toEqual(["KZ"])
})

test("yes and no in either language", () => {
  expect(["是", "TRUE", "yes", "√"].map((said) => read({ type: "boolean" }, said))).toEqual([true, true, true, true])
  expect(["否", "FALSE", "no", "0"].map((said) => read({ type: "boolean" }, said))).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(read({ type: "boolean" }, "perhaps")).toBe("boolean")
})

test("a formula stays text where text stands and is refused where a value is asked for", () => {
  expect(read({ type: "text" }, "=A1+B2")).toBe("=A1+B2")
  expect(read({ type: "string" }, "=A1+B2")).toBe("=A1+B2")
  for (const type of ["number", "date", "boolean"]) expect(read({ type }, "=A1+B2")).toBe("formula")
})

test("a cell of a megabyte is refused, whatever its column", () => {
  for (const type of ["text", "string", "number"]) expect(read({ type }, "x".repeat(1 << 20))).toBe("tooLong")
  expect(read({ type: "text" }, "x".repeat(longest))).toHaveLength(longest)
})

describe("text that is a table", () => {
  test("tabs part cells; a quoted cell may hold lines, tabs and quotation marks", () => {
    expect(tableInText('a\t"two\nlines"\t"said ""so"""\r\nb\t\t"tab\there"\r\n')).toEqual([
      ["a", "two\nlines", 'said "so"'],
      ["b", "", "tab\there"],
    ])
  })
  test("a quotation mark that only belongs to the words is kept", () => {
    expect(tableInText('"Hello" he said\tb\n"open\tc')).toEqual([
      ['"Hello" he said', "b"],
      ['"open', "c"],
    ])
  })
  test("commas and semicolons part cells where all lines have as many", () => {
    expect(tableInText('a,b\n"1,5",c')).toEqual([
      ["a", "b"],
      ["1,5", "c"],
    ])
    expect(tableInText("a;b\n1,5;c")).toEqual([
      ["a", "b"],
      ["1,5", "c"],
    ])
  })
  test.each(["One line, with a comma", "First, and\nsecond, too", "一，二\n三，四", "", "a,b", "a,b\nc"])(
    "prose is none: %s",
    (said) => expect(tableInText(said)).toBeNull(),
  )
  test("what is written is read again", () => {
    const word = fc.array(fc.constantFrom("a", '"', "\t", "\n", ",", "三"), { maxLength: 5 }).map((of) => of.join(""))
    const quote = (said: string) => `"${said.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 4 })
          .chain((width) =>
            fc.array(fc.array(word, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
          ),
        (grid) => {
          expect(tableInText(grid.map((row) => row.map(quote).join("\t")).join("\n"))).toEqual(grid)
        },
      ),
    )
  })
})

describe("where pasted cells go", () => {
  const slots: Slot[] = [
    { column: column({ type: "text" }, "name"), names: ["名称", "Name"] },
    { column: column({ type: "number", min: 1, max: 5 }, "score"), across: "o1", names: ["Option one"] },
    { column: column({ type: "date" }, "date"), names: ["日期", "As of"] },
  ]
  const plan = (grid: string[][], at = { row: 0, slot: 0 }) => planPaste(grid, slots, at, find)
  const told = ({ cells }: ReturnType<typeof plan>) =>
    cells.map(({ row, slot, value }) => [row, slot.column.key, value])

  test("to the right and down from the cell that was pasted into", () => {
    expect(
      told(
        plan(
          [
            ["3", "2004"],
            ["4", ""],
          ],
          { row: 2, slot: 1 },
        ),
      ),
    ).toEqual([
      [2, "score", 3],
      [2, "date", "2004"],
      [3, "score", 4],
    ])
  })

  test("what does not fit is refused with its place and reason, the rest is planned", () => {
    const { cells, refused } = plan(
      [
        ["A", "7", "2023-02-30", "more"],
        ["B", "=A1+B2", "2004", ""],
      ],
      { row: 4, slot: 0 },
    )
    expect(cells.map(({ row, value }) => [row, value])).toEqual([
      [4, "A"],
      [5, "B"],
      [5, "2004"],
    ])
    expect(refused.map(({ row, slot, said, misfit }) => [row, slot?.column.key, said, misfit?.reason])).toEqual([
      [4, "score", "7", "range"],
      [4, "date", "2023-02-30", "noSuchDay"],
      [4, undefined, "more", undefined],
      [5, "score", "=A1+B2", "formula"],
    ])
  })

  test("a first line of heads says where each column goes", () => {
    const grid = [
      ["As of", "名称"],
      ["2004", "A"],
    ]
    expect(told(plan(grid, { row: 1, slot: 1 }))).toEqual([
      [1, "date", "2004"],
      [1, "name", "A"],
    ])
    expect(told(plan([["Name"]]))).toEqual([[0, "name", "Name"]])
    expect(
      told(
        plan([
          ["Name", "3"],
          ["A", "4"],
        ]),
      )[0],
    ).toEqual([0, "name", "Name"])
  })

  test("more than the server takes at once is told before it is planned", () => {
    expect(isTooMuch([["a"]])).toBe(false)
    expect(isTooMuch(Array(mostPasted.rows + 1).fill(["a"]))).toBe(true)
    expect(isTooMuch([Array(mostPasted.cells + 1).fill("a")])).toBe(true)
    expect(isTooMuch([Array(20).fill("x".repeat(longest))])).toBe(true)
    expect(isTooMuch([["x".repeat(1 << 20)]])).toBe(false)
  })
})
