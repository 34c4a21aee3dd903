import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test, vi } from "vitest"

/** A server whose settings are these; returns what /api/metrics answers to a bearer token. */
async function askedWith(settings: Record<string, string>) {
  vi.resetModules()
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  const { answersStatus } = await import("./status.ts")
  const server = createServer((request, response) => void answersStatus(request, response, () => true))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  const statuses: number[] = []
  for (const authorization of [undefined, "Bearer wrong", `Bearer ${settings.CHANCERY_METRICS_TOKEN}`]) {
    const headers = authorization ? { authorization } : undefined
    statuses.push((await fetch(`http://127.0.0.1:${port}/api/metrics`, headers && { headers })).status)
  }
  server.close()
  vi.unstubAllEnvs()
  return statuses
}

test("with a token set only who shows it reads the metrics, also on this machine", async () => {
  expect(await askedWith({ CHANCERY_METRICS_TOKEN: "sixteen letters or more".replaceAll(" ", "-") })).toEqual([
    404, 404, 200,
  ])
})

test("where people come from elsewhere and no token is set nobody reads them", async () => {
  expect(await askedWith({ APP_URL: "https://chancery.example.org" })).toEqual([404, 404, 404])
  expect(await askedWith({ CHANCERY_TRUST_PROXY: "1" })).toEqual([404, 404, 404])
})
