// The protocol over plain HTTP, asked as a client would that keeps nothing but its document.

import { randomUUID } from "node:crypto"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { db } from "#lib/db.ts"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { nudge } from "#lib/nudge.ts"
import { roles } from "#lib/policy.ts"
import { type Answer, payload, read, said, send } from "./test-exchange.ts"
import { inRole } from "./test-roles.ts"
import {
  Client,
  eventually,
  holdBrief,
  openBrief,
  paragraphUpdate,
  Raw,
  type Served,
  type Someone,
  serve,
  someone,
  storedDoc,
  textOf,
  until,
  waiting,
  writeParagraph,
} from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"
import { awarenessFrame, Close, Message, packFrames, placeFrame, Sync, syncFrame } from "./wire.ts"

/** A person who keeps a document and the place of the last answer, as a page does. */
class Asker {
  readonly doc = new Y.Doc()
  place: Uint8Array | undefined
  answered = 0
  #served: Pick<Served, "port">
  #brief: string
  #person: Someone

  constructor(brief: string, person: Someone, from: Pick<Served, "port"> = served) {
    this.#served = from
    this.#brief = brief
    this.#person = person
  }

  at(other: Served): this {
    this.#served = other
    return this
  }

  /** Asks with these edits, and takes in what is answered. */
  async ask(...edits: Uint8Array[]): Promise<Answer> {
    const frames = [
      ...(this.place ? [placeFrame(this.place)] : []),
      syncFrame(Sync.step1, Y.encodeStateVector(this.doc)),
      ...edits.map((edit) => syncFrame(Sync.update, edit)),
    ]
    const answer = read(await send(this.#served, this.#brief, `token=${this.#person.token}`, frames))
    for (const frame of answer.frames) {
      if (frame[0] === Message.place) this.place = payload(frame, 1)
      if (frame[0] === Message.sync && frame[1] !== Sync.step1) Y.applyUpdate(this.doc, payload(frame, 2))
    }
    this.answered++
    return answer
  }
}

/** Resolves when a request of this brief waits at the server. */
const polled = (from = served) => eventually(async () => from.collab.sockets > 0)

describe("who is let in", () => {
  test("a stranger and an unknown brief get the same answer, and nobody comes without a token or session", async () => {
    const stranger = await someone("Stranger")
    const brief = await openBrief(workshop)
    const answers = await Promise.all(
      [brief, randomUUID(), "nonsense"].map((id) => send(served, id, `token=${stranger.token}`, [])),
    )
    expect(read(answers[0] as Uint8Array).closed).toEqual({ code: Close.unknown, reason: "" })
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(read(await send(served, brief, "", [], { origin: served.origin })).closed?.code).toBe(Close.notSignedIn)
    const old = await fetch(`${served.origin}/collab/${brief}?token=${anna.token}`, { method: "POST" })
    expect(read(new Uint8Array(await old.arrayBuffer())).closed?.code).toBe(Close.oldSchema)
    for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }] as Record<string, string>[])
      await expect(send(served, brief, `token=${anna.token}`, [], headers)).rejects.toThrow("403")
    await expect(send(served, brief, "", [])).rejects.toThrow("403")
    expect((await fetch(`${served.origin}/collab/${brief}?token=${anna.token}`)).status).toBe(405)
    expect(served.collab.sockets).toBe(0)
  })

  test.each(roles)("%s by HTTP may do what they may by socket", async (role) => {
    const brief = await openBrief(workshop)
    const answer = await new Asker(brief, inRole(role)).ask(paragraphUpdate("Mine"))
    const writes = role === "convener" || role === "drafter"
    expect(answer.saved).toBe(writes ? 1 : 0)
    expect(answer.refused).toBe(writes ? undefined : "read-only")
    expect(answer.closed?.code).toBe(writes ? undefined : Close.final)
    expect(textOf(await storedDoc(brief))).toBe(writes ? "<paragraph>Mine</paragraph>" : "")
  })

  test("no client id can be used by two people", async () => {
    const brief = await openBrief(workshop)
    await new Asker(brief, anna).ask(paragraphUpdate("Anna", { client: 77 }))
    const answer = await new Asker(brief, lan).ask(paragraphUpdate("As Anna", { client: 77 }))
    expect(answer.refused).toBe("foreign-client")
  })

  test("what is no body, or too large a one, is refused", async () => {
    const brief = await openBrief(workshop)
    const url = `${served.origin}/collab/${brief}?schema=${SCHEMA_VERSION}&token=${anna.token}`
    const ask = async (body: Uint8Array<ArrayBuffer>) =>
      read(new Uint8Array(await (await fetch(url, { method: "POST", body })).arrayBuffer())).refused
    expect(await ask(new Uint8Array([200, 1, 2]))).toBe("malformed")
    expect(await ask(new Uint8Array(packFrames([new Uint8Array([9])])))).toBe("message")
    expect(await ask(new Uint8Array(5 << 20))).toBe("too-big")
    expect(await ask(new Uint8Array(packFrames([placeFrame(new Uint8Array([9, 9]))])))).toBe("malformed")
  })
})

