import { expect, test } from "vitest"
import { importsOf, violations, zoneOf } from "./check-imports.mjs"
import { isPermissive, verdict } from "./check-licences.mjs"
import { differences, valuesOf } from "./check-messages.mjs"

const wrongIn = (files: Record<string, string>) => violations(new Map(Object.entries(files)), () => true)

test("imports are read in every form", () => {
  const source = `
import a, { type B } from "one"
import type { C } from "two"
import { type D, type E } from "three"
import "four"
export { f } from "five"
// import no from "comment"
const g = await import("six")
import {
  h,
} from "seven"`
  expect(importsOf(source)).toEqual([
    { specifier: "one", isType: false },
    { specifier: "two", isType: true },
    { specifier: "three", isType: true },
    { specifier: "four", isType: false },
    { specifier: "five", isType: false },
    { specifier: "six", isType: false },
    { specifier: "seven", isType: false },
  ])
})

test.each([
  ["lib/document/diff.ts", `import { readFile } from "node:fs"`, "core is pure"],
  ["lib/policy.ts", `import { db } from "#lib/db.ts"`, "core is pure"],
  ["lib/briefs/lifecycle.ts", `import { db } from "#lib/db.ts"`, "core is pure"],
  ["components/editor/x.tsx", `import { submit } from "#lib/versions/submit.ts"`, "components draw"],
  ["components/ui/x.tsx", `import { can } from "#lib/policy.ts"`, "knows nothing of briefs"],
  ["lib/versions/submit.ts", `import { cookies } from "next/headers"`, "know the framework"],
  ["lib/collab/room.ts", `import { currentPerson } from "#lib/web/session.ts"`, "no web framework"],
  ["lib/briefs/list.ts", `import { PrismaClient } from "#generated/prisma/client.ts"`, "Only lib/db.ts"],
  ["lib/briefs/list.ts", `import pg from "pg"`, "one door to Postgres"],
  ["lib/briefs/list.ts", "const x = process.env.X", "Only lib/env.ts"],
  ["lib/briefs/list.ts", `import type { Props } from "#app/page.tsx"`, "Nobody imports app"],
  ["app/page.tsx", `import { db } from "#lib/db.ts"`, "never the database"],
])("%s may not say: %s", (path, source, reason) => {
  expect(
    wrongIn({ [path]: source })
      .join("\n")
      .toLowerCase(),
  ).toContain(reason.toLowerCase())
})

test("what the house allows passes", () => {
  expect(
    wrongIn({
      "components/editor/x.tsx": `import { can } from "#lib/policy.ts"\nimport type { Brief } from "#lib/briefs/read.ts"`,
      "lib/versions/submit.ts": `import { db } from "#lib/db.ts"\nimport { lacksOf } from "#lib/document/completeness.ts"`,
      "app/page.tsx": `import { listBriefs } from "#lib/briefs/list.ts"\nimport { X } from "#components/editor/x.tsx"`,
      "lib/db.ts": `import { PrismaClient } from "#generated/prisma/client.ts"\nimport { env } from "#lib/env.ts"`,
    }),
  ).toEqual([])
})

test("a cycle is found, one of types alone is none", () => {
  const cycle = wrongIn({ "lib/a/a.ts": `import { b } from "./b.ts"`, "lib/a/b.ts": `import { a } from "./a.ts"` })
  expect(cycle).toEqual([expect.stringContaining("lib/a/a.ts → lib/a/b.ts → lib/a/a.ts: a cycle")])
  expect(
    wrongIn({ "lib/a/a.ts": `import { b } from "./b.ts"`, "lib/a/b.ts": `import type { A } from "./a.ts"` }),
  ).toEqual([])
})

test("an import of a file that is not there is found", () => {
  expect(violations(new Map([["lib/a/a.ts", `import { b } from "./b"`]]), () => false)).toEqual([
    expect.stringContaining("which is not a file"),
  ])
})

test("the sample's gallery reader is a use case, its definition is core", () => {
  expect(zoneOf("lib/templates/gallery.ts")).toBe("use case")
  expect(zoneOf("lib/templates/edit.ts")).toBe("use case")
  expect(zoneOf("lib/templates/definition.ts")).toBe("core")
})

test("the values of a message are found through plurals and choices", () => {
  expect(
    valuesOf(
      "{who} wrote {count, plural, one {a brief about {topic}} other {# briefs}} in <b>{lang, select, zh {Chinese} other {it}}</b>",
    ),
  ).toBe("<b> count lang topic who")
})

test("a missing, an empty and a different text are found", () => {
  const en = { a: "One", b: "Two", c: "{n} briefs", d: "Same {x}" }
  const zh = { a: "一", b: " ", d: "同 {y}" }
  expect(differences({ en, zh })).toEqual([
    "b is empty in zh",
    "c is missing in zh",
    "d takes different values: en: x; zh: y",
  ])
  expect(differences({ en, zh: en })).toEqual([])
})

test.each([
  ["MIT", true],
  ["(MIT OR GPL-3.0)", true],
  ["MIT AND ISC", true],
  ["Apache-2.0 AND LGPL-3.0-or-later", false],
  ["GPL-3.0-only", false],
  ["AGPL-3.0", false],
  ["UNLICENSED", false],
  ["", false],
])("the licence %s is permissive: %s", (licence, expected) => {
  expect(isPermissive(licence)).toBe(expected)
})

test("a reason holds for one package and one licence", () => {
  expect(verdict("caniuse-lite", "CC-BY-4.0")).toBeTruthy()
  expect(verdict("caniuse-lite", "GPL-3.0")).toBeNull()
  expect(verdict("other", "CC-BY-4.0")).toBeNull()
})
