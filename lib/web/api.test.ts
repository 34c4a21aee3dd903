import { randomUUID } from "node:crypto"
import { beforeAll, describe, expect, test, vi } from "vitest"
import { z } from "zod"
import { db } from "#lib/db.ts"
import { conflict, notAllowed } from "#lib/errors.ts"
import { listMembers } from "#lib/members/list.ts"
import { seal, sessionCookieName } from "#lib/members/session.ts"
import { createToken } from "#lib/members/tokens.ts"
import { api, bodyLimit, created, nothingHere } from "#lib/web/api.ts"
import { gather, somebody } from "../../vitest/cast.ts"

const home = "http://localhost:3000"
let bearer: string
let cookie: string
let who: string

beforeAll(async () => {
  who = (await somebody({ name: "Anna" })).id
  bearer = `Bearer ${(await createToken(who, { name: "test" })).token}`
  const session = await db.session.create({ data: { userId: who, expiresAt: new Date(Date.now() + 60_000) } })
  cookie = `${sessionCookieName(false)}=${await seal({ sub: who, sid: session.id })}`
})

const noteInput = z.strictObject({ note: z.string().min(1) })
const echo = api(noteInput, async ({ input, who }) => created({ ...input, who }))
const hello = api(async ({ person, params }) => ({ name: person.name, ...params }))

async function call(route: typeof hello, init: RequestInit & { params?: Record<string, string> } = {}) {
  const { params = {}, headers, ...rest } = init
  const request = new Request(`${home}/api/v1/x`, { ...rest, headers: { host: "localhost:3000", ...headers } })
  const response = await route(request, { params: Promise.resolve(params) })
  return { status: response.status, body: await response.json(), headers: response.headers }
}

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  call(echo, {
    method: "POST",
    body,
    headers: { authorization: bearer, "content-type": "application/json", ...headers },
  })

describe("who may call", () => {
  test("nobody without a token or session: 401, and what to do about it", async () => {
    for (const headers of [
      {},
      { authorization: "Bearer chy_x" },
      { authorization: "Basic YTpi" },
      { authorization: "Bearer" },
    ]) {
      const { status, body, headers: sent } = await call(hello, { headers: headers as Record<string, string> })
      expect([status, body.error.code]).toEqual([401, "not-signed-in"])
      expect(sent.get("www-authenticate")).toBe("Bearer")
    }
  })

  test("a token or a session", async () => {
    expect(await call(hello, { headers: { authorization: bearer } })).toMatchObject({
      status: 200,
      body: { name: "Anna" },
    })
    expect(await call(hello, { headers: { cookie } })).toMatchObject({ status: 200, body: { name: "Anna" } })
  })

  test("a session that changes something only from a page of ours, a token from anywhere", async () => {
    const send = (headers: Record<string, string>) =>
      call(echo, { method: "POST", body: '{"note":"x"}', headers: { "content-type": "application/json", ...headers } })
    expect((await send({ cookie, origin: home })).status).toBe(201)
    for (const origin of ["http://evil.example", "null"]) {
      expect(await send({ cookie, origin })).toMatchObject({ status: 403, body: { error: { code: "not-allowed" } } })
    }
    expect((await send({ cookie })).status).toBe(403)
    expect((await send({ authorization: bearer, origin: "http://evil.example" })).status).toBe(201)
  })
})

test("a route without parameters is called without any", async () => {
  const request = new Request(`${home}/api/v1/me`, { headers: { authorization: bearer } })
  expect((await hello(request, { params: Promise.resolve(undefined) })).status).toBe(200)
})

