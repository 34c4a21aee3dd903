// S-02: only a page of ours may open a socket, or ask by HTTP, with the cookie of whoever looks at it.

import { afterEach, beforeAll, describe, expect, test, vi } from "vitest"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { fillEnv } from "#lib/env.ts"
import { cookieOf, openBrief } from "./test-stage.ts"
import { ways } from "./test-upgrade.ts"
import { anna, served, workshop } from "./test-writers.ts"

let target: string
let cookie: string

beforeAll(async () => {
  target = `/collab/${await openBrief(workshop)}?schema=${SCHEMA_VERSION}`
  // Where people come by https, only the cookie that goes by https is read.
  cookie = `${(await cookieOf(anna)).cookie}; ${(await cookieOf(anna, { secure: true })).cookie}`
})

function configure(settings: Record<string, string>) {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  fillEnv({}) // the environment is read again
}

afterEach(() => {
  vi.unstubAllEnvs()
  fillEnv({})
})

/** Origins that are near one, and not it. */
function near(origin: string): string[] {
  const { protocol, host, hostname, port } = new URL(origin)
  const other = protocol === "https:" ? "http:" : "https:"
  return [
    "null",
    "",
    "*",
    "https://evil.example",
    "file://",
    "chrome-extension://abcdefghijklmnop",
    `${other}//${host}`,
    `${protocol}//${host}.evil.example`,
    `${protocol}//${hostname}.evil.example${port && `:${port}`}`,
    `${protocol}//evil.example/${host}`,
    `${protocol}//evil-${host}`,
    `${protocol}//sub.${host}`,
    `${protocol}//${host}@evil.example`,
    `${protocol}//evil.example@${host}`,
    `${protocol}//${hostname}:${port === "8443" ? "8444" : "8443"}`,
    `${protocol}//${hostname}.${port && `:${port}`}`,
    `${protocol}//${host}/`,
    `${protocol}//${host}/path`,
    `${protocol}//${host}?`,
    `${protocol}//${host}#`,
    `${protocol}//${host} ${protocol}//evil.example`,
    `${protocol}//evil.example ${protocol}//${host}`,
    `${protocol}//${host}, ${protocol}//evil.example`,
    origin.toUpperCase(),
    `${protocol.toUpperCase()}//${host}`,
    `${protocol}${host}`,
    host,
    `//${host}`,
    encodeURIComponent(origin),
  ]
}

describe.each(ways)("by $way", ({ ask, yes }) => {
  /** `yes` only if it was let in: an upgrade that is closed again is none. */
  async function statusOf(origin: string | undefined, headers: Record<string, string> = {}, query = "&client=1") {
    const from: Record<string, string> = origin === undefined ? {} : { Origin: origin }
    const { status, close } = await ask(served, target + query, { Cookie: cookie, ...from, ...headers })
    return close ?? status
  }

  const refusedNear = async (origin: string, headers: Record<string, string> = {}) => {
    for (const one of near(origin)) expect([one, await statusOf(one, headers)]).toEqual([one, 403])
  }

  describe("with an address that is configured", () => {
    const settings = { APP_URL: "https://good.example" }

    test("only exactly that one is let in, whatever host was asked for", async () => {
      configure(settings)
      expect(await statusOf("https://good.example")).toBe(yes)
      expect(await statusOf("https://good.example", { Host: "good.example" })).toBe(yes)
      await refusedNear("https://good.example")
      expect(await statusOf(served.origin)).toBe(403)
      expect(await statusOf("https://evil.example", { Host: "evil.example" })).toBe(403)
    })

    test("and a proxy that is trusted cannot name another", async () => {
      configure({ ...settings, CHANCERY_TRUST_PROXY: "1" })
      const forwarded = { "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https" }
      expect(await statusOf("https://evil.example", forwarded)).toBe(403)
      expect(await statusOf("https://good.example", forwarded)).toBe(yes)
      await refusedNear("https://good.example", forwarded)
    })
  })

  describe("without one", () => {
    test("only the host that was asked for is let in, whatever was forwarded", async () => {
      const forwarded = { "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https" }
      expect(await statusOf(served.origin)).toBe(yes)
      expect(await statusOf(served.origin, forwarded)).toBe(yes)
      expect(await statusOf("https://evil.example", forwarded)).toBe(403)
      await refusedNear(served.origin)
      await refusedNear(served.origin, forwarded)
    })

    test("a proxy that is trusted says which host was asked for", async () => {
      configure({ CHANCERY_TRUST_PROXY: "1" })
      const forwarded = { "X-Forwarded-Host": "good.example", "X-Forwarded-Proto": "https" }
      expect(await statusOf("https://good.example", forwarded)).toBe(yes)
      expect(await statusOf(served.origin, forwarded)).toBe(403)
      await refusedNear("https://good.example", forwarded)
    })
  })

  test("without an origin only a token lets in, and a token does not excuse a foreign page", async () => {
    expect(await statusOf(undefined)).toBe(403)
    expect(await statusOf(undefined, {}, `&token=${anna.token}`)).toBe(yes)
    expect(await statusOf("https://evil.example", {}, `&token=${anna.token}`)).toBe(403)
    expect(await statusOf("null", {}, `&token=${anna.token}`)).toBe(403)
  })
})
