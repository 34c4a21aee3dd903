import { expect, test } from "vitest"
import type { Text } from "#lib/document/content.ts"
import { kindOf, kinds, mainPart, partsOf } from "#lib/document/kinds/registry.ts"

const han = /\p{Script=Han}/u

test("every kind, part, column and choice is named in Chinese and in English", () => {
  const unnamed: string[] = []
  const check = (where: string, names: Text) => {
    if (!names.zh || !han.test(names.zh) || !names.en || han.test(names.en)) unnamed.push(where)
  }
  for (const kind of kinds) {
    check(kind.key, kind.names)
    for (const part of kind.parts) {
      check(`${kind.key} ${part.key}`, part.names)
      for (const column of [...part.columns, ...(part.across?.columns ?? [])]) {
        check(`${kind.key} ${part.key} ${column.key}`, column.names)
        if (column.type === "choice")
          for (const { value, names } of column.choices) check(`${kind.key} ${column.key}=${value}`, names)
      }
    }
  }
  expect(unnamed).toEqual([])
})

test("what a kind points to is there: its main and measured part, the part it crosses, the rows it refers to", () => {
  for (const { key, parts, main, measured } of kinds) {
    const names = parts.map((part) => part.key)
    expect([key, new Set(names).size]).toEqual([key, names.length])
    if (main) expect([key, names]).toEqual([key, expect.arrayContaining([main])])
    if (measured) {
      const column = parts
        .find((part) => part.key === measured.part)
        ?.columns.find((one) => one.key === measured.column)
      expect([key, column?.type]).toEqual([key, "text"])
    }
    for (const part of parts) {
      if (part.across) expect([key, names]).toEqual([key, expect.arrayContaining([part.across.part])])
      const columns = part.columns.map((column) => column.key)
      expect([key, part.key, new Set(columns).size]).toEqual([key, part.key, columns.length])
      for (const column of part.columns)
        if (column.type === "ref" && column.to === "row")
          expect([key, names]).toEqual([key, expect.arrayContaining([column.part])])
      // Keys are parts of addresses.
      for (const name of [part.key, ...columns]) expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
      // Where a row stands is kept beside its cells, under this name.
      expect([key, columns]).not.toEqual([key, expect.arrayContaining(["order"])])
    }
  }
})

test("a template's columns stand at the end of the part, its own parts before the kind's", () => {
  const column = { key: "beneficiary", names: { zh: "受益方", en: "Who gains" }, type: "ref", to: "actor" } as const
  const added = { key: "threats", names: { zh: "威胁", en: "Threats" }, columns: [column] }
  const section = { kind: "key_points", adds: { parts: [added], columns: { items: [column] } } }
  expect(partsOf(section).map((part) => part.key)).toEqual(["threats", "items"])
  expect(partsOf(section)[1]?.columns.at(-1)?.key).toBe("beneficiary")
  expect(mainPart(section)?.key).toBe("items")
  expect(kindOf("key_points").parts[0]?.columns.some((one) => one.key === "beneficiary")).toBe(false)
})

test("an unknown kind is a mistake of the program, not an empty section", () => {
  expect(() => kindOf("nonsense")).toThrow(RangeError)
})
