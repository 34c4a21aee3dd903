import { once } from "node:events"
import { createServer, request, type Server } from "node:http"
import { afterAll, beforeAll, expect, test } from "vitest"
import { refusesBody } from "./body.ts"

/** Reads every body to its end and says its length, except where it is refused. */
let server: Server
let read: number[]
beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (refusesBody(request, response)) return
    let size = 0
    for await (const chunk of request) size += chunk.length
    read.push(size)
    response.end("read")
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
})
afterAll(() => server.close())

async function post(path: string, size: number, chunked = false): Promise<number> {
  read = []
  const { port } = server.address() as { port: number }
  const headers = chunked ? { "transfer-encoding": "chunked" } : { "content-length": String(size) }
  const sending = request({ port, host: "127.0.0.1", path, method: "POST", headers })
  sending.on("error", () => {})
  sending.end(Buffer.alloc(size, 65))
  const [answer] = await once(sending, "response")
  answer.resume()
  return answer.statusCode
}

test("what is announced as too large is refused unread; signing in needs little", async () => {
  expect(await post("/api/v1/me", 4 << 20)).toBe(200)
  expect(read).toEqual([4 << 20])
  expect(await post("/api/v1/me", (4 << 20) + 1)).toBe(413)
  expect(await post("/api/auth/callback/credentials", 64 << 10)).toBe(200)
  for (const path of ["/api/auth/callback/credentials", "/api/auth/callback/credentials?x=1", "//api//auth/signout"])
    expect(await post(path, (64 << 10) + 1), path).toBe(413)
  expect(read).toEqual([])
})

test("a body whose length is not said is refused where nobody would count it: at signing in", async () => {
  for (const path of ["/api/auth/callback/credentials", "/api/%61uth/callback/credentials"]) {
    expect(await post(path, 1000, true), path).toBe(411)
    expect(read).toEqual([])
  }
  expect(await post("/api/v1/me", 1000, true)).toBe(200)
})
