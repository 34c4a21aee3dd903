import { expect, test } from "vitest"
import { canonicalJson, sha256 } from "#lib/document/canonical.ts"

test("numbers, keys and strings are written by RFC 8785", () => {
  const numbers: [number, string][] = [
    [0, "0"],
    [-0, "0"],
    [1e21, "1e+21"],
    [1e-7, "1e-7"],
    [0.000001, "0.000001"],
    [333333333.3333333, "333333333.3333333"],
    [4.5, "4.5"],
    [2e-3, "0.002"],
    [9007199254740991, "9007199254740991"],
    [1e30, "1e+30"],
  ]
  for (const [number, said] of numbers) expect(canonicalJson(number)).toBe(said)
  expect(canonicalJson({ "\u20ac": 1, "\r": 2, "\ufb33": 3, 1: 4, "\u{1F600}": 5, "\u0080": 6, ö: 7 })).toBe(
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\u{1F600}":5,"\ufb33":3}',
  )
  expect(canonicalJson({ b: undefined, a: [true, null, '\u000f\n"\\/'] })).toBe(
    '{"a":[true,null,"\\u000f\\n\\"\\\\/"]}',
  )
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1, 1n])
    expect(() => canonicalJson(wrong)).toThrow(TypeError)
})

test("the hash is SHA-256 of the UTF-8 text", async () => {
  expect(await sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  expect(await sha256("文枢")).toHaveLength(64)
})
