import { globSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { statusAddresses } from "#lib/start/status.ts"
import { openapi } from "./openapi.ts"

const routes = globSync("app/api/**/route.ts")
  .filter((file) => !file.includes("/auth/") && !file.includes("[...rest]"))
  .flatMap((file) => {
    const path = `/${file
      .replace(/^app\//, "")
      .replace(/\/route\.ts$/, "")
      .replace(/\[(\w+)\]/g, "{$1}")}`
    const exported = readFileSync(file, "utf8").matchAll(
      /^export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/gm,
    )
    return [...exported].map(([, method]) => `${method} ${path}`)
  })

const described = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
)

test("every route of the API is described, and nothing is described that is not there", () => {
  const status = statusAddresses.map((address) => `GET ${address}`)
  expect(described.toSorted()).toEqual([...routes, ...status].toSorted())
})

test("the description is plain JSON without undefined or dates", () => {
  expect(JSON.parse(JSON.stringify(openapi))).toEqual(openapi)
})

test("every operation that needs a token says what a missing one gets", () => {
  for (const [path, methods] of Object.entries(openapi.paths))
    for (const operation of Object.values(methods as Record<string, { security?: unknown; responses: object }>))
      if (!operation.security) expect(Object.keys(operation.responses), path).toContain("401")
})
