import type { IncomingMessage } from "node:http"
import { expect, test } from "vitest"
import { isSameOrigin, originOf, settleForwarded } from "#lib/web/forwarded.ts"
import { pathOfOurs } from "#lib/web/page.ts"

const incoming = (headers: Record<string, string>) =>
  ({ headers: { ...headers }, socket: { remoteAddress: "192.0.2.7" } }) as unknown as IncomingMessage

const spoofed = {
  host: "chancery.example",
  "x-forwarded-for": "10.0.0.1, 203.0.113.5",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "https",
}

test("without a trusted proxy what anybody may write is not believed", () => {
  const request = incoming(spoofed)
  settleForwarded(request, false)
  expect(request.headers).toEqual({ host: "chancery.example", "x-forwarded-for": "192.0.2.7" })
})

test("behind a trusted proxy the address is the one that it added itself", () => {
  const request = incoming(spoofed)
  settleForwarded(request, true)
  expect(request.headers["x-forwarded-for"]).toBe("203.0.113.5")
  expect(request.headers["x-forwarded-proto"]).toBe("https")
})

test("the origin is the configured one, else the host that was asked for", () => {
  const headers = new Headers(spoofed)
  expect(originOf(headers, { appUrl: "https://a.example", trustProxy: false })).toBe("https://a.example")
  expect(originOf(headers, { trustProxy: false })).toBe("http://chancery.example")
  expect(originOf(headers, { trustProxy: true })).toBe("https://evil.example")
})

test("a request is from our pages only when the browser says exactly our origin", () => {
  const origin = "http://localhost:3000"
  const from = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), origin)
  expect(from({ origin })).toBe(true)
  expect(from({ "sec-fetch-site": "same-origin" })).toBe(true)
  for (const other of ["http://localhost:3001", "http://localhost", "https://localhost:3000", "null", ""])
    expect(from({ origin: other })).toBe(false)
  expect(from({ origin: "http://evil.example", "sec-fetch-site": "same-origin" })).toBe(false)
  expect(from({ "sec-fetch-site": "cross-site" })).toBe(false)
  expect(from({})).toBe(false)
})

test.each([
  ["/workshops/1?x=2#y", "/workshops/1?x=2#y"],
  ["//evil.example/a", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/\t/evil.example", "/"],
  [undefined, "/"],
  [["/a", "/b"], "/"],
])("after signing in %j leads to %j", (asked, path) => expect(pathOfOurs(asked)).toBe(path))