describe("bad input is a clear message", () => {
  test("an id that is none is not found, before anything is asked of the database", async () => {
    for (const id of ["1", "../..", "%00", `${randomUUID()}x`, ""])
      expect(await call(hello, { params: { id }, headers: { authorization: bearer } })).toMatchObject({
        status: 404,
        body: { error: { code: "not-found" } },
      })
    const id = randomUUID()
    expect(await call(hello, { params: { id }, headers: { authorization: bearer } })).toMatchObject({
      status: 200,
      body: { id },
    })
  })

  test("a body that is no JSON, of another type or of the wrong shape: 400", async () => {
    for (const [body, headers] of [
      ["{", {}],
      ["note=x", { "content-type": "application/x-www-form-urlencoded" }],
      ['{"note":7}', {}],
      ['{"note":"x","more":1}', {}],
      ["null", {}],
      ["[]", {}],
      ["", {}],
      [new Uint8Array([34, 0xff, 34]), {}],
    ] as [BodyInit, Record<string, string>][])
      expect(await post(body, headers)).toMatchObject({ status: 400, body: { error: { code: "invalid" } } })
  })

  test("a body over the limit: 413, whether its length is said or not", async () => {
    const large = JSON.stringify({ note: "x".repeat(bodyLimit) })
    expect(await post(large)).toMatchObject({ status: 413, body: { error: { code: "too-large" } } })
    const chunk = new TextEncoder().encode("x".repeat(64 * 1024))
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1
        controller.enqueue(chunk)
      },
    })
    const request = new Request(`${home}/x`, {
      method: "POST",
      body: endless,
      duplex: "half",
      headers: { authorization: bearer, "content-type": "application/json" },
    } as RequestInit)
    expect((await echo(request, { params: Promise.resolve({}) })).status).toBe(413)
    expect(sent).toBeLessThan(20)
  })

  test("a refusal of the use case has its own status", async () => {
    const refusing = (error: Error) =>
      api(async () => {
        throw error
      })
    const headers = { authorization: bearer }
    expect(await call(refusing(notAllowed()), { headers })).toMatchObject({
      status: 403,
      body: { error: { code: "not-allowed" } },
    })
    const open = conflict("incomplete", { count: 2 }, ["a", "b"])
    expect(await call(refusing(open), { headers })).toMatchObject({
      status: 409,
      body: { error: { details: ["a", "b"] } },
    })
  })

  test("a bug shows a number and nothing else", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {})
    const broken = api(async () => {
      throw new Error("select password from users")
    })
    const { status, body } = await call(broken, { headers: { authorization: bearer } })
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toContain("password")
    const id = /[0-9a-f-]{36}/.exec(body.error.message)?.[0]
    expect(log.mock.calls[0]?.[0]).toContain(id)
    log.mockRestore()
  })
})

test("messages come in the language that is asked for, else in the person's", async () => {
  const wrong = (language?: string) => post("{}", language === undefined ? {} : { "accept-language": language })
  expect((await wrong("zh-CN,zh;q=0.9,en;q=0.5")).body.error.message).toBe("请填写意见。")
  expect((await wrong("en;q=0.2, zh;q=0.1")).body.error.message).toBe("Note is missing.")
  expect((await wrong()).body.error.message).toBe("Note is missing.")
  await db.user.update({ where: { id: who }, data: { locale: "zh-CN" } })
  expect((await wrong("ru")).body.error.message).toBe("请填写意见。")
  await db.user.update({ where: { id: who }, data: { locale: "en" } })
})

test("a stranger gets not found, and answers are kept by no cache", async () => {
  const { workshopId, observer } = await gather()
  const members = api(async ({ who, params }) => listMembers(who, { workshopId: params.id ?? "" }))
  const stranger = await call(members, { params: { id: workshopId }, headers: { authorization: bearer } })
  expect(stranger).toMatchObject({ status: 404, body: { error: { code: "not-found" } } })
  const theirs = `Bearer ${(await createToken(observer, { name: "test" })).token}`
  const { status, body, headers } = await call(members, {
    params: { id: workshopId },
    headers: { authorization: theirs },
  })
  expect([status, body.length, headers.get("cache-control")]).toEqual([200, 5, "no-store"])
})

test("an address that is nothing answers in JSON", async () => {
  const response = nothingHere(new Request(`${home}/api/v1/nothing`, { headers: { "accept-language": "zh" } }))
  expect([response.status, (await response.json()).error]).toEqual([
    404,
    { code: "not-found", message: "所查内容不存在，或您无权查看。" },
  ])
})
