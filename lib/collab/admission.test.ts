import { randomUUID } from "node:crypto"
import { beforeAll, describe, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { nudge } from "#lib/nudge.ts"
import { roles } from "#lib/policy.ts"
import { inRole } from "./test-roles.ts"
import {
  Client,
  cookieOf,
  eventually,
  holdBrief,
  openBrief,
  paragraphUpdate,
  Raw,
  someone,
  storedDoc,
  textOf,
  until,
  waiting,
  writeParagraph,
} from "./test-stage.ts"
import { anna, served, workshop } from "./test-writers.ts"
import { Close, Sync, syncFrame } from "./wire.ts"

let brief: string

beforeAll(async () => {
  brief = await openBrief(workshop)
})

describe("who may write", () => {
  test("a reader's deletions are taken out and the reader stays", async () => {
    const own = await openBrief(workshop)
    const a = new Client(served, own, anna)
    await a.synced()
    const reader = new Client(served, own, inRole("observer"))
    await reader.synced()
    writeParagraph(a.doc, "Stays")
    await until(() => textOf(reader.doc).includes("Stays"), reader)
    reader.doc.getXmlFragment("p:problem:en").delete(0, 1)
    await reader.allSaved()
    expect(textOf(await storedDoc(own))).toContain("Stays")
    expect(textOf(a.doc)).toContain("Stays")
    expect(reader.closed).toBeNull()
    a.leave()
    reader.leave()
  })
})

describe("who may come in", () => {
  test("a stranger and an unknown brief get the same answer", async () => {
    const stranger = await someone("Stranger")
    const answers = await Promise.all(
      [brief, randomUUID(), "nonsense", "..%2f..", brief.toUpperCase(), `${brief}/`].map(async (id) => {
        const raw = Raw.of(served, id, stranger)
        await raw.end()
        return { closed: raw.closed, frames: raw.frames, status: raw.status }
      }),
    )
    expect(answers[0]).toEqual({ closed: { code: Close.unknown, reason: "" }, frames: [], status: null })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test("nobody comes in without a session or token that holds", async () => {
    const { cookie, sessionId } = await cookieOf(anna)
    await db.session.update({ where: { id: sessionId }, data: { endedAt: new Date() } })
    for (const raw of [
      new Raw(served, `/collab/${brief}`, { origin: served.origin }),
      new Raw(served, `/collab/${brief}?token=chy_${"A".repeat(43)}`),
      new Raw(served, `/collab/${brief}`, { origin: served.origin, cookie }),
      new Raw(served, `/collab/${brief}`, { origin: served.origin, cookie: "next-auth.session-token=forged" }),
    ]) {
      await raw.end()
      expect(raw.closed?.code).toBe(Close.notSignedIn)
    }
  })

  test("an older schema is turned away before it can write", async () => {
    const raw = Raw.of(served, brief, anna, "&schema=0")
    await raw.end()
    expect(raw.closed?.code).toBe(Close.oldSchema)
  })

  test.each(roles)("%s who does not say a schema is turned away if they could write", async (role) => {
    const raw = Raw.of(served, brief, inRole(role), "&schema=")
    await raw.opened()
    raw.socket.send(syncFrame(Sync.step1, new Uint8Array([0])))
    await until(() => raw.closed !== null || raw.updates(Sync.step2).length > 0, raw)
    expect(raw.closed?.code).toBe(role === "convener" || role === "drafter" ? Close.oldSchema : undefined)
    raw.socket.close()
  })

  test("a reader without a schema who is let write comes back and is told to reload", async () => {
    const own = await openBrief(workshop)
    const mo = await someone("Mo", workshop, "observer")
    const raw = await Raw.of(served, own, mo, "&schema=").following()
    await db.member.updateMany({ where: { userId: mo.id }, data: { role: "drafter" } })
    await nudge(own, "access", mo.id)
    await raw.end()
    expect(raw.closed?.code).toBe(Close.oldSchema)
  })

  test("the eleventh socket of one person on one brief is turned away", async () => {
    const own = await openBrief(workshop)
    const ten = await Promise.all(Array.from({ length: 10 }, () => Raw.of(served, own, anna).following()))
    const eleventh = Raw.of(served, own, anna)
    await eleventh.end()
    expect(eleventh.closed).toEqual({ code: Close.later, reason: "too-many-sockets" })
    expect(ten.filter(({ closed }) => closed)).toEqual([])
    for (const { socket } of ten) socket.close()
  })
})

describe("when rights change", () => {
  test("a demoted member is cut, and comes back as a reader", async () => {
    const own = await openBrief(workshop)
    const mo = await someone("Mo", workshop, "drafter")
    const [client, other] = [new Client(served, own, mo), new Client(served, own, anna)]
    await Promise.all([client.synced(), other.synced()])
    await db.member.updateMany({ where: { userId: mo.id }, data: { role: "observer" } })
    await nudge(own, "access", mo.id)
    await until(() => client.closed !== null, client)
    expect(client.closed?.code).toBe(Close.rightsChanged)
    await client.synced()
    writeParagraph(client.doc, "Still me")
    await until(() => client.closed?.code === Close.final, client)
    expect(client.refusals).toContain("read-only")
    expect(other.closed).toBeNull()
    expect(textOf(await storedDoc(own))).toBe("")
    client.leave()
    other.leave()
  })

  test("a removed member is cut for good, without a word on the brief", async () => {
    const own = await openBrief(workshop)
    const mo = await someone("Mo", workshop, "drafter")
    const raw = await Raw.of(served, own, mo).following()
    await db.member.updateMany({ where: { userId: mo.id }, data: { removedAt: new Date() } })
    await nudge(own, "access", mo.id)
    await raw.end()
    expect(raw.closed?.code).toBe(Close.final)
    const again = Raw.of(served, own, mo)
    await again.end()
    expect(again.closed?.code).toBe(Close.unknown)
  })

  test("nothing of a demoted member is stored after the demotion, even before anybody is nudged", async () => {
    const own = await openBrief(workshop)
    const mo = await someone("Mo", workshop, "drafter")
    const [raw, other] = [await Raw.of(served, own, mo).following(), await Raw.of(served, own, anna).following()]
    await db.member.updateMany({ where: { userId: mo.id }, data: { role: "reviewer" } })
    raw.socket.send(syncFrame(Sync.update, paragraphUpdate("Too late")))
    await raw.end()
    expect(raw.closed?.code).toBe(Close.rightsChanged)
    expect(raw.refusals).toEqual(["rights-changed"])
    other.socket.send(syncFrame(Sync.update, paragraphUpdate("Unharmed")))
    await until(() => other.saved === 1, other)
    expect(textOf(await storedDoc(own))).toBe("<paragraph>Unharmed</paragraph>")
    other.socket.close()
  })

  test("whoever is refused with several edits under way does not disturb the others", async () => {
    const own = await openBrief(workshop)
    const mo = await someone("Mo", workshop, "drafter")
    const [client, other] = [new Client(served, own, mo), new Client(served, own, anna)]
    await Promise.all([client.synced(), other.synced()])
    await Promise.all([client.allSaved(), other.allSaved()])
    const release = await holdBrief(own)
    const text = writeParagraph(client.doc, "One")
    await eventually(async () => (await waiting()).length > 0)
    text.insert(3, ", two, three")
    writeParagraph(other.doc, "Anna's")
    const asked = await Raw.of(served, own, mo).following()
    await release(`update "Member" set role = 'observer' where "userId" = '${mo.id}'`)
    await until(() => client.closed !== null, client)
    expect(client.closed?.code).toBe(Close.rightsChanged)
    await other.allSaved()
    expect(other.closed).toBeNull()
    expect(textOf(await storedDoc(own))).toBe("<paragraph>Anna's</paragraph>")
    await asked.end()
    client.leave()
    other.leave()
  })

  test("whoever came back before an edit was refused is refused with it, and never hears that it is saved", async () => {
    const own = await openBrief(workshop)
    const mo = await someone("Mo", workshop, "drafter")
    const edit = syncFrame(Sync.update, paragraphUpdate("One"))
    const before = await Raw.of(served, own, mo).following()
    const release = await holdBrief(own)
    before.socket.send(edit)
    await eventually(async () => (await waiting()).length > 0)
    before.socket.close()
    await before.end()
    const after = await Raw.of(served, own, mo).following()
    after.socket.send(edit)
    after.socket.send(syncFrame(Sync.step1, new Uint8Array([0])))
    await until(() => after.updates(Sync.step2).length === 2, after)
    await release(`update "Member" set role = 'observer' where "userId" = '${mo.id}'`)
    await until(() => after.saved > 0 || after.closed !== null, after)
    expect(after.saved).toBe(0)
    expect(after.closed?.code).toBe(Close.rightsChanged)
    expect(textOf(await storedDoc(own))).toBe("")
  })

  test("nothing comes through a session after it has ended", async () => {
    const own = await openBrief(workshop)
    const { cookie, sessionId } = await cookieOf(anna)
    const raw = await new Raw(served, `/collab/${own}`, { cookie, origin: served.origin }).following()
    await db.session.update({ where: { id: sessionId }, data: { endedAt: new Date() } })
    raw.socket.send(syncFrame(Sync.update, paragraphUpdate("After sign-out")))
    await raw.end()
    expect(await db.briefUpdate.count({ where: { briefId: own } })).toBe(0)
    const second = await cookieOf(anna)
    const open = await new Raw(served, `/collab/${own}`, { cookie: second.cookie, origin: served.origin }).following()
    await db.session.update({ where: { id: second.sessionId }, data: { endedAt: new Date() } })
    await nudge(own, "access", anna.id)
    await open.end()
    expect(open.closed?.code).toBe(Close.notSignedIn)
  })

  test("nothing comes through a session that ran out, nor through a token that was revoked", async () => {
    const own = await openBrief(workshop)
    const { cookie, sessionId } = await cookieOf(anna)
    const raw = await new Raw(served, `/collab/${own}`, { cookie, origin: served.origin }).following()
    await db.session.update({ where: { id: sessionId }, data: { expiresAt: new Date() } })
    raw.socket.send(syncFrame(Sync.update, paragraphUpdate("After the end")))
    const mo = await someone("Mo", workshop, "drafter")
    const byToken = await Raw.of(served, own, mo).following()
    await db.apiToken.updateMany({ where: { userId: mo.id }, data: { revokedAt: new Date() } })
    byToken.socket.send(syncFrame(Sync.update, paragraphUpdate("After the revocation")))
    await until(() => raw.saved + byToken.saved > 0 || (raw.closed !== null && byToken.closed !== null), raw, byToken)
    expect([raw.closed?.code, byToken.closed?.code]).toEqual([Close.rightsChanged, Close.rightsChanged])
    expect(await db.briefUpdate.count({ where: { briefId: own } })).toBe(0)
  })

  test("no edit follows the freeze: what waits while a version is made is refused", async () => {
    const own = await openBrief(workshop)
    const raw = await Raw.of(served, own, anna).following()
    const witness = await Raw.of(served, own, inRole("convener")).following()
    const release = await holdBrief(own)
    raw.socket.send(syncFrame(Sync.update, paragraphUpdate("Behind the freeze")))
    await eventually(async () => (await waiting()).length > 0)
    await release(`update "Brief" set state = 'in_review' where id = '${own}'`)
    await raw.end()
    expect(raw.closed?.code).toBe(Close.rightsChanged)
    expect(await db.briefUpdate.count({ where: { briefId: own } })).toBe(0)
    expect(witness.updates(Sync.update)).toEqual([])
    await nudge(own, "state")
    await witness.end()
    expect(witness.closed?.code).toBe(Close.rightsChanged)
  })

  test("what another part of the server writes into the log is shown to whoever is there", async () => {
    const own = await openBrief(workshop)
    const a = new Client(served, own, anna)
    await a.synced()
    const data = paragraphUpdate("Filled", { client: 4242 }) as Uint8Array<ArrayBuffer>
    await db.briefUpdate.create({ data: { briefId: own, data, authorId: anna.id } })
    await nudge(own, "access")
    await until(() => textOf(a.doc).includes("Filled"), a)
    await nudge(own, "threads")
    await until(() => a.nudges.includes("threads"), a)
    a.leave()
  })
})
