import fc from "fast-check"
import { expect, test } from "vitest"
import { between, byOrder, keysFor } from "#lib/document/order.ts"

test("there is always a place between two neighbours, whatever was moved before", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1000 }), { maxLength: 200 }), (places) => {
      const list: string[] = []
      for (const place of places) {
        const at = place % (list.length + 1)
        list.splice(at, 0, between(list[at - 1] ?? null, list[at] ?? null))
      }
      expect(list).toEqual([...new Set(list)].sort((a, b) => (a < b ? -1 : 1)))
      expect(list.every((key) => !key.endsWith("0"))).toBe(true)
    }),
  )
})

test("a thousand rows added at the end keep short keys", () => {
  let last: string | null = null
  for (let row = 0; row < 1000; row++) last = between(last, null)
  expect(last?.length).toBeLessThan(30)
})

test("keys for a list written at once are in order and leave room", () => {
  for (const count of [0, 1, 2, 60, 61, 62, 500, 4000]) {
    const keys = keysFor(count)
    expect(new Set(keys).size).toBe(count)
    expect([...keys].sort((a, b) => (a < b ? -1 : 1))).toEqual(keys)
    for (let at = 1; at < keys.length; at++) {
      const middle = between(keys[at - 1] as string, keys[at] as string)
      expect(middle > (keys[at - 1] as string) && middle < (keys[at] as string)).toBe(true)
    }
  }
})

test("neighbours that two people gave the same key are told apart by their ids", () => {
  const rows = [
    { order: "V", id: "b" },
    { order: "V", id: "a" },
    { order: "A", id: "c" },
  ]
  expect(rows.sort(byOrder).map((row) => row.id)).toEqual(["c", "a", "b"])
  const key = between("V", "V")
  expect(key > "V").toBe(true)
})
