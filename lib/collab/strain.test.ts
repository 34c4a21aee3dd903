// S-05 and S-08 where they weigh: presence sent a thousand times a second, and a reader that does not read, against a
// server in a process of its own. `npm run test:battery` does it for longer and prints what it cost.

import { afterEach, beforeEach, expect, inject, test } from "vitest"
import type * as Y from "yjs"
import { quietly, typist } from "./test-latency.ts"
import { OwnServer } from "./test-server.ts"
import {
  Client,
  openBrief,
  openWorkshop,
  Raw,
  type Someone,
  someone,
  storedDoc,
  textOf,
  until,
  writeParagraph,
} from "./test-stage.ts"
import { awarenessFrame } from "./wire.ts"

const isFull = inject("battery") === "full"
const mega = (bytes: number) => Number((bytes / 2 ** 20).toFixed(1))

let server: OwnServer
let workshop: string
let brief: string
let anna: Someone
let lan: Someone

beforeEach(async () => {
  server = await OwnServer.start()
  workshop = await openWorkshop()
  brief = await openBrief(workshop)
  anna = await someone("Anna", workshop, "drafter")
  lan = await someone("Lan", workshop, "convener")
})
afterEach(() => server.stop())

const turn = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Sends presence under one client id a thousand times a second, forging what can be forged, until told to stop. */
function flood(raw: Raw, client: number, victim: number) {
  const forged = { user: { id: "x", name: '<img src=x onerror="x()">', color: "red;background:url(//evil.example)" } }
  let sent = 0
  let isStopped = false
  const flooding = (async () => {
    while (!isStopped && raw.closed === null) {
      for (let i = 0; i < 10; i++) {
        const json = JSON.stringify({ ...forged, section: `${++sent}`, filler: "x".repeat(1_000) })
        raw.socket.send(
          awarenessFrame([
            { client, clock: sent, json },
            { client: victim, clock: 2 ** 30 + sent, json: sent % 2 ? "null" : json },
            { client: 700_000 + sent, clock: 1, json },
          ]),
        )
      }
      await turn(10)
    }
  })()
  return {
    stop: async () => {
      isStopped = true
      await flooding
      return sent
    },
  }
}

