import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { commitSeconds, refusals, watchHeld } from "#lib/metrics.ts"
import { answersStatus } from "./status.ts"

let server: Server
let origin: string
let isOpen = true

beforeAll(async () => {
  server = createServer((request, response) => {
    if (!answersStatus(request, response, () => isOpen)) response.writeHead(418).end()
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
})

const ask = (path: string, init?: RequestInit) => fetch(origin + path, init)

test("health says that the process lives, and other addresses are not ours", async () => {
  expect(await (await ask("/api/health")).json()).toEqual({ status: "ok" })
  for (const path of ["/", "/api/healthy", "/api/v1/me", "/api/metrics/x"]) expect((await ask(path)).status).toBe(418)
  expect((await ask("/api/health", { method: "POST" })).status).toBe(405)
})

test("ready says no while the process stops, and while the database takes no writes", async () => {
  expect((await ask("/api/ready")).status).toBe(200)
  isOpen = false
  expect((await ask("/api/ready")).status).toBe(503)
  isOpen = true
  const [{ name }] = (await db.$queryRaw`select current_database() as name`) as [{ name: string }]
  await db.$executeRawUnsafe(`alter database "${name}" set default_transaction_read_only = on`)
  await db.$disconnect()
  expect((await ask("/api/ready")).status).toBe(503)
  await db.$transaction([
    db.$executeRawUnsafe("set transaction read write"),
    db.$executeRawUnsafe(`alter database "${name}" reset default_transaction_read_only`),
  ])
  await db.$disconnect()
  expect((await ask("/api/ready")).status).toBe(200)
})

test("metrics are counted, summed over what is held, and in the format of Prometheus", async () => {
  commitSeconds.observe(0.002)
  refusals.inc({ reason: "gap" })
  const held = { sockets: 2, rooms: 1, unsaved: 3, unsavedBytes: 500, bytes: 1000 }
  const unwatch = [watchHeld(() => held), watchHeld(() => held)]
  const answer = await ask("/api/metrics")
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/)
  const text = await answer.text()
  expect(text).toContain("chancery_sockets 4\n")
  expect(text).toContain("chancery_unsaved_edits 6\n")
  expect(text).toContain("chancery_unsaved_bytes 1000\n")
  expect(text).toMatch(/chancery_refusals_total\{reason="gap"\} 1\n/)
  expect(text).toMatch(/chancery_commit_seconds_count 1\n/)
  expect(text).toContain("process_resident_memory_bytes ")
  for (const stop of unwatch) stop()
  expect(await (await ask("/api/metrics")).text()).toContain("chancery_sockets 0\n")
})
