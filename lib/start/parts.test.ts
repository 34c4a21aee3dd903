import { expect, test } from "vitest"
import { partsOf } from "./parts.ts"

const shared = { DATABASE_URL: "postgresql://db/chancery", AUTH_SECRET: "the same everywhere" }

test("one process runs everything, with nothing set", () => {
  expect(partsOf("all", {})).toEqual({ web: true, collab: true, worker: true })
})

test.each(["web", "collab", "worker"] as const)("a process that runs %s alone runs nothing else", (part) => {
  expect(Object.entries(partsOf(part, shared)).filter(([, runs]) => runs)).toEqual([[part, true]])
})

test("a part alone is told what it must share with the others", () => {
  expect(() => partsOf("collab", {})).toThrow("set DATABASE_URL and AUTH_SECRET")
  expect(() => partsOf("web", { DATABASE_URL: shared.DATABASE_URL })).toThrow("set AUTH_SECRET.")
})
