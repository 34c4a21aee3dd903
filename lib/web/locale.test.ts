import { expect, test } from "vitest"
import { localeFor } from "#lib/web/locale.ts"

test("the reader's own choice wins over the browser's", () => {
  expect(localeFor("en", "zh-CN,zh;q=0.9")).toBe("en")
  expect(localeFor("zh-CN", "en")).toBe("zh-CN")
})

test.each([
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
  ["zh-TW", "zh-CN"],
  ["en-GB,en;q=0.9,zh;q=0.8", "en"],
  ["en;q=0.3,zh;q=0.7", "zh-CN"],
  ["ru,kk;q=0.9,zh;q=0.2", "zh-CN"],
  ["zh;q=0,en", "en"],
  ["ru", "en"],
  ["", "en"],
  [null, "en"],
  [";;q=x,,zh;q=zz", "en"],
])("a browser that asks for %j is shown %s", (asked, shown) => {
  expect(localeFor(undefined, asked)).toBe(shown)
  expect(localeFor("tlh", asked)).toBe(shown)
})
