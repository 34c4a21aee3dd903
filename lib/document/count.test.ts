import { expect, test } from "vitest"
import { count } from "#lib/document/count.ts"

test("Chinese counts characters and punctuation, not spaces", () => {
  expect(count("三国先行协商，再请五国加入。", "zh")).toBe(14)
  expect(count(" “G3 + 5” 机制\n", "zh")).toBe(8)
  // One character outside the basic plane is one 字.
  expect(count("𠮷田", "zh")).toBe(2)
  expect(count("", "zh")).toBe(0)
})

test("English and Russian count words; a dash that stands alone is none", () => {
  expect(count("Three powers agree first — then invite the five.", "en")).toBe(8)
  expect(count("US–China  36 : 36", "en")).toBe(3)
  expect(count("транспортный коридор «Север – Юг»", "ru")).toBe(4)
  expect(count("  \n", "en")).toBe(0)
})