test("presence a thousand times a second: the others are seen right, edits go on, memory stays", async () => {
  const writer = new Client(server, brief, anna)
  const watcher = new Client(server, brief, lan)
  await Promise.all([writer.synced(), watcher.synced()])
  const text = writeParagraph(writer.doc, "")
  await writer.allSaved()
  const states = () => watcher.provider.awareness.getStates()
  const seen = (client: number) => states().get(client)
  writer.provider.awareness.setLocalState({ section: "before" })
  await until(() => seen(writer.doc.clientID)?.section === "before", watcher)
  const quiet = await quietly(writer, text, isFull ? 300 : 30)
  const before = await server.memory()

  const mallory = await someone("Mallory", workshop, "observer")
  const sockets = await Promise.all(
    Array.from({ length: 5 }, (_, i) => Raw.of(server, brief, mallory, `&client=${9_000 + i}`).following()),
  )
  const floods = sockets.map((raw, i) => flood(raw, 9_000 + i, writer.doc.clientID))
  const hands = typist(writer, text)
  await until(() => hands.count >= (isFull ? 400 : 40), writer)
  writer.provider.awareness.setLocalState({ section: "meanwhile" })
  await until(() => seen(writer.doc.clientID)?.section === "meanwhile", watcher)
  const meanwhile = await hands.stop()
  const after = await server.memory()
  const sent = (await Promise.all(floods.map((one) => one.stop()))).reduce((sum, count) => sum + count, 0)

  expect(seen(writer.doc.clientID)).toMatchObject({ user: { id: anna.id, name: "Anna" } })
  expect(sockets.filter(({ closed }) => closed)).toEqual([])
  // One state for each socket, and each says who it is.
  const floodersSeen = [...states().values()].filter(({ user }) => user?.id === mallory.id)
  expect(floodersSeen.length).toBeLessThanOrEqual(sockets.length)
  for (const { user } of floodersSeen)
    expect(user).toEqual({
      id: mallory.id,
      name: "Mallory",
      role: "observer",
      color: expect.stringMatching(/^#[0-9a-f]{6}$/),
    })
  expect([...states().keys()].filter((client) => client >= 700_000 && client < 800_000)).toEqual([])
  expect([server.isAlive, server.complaints]).toEqual([true, ""])
  expect(after.live - before.live).toBeLessThan(50 << 20)
  if (isFull)
    console.log(
      `S-05  ${sent} presence frames over ${sockets.length} sockets: memory ${mega(after.live - before.live)} MB; ` +
        `saved p50/p95 quiet ${quiet.p50.toFixed(1)}/${quiet.p95.toFixed(1)} ms, meanwhile ${meanwhile.p50.toFixed(1)}/${meanwhile.p95.toFixed(1)} ms (${(meanwhile.p95 / quiet.p95).toFixed(2)}×)`,
    )
  for (const { socket } of sockets) socket.terminate()
  for (const client of [writer, watcher]) client.leave()
}, 300_000)

test("a presence frame of a hundred thousand entries, or of a megabyte, ends the socket", async () => {
  const frames = [
    awarenessFrame(Array.from({ length: 100_000 }, (_, client) => ({ client, clock: 1, json: "{}" }))),
    awarenessFrame([{ client: 9, clock: 1, json: JSON.stringify({ section: "x".repeat(1 << 20) }) }]),
  ]
  for (const frame of frames) {
    const raw = await Raw.of(server, brief, lan).following()
    raw.socket.send(frame)
    await raw.end()
    expect([raw.closed?.code, raw.refusals]).toEqual([4403, ["too-big"]])
  }
})

/** What the two systems' buffers may hold of a socket beside the server's own: Linux lets a reader's grow to 32 MB. */
const beyondTheServer = 64

/** The memory of the server while somebody writes and deletes again, half a megabyte at a time; from the beginning. */
class Strain {
  readonly held: number[] = []
  readonly text: Y.XmlText
  megabytes = 0
  sockets = 0
  #writer: Client

  constructor(writer: Client) {
    this.#writer = writer
    this.text = writeParagraph(writer.doc, "")
  }

  /** Writes until so much is written. */
  async upTo(megabytes: number) {
    await this.#look()
    const piece = "x".repeat(1 << 19)
    for (; this.megabytes < megabytes; this.megabytes += 0.5) {
      this.text.insert(0, piece)
      await this.#writer.allSaved()
      this.text.delete(0, piece.length)
      await this.#writer.allSaved()
      if (this.megabytes % 10 === 0) await this.#look()
    }
  }

  get growth(): number {
    return Math.max(...this.held) - (this.held[0] as number)
  }

  async #look() {
    const { live, sockets } = await server.memory()
    this.held.push(live)
    this.sockets = sockets
  }
}

test("a reader that does not read costs what may wait for it, is dropped, and catches up when it returns", async () => {
  const megabytes = isFull ? 150 : 20
  const alone = new Client(server, await openBrief(workshop), anna)
  const writer = new Client(server, brief, anna)
  await Promise.all([alone.synced(), writer.synced()])
  // What a brief itself grows by is not the reader's.
  const without = new Strain(alone)
  await without.upTo(megabytes)
  alone.leave()
  const slow = await Raw.of(server, brief, lan).following()
  slow.socket.pause()
  const strained = new Strain(writer)
  await strained.upTo(megabytes)
  const extra = strained.growth - without.growth
  // How much the system takes off the server's hands is its own affair, and more on a slow machine.
  while (strained.sockets > 1 && strained.megabytes < megabytes + beyondTheServer)
    await strained.upTo(strained.megabytes + 10)
  expect(strained.sockets, `sockets after ${strained.megabytes} MB: the writer's`).toBe(1)
  slow.socket.resume()
  await slow.end()
  expect(slow.closed?.code).toBe(1006)
  expect(extra).toBeLessThan(50 << 20)
  if (isFull)
    console.log(
      `S-08  ${megabytes} MB written past a reader that does not read: it cost ${mega(extra)} MB at most, then was dropped`,
    )
  writeParagraph(writer.doc, "In the end")
  await writer.allSaved()
  const back = new Client(server, brief, lan)
  await back.synced()
  expect(textOf(back.doc)).toBe(textOf(writer.doc))
  expect(textOf(await storedDoc(brief))).toContain("In the end")
  expect([server.isAlive, server.complaints]).toEqual([true, ""])
  for (const client of [writer, back]) client.leave()
}, 600_000)