describe("a request with edits", () => {
  test("is answered when they are in the database", async () => {
    const brief = await openBrief(workshop)
    const release = await holdBrief(brief)
    let isAnswered = false
    const asking = new Asker(brief, anna).ask(paragraphUpdate("One"), paragraphUpdate("Two")).finally(() => {
      isAnswered = true
    })
    await eventually(async () => (await waiting()).length > 0)
    expect(isAnswered).toBe(false)
    await release()
    expect((await asking).saved).toBe(2)
    expect(textOf(await storedDoc(brief))).toContain("Two")
  })

  test("repeated, because its answer was lost, stores nothing twice and is saved", async () => {
    const brief = await openBrief(workshop)
    const edit = paragraphUpdate("Once")
    const asker = new Asker(brief, anna)
    expect((await asker.ask(edit)).saved).toBe(1)
    expect((await new Asker(brief, anna).ask(edit)).saved).toBe(1)
    expect(textOf(await storedDoc(brief))).toBe("<paragraph>Once</paragraph>")
    expect(await db.briefUpdate.count({ where: { briefId: brief } })).toBe(1)
  })

  test("is refused whole when the right goes while it waits, and nothing of it is stored", async () => {
    const brief = await openBrief(workshop)
    const mo = await someone("Mo", workshop, "drafter")
    const release = await holdBrief(brief)
    const asking = new Asker(brief, mo).ask(paragraphUpdate("Too late"))
    await eventually(async () => (await waiting()).length > 0)
    await release(`update "Brief" set state = 'in_review' where id = '${brief}'`)
    const answer = await asking
    expect([answer.saved, answer.refused, answer.closed?.code]).toEqual([0, "rights-changed", Close.rightsChanged])
    expect(await db.briefUpdate.count({ where: { briefId: brief } })).toBe(0)
  })

  test("many requests of one person draw from one allowance", async () => {
    const brief = await openBrief(workshop)
    const doc = new Y.Doc()
    const edits: Uint8Array[] = []
    doc.on("update", (update) => edits.push(update))
    const text = writeParagraph(doc, "")
    while (edits.length < 270) text.insert(text.length, "a")
    const started = performance.now()
    for (let i = 0; i < 3; i++) await new Asker(brief, anna).ask(...edits.slice(i * 90, (i + 1) * 90))
    expect(performance.now() - started).toBeGreaterThan(1_000)
    expect(textOf(await storedDoc(brief))).toBe(`<paragraph>${"a".repeat(269)}</paragraph>`)
  })
})

