import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { personOfRequest } from "#lib/members/identify.ts"
import { createPerson } from "#lib/members/person.ts"
import { changePassword, endSession, listSessions } from "#lib/members/profile.ts"
import { seal, sessionCookieName } from "#lib/members/session.ts"
import { signIn } from "#lib/members/sign-in.ts"
import { addressUnit, attempt, keyOf, remembered, waitAfter } from "#lib/members/throttle.ts"
import { createToken, listTokens, revokeToken } from "#lib/members/tokens.ts"

const password = "the ferry leaves Aktau at dawn"
let email: string
let who: string
let address: string
let next = 0

beforeEach(async () => {
  email = `${randomUUID()}@example.org`
  next += 1
  address = `198.51.100.${next}`
  who = (await createPerson(db, { email, name: "Aigerim", password, locale: "en" })).id
})

const device = () => ({ address, userAgent: "a test" })
const refusal = (key: string) => expect.objectContaining({ code: "not-allowed", messageKey: key })
const cookieOf = async (session: { userId: string; sessionId: string }) =>
  `theme=dark; ${sessionCookieName(false)}=${await seal({ sub: session.userId, sid: session.sessionId })}`
const back = (milliseconds: number) =>
  db.signInFailure.updateMany({ data: { at: new Date(Date.now() - milliseconds) } })

describe("signing in", () => {
  test("the right password begins a session that the cookie stands for", async () => {
    const session = await signIn({ email, password }, device())
    const person = await personOfRequest({ cookie: await cookieOf(session) })
    expect(person).toEqual({
      id: who,
      name: "Aigerim",
      email,
      locale: "en",
      isAdministrator: false,
      sessionId: session.sessionId,
    })
  })

  test("a wrong password, an unknown e-mail and a disabled account are the same refusal", async () => {
    await expect(signIn({ email, password: `${password}!` }, device())).rejects.toEqual(refusal("signIn.failed"))
    await expect(signIn({ email: "nobody@example.org", password }, device())).rejects.toEqual(refusal("signIn.failed"))
    await db.user.update({ where: { id: who }, data: { disabledAt: new Date() } })
    await expect(signIn({ email, password }, device())).rejects.toEqual(refusal("signIn.failed"))
  })

  test("a cookie that was sealed with another secret, cut short or made up opens nothing", async () => {
    const cookie = await cookieOf(await signIn({ email, password }, device()))
    for (const bad of [
      cookie.slice(0, -4),
      `${sessionCookieName(false)}=x.y.z`,
      `${sessionCookieName(false)}=`,
      "",
      "theme=dark",
    ])
      expect(await personOfRequest({ cookie: bad })).toBeNull()
  })
})

