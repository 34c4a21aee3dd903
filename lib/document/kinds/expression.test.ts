import { expect, test } from "vitest"
import { evaluate } from "#lib/document/kinds/expression.ts"

const letters = new Map(Object.entries({ A: 3, B: 4, C: 2, D: 1 }))
const of = (text: string) => evaluate(text, { value: (name) => letters.get(name) })

test("arithmetic keeps its order, brackets and signs", () => {
  for (const [text, value] of [
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["-2 - -3", 1],
    ["12 / 3 / 2", 2],
    ["37.10/29.95-1", 37.1 / 29.95 - 1],
    ["（4 + 1）÷ 2 × 3 − 1", 6.5],
  ] as const)
    expect([text, of(text)]).toEqual([text, { value }])
})

test("a chain of comparisons holds if each of its links does, and decimals leave no dust", () => {
  for (const [text, value] of [
    ["B > A > C > D", true],
    ["A > B > C", false],
    ["A ＞（B + D）/ 2", true],
    ["0.1 + 0.2 = 0.3", true],
    ["0.1 + 0.2 > 0.3", false],
    ["1 ≤ 1", true],
    ["1 != 1", false],
  ] as const)
    expect([text, of(text)]).toEqual([text, { value }])
})

test("what it does not know or cannot read it says, whatever is typed", () => {
  expect(of("A > X")).toEqual({ problem: "unknown", at: "X" })
  expect(of("sum(R1C1:R2C1)")).toEqual({ problem: "unknown", at: "sum(R1C1:R2C1)" })
  for (const text of [
    "",
    "A >",
    "(A",
    "A B",
    "> 1",
    "1 / 0",
    "A; B",
    "constructor",
    "process.exit()",
    "1".repeat(301),
    `${"(".repeat(100)}1`,
  ])
    expect([text, of(text)]).toEqual([text, { problem: expect.any(String), at: expect.any(String) }])
})
