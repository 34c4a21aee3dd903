import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"

const files = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)actions\.ts$/.test(file))
  .map((file) => join("app", file))

test("there are actions to look at", () => {
  expect(files.length).toBeGreaterThan(0)
})

// Whatever such a file exports can be called by anybody on the network: an export not made by action() has no guard.
test.each(files)("every export of %s is made by action()", (file) => {
  const source = readFileSync(file, "utf8")
  expect(source).toMatch(/^("use server"|'use server')/m)
  const exports = [...source.matchAll(/^export\s+(.*)$/gm)].map(([, rest]) => rest)
  expect(exports.length).toBeGreaterThan(0)
  for (const one of exports) expect(one).toMatch(/^const \w+ = (action|openAction)\(/)
})