describe("a session ends at once", () => {
  test("when it is ended from another device, and nobody else can end it", async () => {
    const here = await signIn({ email, password }, device())
    const there = await signIn({ email, password }, device())
    const stranger = await createPerson(db, {
      email: `${randomUUID()}@example.org`,
      name: "Chen",
      password,
      locale: "zh-CN",
    })
    await expect(endSession(stranger.id, { sessionId: there.sessionId })).rejects.toMatchObject({ code: "not-found" })
    await endSession(who, { sessionId: there.sessionId })
    expect(await personOfRequest({ cookie: await cookieOf(there) })).toBeNull()
    expect(await personOfRequest({ cookie: await cookieOf(here) })).not.toBeNull()
    expect((await listSessions(who)).map(({ id }) => id)).toEqual([here.sessionId])
    await expect(endSession(who, { sessionId: there.sessionId })).rejects.toMatchObject({ code: "not-found" })
    await expect(endSession(who, { sessionId: "1" })).rejects.toMatchObject({ code: "not-found" })
  })

  test("when it expires, and when the person is disabled", async () => {
    const old = await signIn({ email, password }, device())
    await db.session.update({ where: { id: old.sessionId }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await personOfRequest({ cookie: await cookieOf(old) })).toBeNull()
    const session = await signIn({ email, password }, device())
    await db.user.update({ where: { id: who }, data: { disabledAt: new Date() } })
    expect(await personOfRequest({ cookie: await cookieOf(session) })).toBeNull()
  })

  test("a session of one person does not serve another", async () => {
    const mine = await signIn({ email, password }, device())
    const other = await createPerson(db, {
      email: `${randomUUID()}@example.org`,
      name: "Chen",
      password,
      locale: "zh-CN",
    })
    expect(await personOfRequest({ cookie: await cookieOf({ ...mine, userId: other.id }) })).toBeNull()
  })

  test("a new password ends every session but the one that set it", async () => {
    const here = await signIn({ email, password }, device())
    const there = await signIn({ email, password }, device())
    const change = { keep: here.sessionId, address }
    const better = "nine mountains, two rivers"
    await expect(changePassword(who, { current: "not this one at all", next: better }, change)).rejects.toMatchObject({
      code: "invalid",
      messageKey: "password.wrong",
    })
    await expect(changePassword(who, { current: password, next: "password12345678" }, change)).rejects.toMatchObject({
      messageKey: "password.common",
      details: { field: "next" },
    })
    expect(await personOfRequest({ cookie: await cookieOf(there) })).not.toBeNull()
    await changePassword(who, { current: password, next: better }, change)
    expect(await personOfRequest({ cookie: await cookieOf(there) })).toBeNull()
    expect(await personOfRequest({ cookie: await cookieOf(here) })).not.toBeNull()
    await expect(signIn({ email, password }, device())).rejects.toEqual(refusal("signIn.failed"))
    await signIn({ email, password: better }, device())
  })
})

describe("guessing is slow", () => {
  test("five attempts are free; then the right password is not looked at either until the wait is over", async () => {
    for (let i = 0; i < 5; i++)
      await expect(signIn({ email, password: "wrong" }, device())).rejects.toEqual(refusal("signIn.failed"))
    const refused = await signIn({ email, password }, device()).catch((error) => error)
    expect(refused).toEqual(refusal("signIn.throttled"))
    expect(refused.values.seconds).toBeGreaterThan(0)
    expect(refused.values.seconds).toBeLessThanOrEqual(5)
    await back(6_000)
    await signIn({ email, password }, device())
  })

  test("the wait doubles with each failure up to a quarter of an hour", () => {
    expect([0, 4, 5, 6, 7, 10].map((failures) => waitAfter("account", failures))).toEqual([0, 0, 5, 10, 20, 160])
    expect(waitAfter("account", 1_000)).toBe(900)
    expect(waitAfter("address", 49)).toBe(0)
    expect(waitAfter("address", 50)).toBe(5)
  })

  test("guesses that are sent at once count one by one", async () => {
    const tries = Array.from({ length: 12 }, () =>
      attempt(email, address).then(
        () => "looked",
        () => "refused",
      ),
    )
    const answers = await Promise.all(tries)
    expect(answers.filter((answer) => answer === "looked")).toHaveLength(5)
  })

  test("one address that tries many accounts waits too, others do not, and within the hour it is forgotten", async () => {
    for (let i = 0; i < 2; i++) await attempt(`${i}@example.org`, address)
    await db.signInFailure.createMany({ data: Array.from({ length: 48 }, () => ({ key: keyOf("address", address) })) })
    await expect(signIn({ email, password }, device())).rejects.toMatchObject({ messageKey: "signIn.throttled" })
    await signIn({ email, password }, { address: "203.0.113.9", userAgent: "" })
    await back(61 * 60_000)
    await signIn({ email, password }, device())
  })

  test("the right password forgives; failures of yesterday are forgotten and thrown away", async () => {
    for (let i = 0; i < 4; i++) await attempt(email, address)
    await signIn({ email, password }, device())
    for (let i = 0; i < 4; i++) await attempt(email, address)
    await back(remembered + 1_000)
    await signIn({ email, password }, device())
    expect(await db.signInFailure.count()).toBe(0)
  })

  test("neither e-mail nor address is kept", async () => {
    await attempt(email, address)
    const kept = JSON.stringify(await db.signInFailure.findMany())
    expect(kept).not.toContain(email)
    expect(kept).not.toContain(address)
  })

  test.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:DB8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
  ])("%s counts as %s", (given, unit) => expect(addressUnit(given)).toBe(unit))
})

describe("API tokens", () => {
  test("a token is 256 random bits, opens what its person may, and only its hash is kept", async () => {
    const { id, token } = await createToken(who, { name: "a script" })
    expect(token).toMatch(/^chy_[\w-]{43}$/)
    expect(await personOfRequest({ bearer: token })).toEqual({
      id: who,
      name: "Aigerim",
      email,
      locale: "en",
      isAdministrator: false,
      tokenId: id,
    })
    expect(JSON.stringify(await db.apiToken.findMany())).not.toContain(token.slice(4))
  })

  test("a revoked token opens nothing; a stranger cannot revoke it", async () => {
    const { id, token } = await createToken(who, { name: "a script" })
    const stranger = await createPerson(db, {
      email: `${randomUUID()}@example.org`,
      name: "Chen",
      password,
      locale: "zh-CN",
    })
    await expect(revokeToken(stranger.id, { tokenId: id })).rejects.toMatchObject({ code: "not-found" })
    await revokeToken(who, { tokenId: id })
    expect(await personOfRequest({ bearer: token })).toBeNull()
    expect(await listTokens(who)).toEqual([])
  })

  test("a wrong token is not made good by a session", async () => {
    const cookie = await cookieOf(await signIn({ email, password }, device()))
    expect(await personOfRequest({ bearer: "", cookie })).toBeNull()
    expect(await personOfRequest({ bearer: `chy_${"a".repeat(43)}`, cookie })).toBeNull()
  })

  test("the last use is written at most once a minute", async () => {
    const { id, token } = await createToken(who, { name: "a script" })
    await personOfRequest({ bearer: token })
    const first = await db.apiToken.findUniqueOrThrow({ where: { id } })
    await personOfRequest({ bearer: token })
    expect(await db.apiToken.findUniqueOrThrow({ where: { id } })).toEqual(first)
    const earlier = new Date(Date.now() - 61_000)
    await db.apiToken.update({ where: { id }, data: { lastUsedAt: earlier } })
    await personOfRequest({ bearer: token })
    const later = await db.apiToken.findUniqueOrThrow({ where: { id } })
    expect(later.lastUsedAt?.getTime()).toBeGreaterThan(earlier.getTime() + 60_000)
  })
})
