import { expect, test } from "vitest"
import { align } from "./align.ts"

const card = (id: string, top: number, height = 100) => ({ id, top, height })

test("a card stands beside its words", () => {
  expect(align([card("a", 40), card("b", 400)])).toEqual(
    new Map([
      ["a", 40],
      ["b", 400],
    ]),
  )
})

test("cards for the same line follow one another", () => {
  expect(align([card("a", 40), card("b", 50), card("c", 60)])).toEqual(
    new Map([
      ["a", 40],
      ["b", 152],
      ["c", 264],
    ]),
  )
})

test("the active card keeps its place and the others make room", () => {
  const tops = align([card("a", 300), card("b", 310), card("c", 320)], "b")
  expect(tops).toEqual(
    new Map([
      ["b", 310],
      ["c", 422],
      ["a", 198],
    ]),
  )
})

test("nothing is pushed over the upper edge, nothing overlaps", () => {
  const tops = align([card("a", 10), card("b", 20), card("c", 30)], "c")
  expect([...tops.values()].every((top) => top >= 0)).toBe(true)
  const sorted = [...tops.values()].sort((x, y) => x - y)
  expect(sorted).toEqual([0, 112, 224])
})
