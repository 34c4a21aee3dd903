// S-03: who has no business with a brief is turned away before anything of it is read.

import { randomUUID } from "node:crypto"
import { encode } from "next-auth/jwt"
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest"
import { db } from "#lib/db.ts"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { seal, sessionCookieName, sessionLasts } from "#lib/members/session.ts"
import { Room } from "./room.ts"
import { cookieOf, openBrief, openWorkshop, type Served, type Someone, serve, someone } from "./test-stage.ts"
import { ways } from "./test-upgrade.ts"
import { Close } from "./wire.ts"

/** It looks on: every room that is opened is opened for real. */
const opened = vi.spyOn(Room, "open")

describe.each(ways)("by $way", ({ ask: askAt, yes }) => {
  let served: Served
  let brief: string
  let foreign: string
  let anna: Someone
  let cookie: string
  beforeAll(async () => {
    served = await serve()
    const workshop = await openWorkshop()
    anna = await someone("Anna", workshop, "drafter")
    brief = await openBrief(workshop)
    foreign = await openBrief(await openWorkshop())
    cookie = (await cookieOf(anna)).cookie
  })

  afterAll(() => served.stop())

  afterEach(() => opened.mockClear())

  const ask = (
    name: string,
    headers: Record<string, string> = { Cookie: cookie },
    query = `?schema=${SCHEMA_VERSION}&client=1`,
  ) => askAt(served, `/collab/${name}${query}`, { Origin: served.origin, ...headers })

  test("nobody comes in without a session or token that holds, and no room is opened for them", async () => {
    const ended = await cookieOf(anna)
    await db.session.update({ where: { id: ended.sessionId }, data: { endedAt: new Date() } })
    const expired = await cookieOf(anna, { expiresAt: new Date(Date.now() - 1) })
    const left = await someone("Left", undefined)
    await db.member.create({ data: { workshopId: await openWorkshop(), userId: left.id, role: "convener" } })
    const disabled = await cookieOf(left)
    await db.user.update({ where: { id: left.id }, data: { disabledAt: new Date() } })
    const live = await cookieOf(anna)
    const name = sessionCookieName(false)
    const claims = { sub: anna.id, sid: live.sessionId }
    const otherSecret = await encode({ token: { ...claims }, secret: "x".repeat(44), maxAge: sessionLasts })
    const strangers: Record<string, string>[] = [
      {},
      { Cookie: "" },
      { Cookie: `${name}=` },
      { Cookie: `${name}=forged` },
      { Cookie: `${name}=${anna.id}` },
      { Cookie: `${name}=${otherSecret}` },
      { Cookie: `${name}=${await seal({ sub: left.id, sid: live.sessionId })}` },
      { Cookie: `${name}=${await seal({ sub: anna.id, sid: randomUUID() })}` },
      { Cookie: `${name}=${await seal({ sub: "' or true --", sid: live.sessionId })}` },
      { Cookie: live.cookie.slice(0, -1) },
      { Cookie: ended.cookie },
      { Cookie: expired.cookie },
      { Cookie: disabled.cookie },
      { Cookie: `__Host-${live.cookie}` },
      { Authorization: `Bearer ${anna.token}` },
    ]
    for (const headers of strangers)
      expect([headers, await ask(brief, headers)]).toEqual([headers, { status: yes, close: Close.notSignedIn }])
    await db.apiToken.create({ data: { userId: anna.id, name: "old", hash: randomUUID(), revokedAt: new Date() } })
    const revoked = await someone("Revoked")
    await db.apiToken.updateMany({ where: { userId: revoked.id }, data: { revokedAt: new Date() } })
    const tokens = ["", "x", "chy_", `chy_${"A".repeat(43)}`, anna.token.slice(4), `${anna.token}A`, revoked.token]
    // A token decides alone: the cookie beside it is good.
    for (const token of tokens)
      expect([token, await ask(brief, { Cookie: cookie }, `?schema=${SCHEMA_VERSION}&token=${token}`)]).toEqual([
        token,
        { status: yes, close: Close.notSignedIn },
      ])
    expect(opened).not.toHaveBeenCalled()
    expect(served.collab.rooms).toBe(0)
  })

  test("a brief that is not theirs, or whose name is forged, is not there, and no room is opened for it", async () => {
    const half = brief.slice(0, 18)
    const names = [
      foreign,
      randomUUID(),
      "",
      ".",
      "undefined",
      `../${brief}`,
      `..%2f${brief}`,
      `%2e%2e/${brief}`,
      `x/../../${brief}`,
      `/${brief}`,
      `//${brief}`,
      `${brief}/`,
      `${brief}//`,
      `${brief}/x`,
      `x/../${foreign}`,
      `${brief}%2f`,
      `${brief}%00`,
      `%00${brief}`,
      `${half}%2d${brief.slice(19)}`,
      brief.toUpperCase(),
      `{${brief}}`,
      `urn:uuid:${brief}`,
      brief.replaceAll("-", ""),
      `${brief},${foreign}`,
      `${brief};${foreign}`,
      `${brief}%20`,
      `${brief}+`,
      `${brief}%0d%0aX:%20y`,
      `${brief}%3Fschema=1`,
      `${brief}\\`,
      `${brief}\u00ad`,
      `${half}\u2010${brief.slice(19)}`,
      "简报".repeat(10),
      `%E7%AE%80%E6%8A%A5`,
      `${brief}'--`,
      "*",
      "%",
      "%ZZ",
      "x".repeat(10_000),
      `${brief}${"0".repeat(10_000)}`,
    ]
    for (const name of names) {
      const { status, close } = await ask(encodeLatin(name))
      // An address with bytes that are no ASCII is no HTTP, and not even read.
      const isHttp = /^[\x20-\x7e]*$/.test(name)
      expect([name.slice(0, 60), close ?? status]).toEqual([name.slice(0, 60), isHttp ? Close.unknown : 400])
    }
    for (const query of [
      `?schema=${SCHEMA_VERSION}&brief=${brief}`,
      `?schema=${SCHEMA_VERSION}&briefId=${brief}&id=${brief}`,
      `?schema=${SCHEMA_VERSION}#/collab/${brief}`,
      `?schema=${SCHEMA_VERSION}&path=/collab/${brief}`,
    ])
      expect((await ask(foreign, undefined, query)).close).toBe(Close.unknown)
    expect(opened).not.toHaveBeenCalled()
    expect(served.collab.rooms).toBe(0)
  })

  test("an address that is none is answered, and opens nothing", async () => {
    const odd = ["http://[", "//", "*", `http://evil.example/collab/${brief}x`, `/collabx/${brief}`, `/${brief}`]
    for (const target of odd) {
      const { status, close } = await askAt(served, target, { Origin: served.origin, Cookie: cookie })
      expect([target, [400, Close.unknown]]).toEqual([target, expect.arrayContaining([close ?? status])])
    }
    const long = await ask(brief, { Cookie: cookie, "X-Long": "x".repeat(40_000) })
    expect(long.status).toBe(431)
    expect(opened).not.toHaveBeenCalled()
  })

  // The last: whoever came by HTTP comes again, and the brief stays open for them.
  test("whoever may come in does, and a room is opened for them", async () => {
    expect(await ask(brief)).toEqual({ status: yes, close: null })
    expect(opened).toHaveBeenCalledTimes(1)
  })
})

/** As bytes on the wire: an address is not text. */
const encodeLatin = (name: string) => Buffer.from(name).toString("latin1")