describe("a request without edits", () => {
  test("waits while there is nothing to tell, and ends with the next edit or deletion of somebody", async () => {
    const own = await serve()
    const brief = await openBrief(workshop)
    const reader = new Asker(brief, anna, own)
    await reader.ask()
    const writer = new Y.Doc()
    const updates: Uint8Array[] = []
    writer.on("update", (update) => updates.push(update))
    const text = writeParagraph(writer, "Hello there")
    text.delete(0, 6)
    const { socket } = await Raw.of(own, brief, lan).following()
    for (const [i, expected] of ["Hello there", "there"].entries()) {
      const asking = reader.ask()
      await eventually(async () => own.collab.sockets === 2)
      expect(reader.answered).toBe(i + 1)
      socket.send(syncFrame(Sync.update, updates[i] as Uint8Array))
      await asking
      expect(textOf(reader.doc)).toBe(`<paragraph>${expected}</paragraph>`)
    }
    socket.close()
    await own.stop()
  })

  test("ends with the nudge that comments moved", async () => {
    const brief = await openBrief(workshop)
    const reader = new Asker(brief, inRole("reviewer"))
    await reader.ask()
    const asking = reader.ask()
    await polled()
    await nudge(brief, "threads")
    const { frames } = await asking
    expect(said(frames.find((frame) => frame[0] === Message.nudge))).toEqual({ what: "threads" })
  })

  test("ends when the person is demoted, and when they were demoted between two requests the next one says so", async () => {
    const brief = await openBrief(workshop)
    const mo = await someone("Mo", workshop, "drafter")
    const asker = new Asker(brief, mo)
    await asker.ask()
    const asking = asker.ask()
    await polled()
    await db.member.updateMany({ where: { userId: mo.id }, data: { role: "reviewer" } })
    await nudge(brief, "access", mo.id)
    expect((await asking).closed?.code).toBe(Close.rightsChanged)
    const again = new Asker(brief, mo)
    await again.ask()
    await db.member.updateMany({ where: { userId: mo.id }, data: { role: "observer" } })
    expect((await again.ask()).closed?.code).toBe(Close.rightsChanged)
  })

  test("ends when the brief is frozen, for readers who were away at that moment too", async () => {
    const brief = await openBrief(workshop)
    const [writer, reader] = [new Asker(brief, anna), new Asker(brief, inRole("approver"))]
    await Promise.all([writer.ask(), reader.ask()])
    const asking = writer.ask()
    await polled()
    await db.brief.update({ where: { id: brief }, data: { state: "in_review" } })
    await nudge(brief, "state")
    expect((await asking).closed?.code).toBe(Close.rightsChanged)
    expect((await reader.ask()).closed?.code).toBe(Close.rightsChanged)
  })

  test("ends when the server stops, with the code of a restart", async () => {
    const own = await serve()
    const brief = await openBrief(workshop)
    const asker = new Asker(brief, anna, own)
    await asker.ask()
    const asking = asker.ask()
    await polled(own)
    await own.stop()
    expect((await asking).closed?.code).toBe(Close.restart)
  })

  test("leaves nothing behind when whoever asked goes away", async () => {
    const own = await serve()
    const brief = await openBrief(workshop)
    const gone = new AbortController()
    const asker = new Asker(brief, anna, own)
    await asker.ask()
    const asking = fetch(`${own.origin}/collab/${brief}?schema=${SCHEMA_VERSION}&token=${anna.token}`, {
      method: "POST",
      body: packFrames([
        placeFrame(asker.place as Uint8Array),
        syncFrame(Sync.step1, new Uint8Array([0])),
      ]) as Uint8Array<ArrayBuffer>,
      signal: gone.signal,
    }).catch(() => {})
    await polled(own)
    gone.abort()
    await asking
    await eventually(async () => own.collab.sockets === 0)
    await own.stop()
  })
})

test("nobody is present over HTTP, whatever they say of themselves", async () => {
  const own = await serve()
  const brief = await openBrief(workshop)
  const [watcher, other] = [new Client(own, brief, lan), new Client(own, brief, inRole("convener"))]
  await Promise.all([watcher.synced(), other.synced()])
  const seen = new Set<number>()
  watcher.provider.awareness.on("change", ({ added }: { added: number[] }) => {
    for (const client of added) seen.add(client)
  })
  const presence = awarenessFrame([{ client: 77, clock: 1, json: '{"section":"problem"}' }])
  const silent = new AbortController()
  // It waits, for it asks for nothing: whoever is present by it would be for twenty seconds.
  const query = `token=${anna.token}&client=77`
  const asking = send(own, brief, query, [presence, new Uint8Array([Message.queryAwareness])], {}, silent.signal)
  await eventually(async () => own.collab.sockets === 3)
  await send(own, brief, query, [syncFrame(Sync.update, paragraphUpdate("Said", { client: 77 }))])
  other.provider.awareness.setLocalState({ section: "actors" })
  const states = watcher.provider.awareness.getStates()
  await until(() => states.get(other.doc.clientID)?.section === "actors", watcher)
  await until(() => textOf(watcher.doc).includes("Said"), watcher)
  expect(seen.has(77)).toBe(false)
  silent.abort()
  await expect(asking).rejects.toThrow("aborted")
  for (const client of [watcher, other]) client.leave()
  await own.stop()
})

test("each request may go to another node: everything arrives, and who has it all waits at any of them", async () => {
  const [a, b] = await Promise.all([serve(), serve()])
  const brief = await openBrief(workshop)
  const [writer, reader] = [new Asker(brief, anna, a), new Asker(brief, lan, a)]
  await reader.ask()
  for (let i = 0; i < 6; i++) {
    const update = paragraphUpdate(`Paragraph ${i}`)
    const asking = reader.at(i % 2 ? a : b).ask()
    expect((await writer.at(i % 2 ? b : a).ask(update)).saved).toBe(1)
    await asking
    while (!textOf(reader.doc).includes(`Paragraph ${i}`)) await reader.ask()
  }
  expect(textOf(reader.doc)).toBe(textOf(await storedDoc(brief)))
  // Told everything by one, it has nothing to hear from the other, nor from the first again.
  for (const node of [a, b, a, b]) {
    const answeredBefore = reader.answered
    const asking = reader.at(node).ask()
    await eventually(async () => node.collab.sockets > 0 || reader.answered > answeredBefore)
    if (reader.answered > answeredBefore) continue
    await nudge(brief, "threads")
    await asking
  }
  await Promise.all([a.stop(), b.stop()])
})
