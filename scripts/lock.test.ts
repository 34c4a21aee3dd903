import { readFileSync } from "node:fs"
import { expect, test } from "vitest"

interface Locked {
  optionalDependencies?: Record<string, string>
}

// `npm install` leaves out what the registry does not have for another platform, and `npm ci` then fails for everybody.
test("the lock file names every optional package, so that npm ci works", () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> }
  const isThere = (from: string, name: string): boolean => {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
      if (packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true
      if (at === "") return false
    }
  }
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isThere(path, name)),
  )
  expect(missing).toEqual([])
})
