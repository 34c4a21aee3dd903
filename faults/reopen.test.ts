// Edit, close at once, reopen: however slow the database is, nothing is lost, and nobody is served an older state than
// one that was acknowledged. The server is a process of its own; between it and Postgres is a line that takes its time.

import { beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import { env } from "#lib/env.ts"
import {
  eventually,
  openBrief,
  openWorkshop,
  Raw,
  type Someone,
  someone,
  until,
  writeParagraph,
} from "../lib/collab/test-stage.ts"
import { Sync, syncFrame } from "../lib/collab/wire.ts"
import { Server } from "./server.ts"
import { type SlowLine, slowLineTo } from "./slow-line.ts"
import { storedIn } from "./stage.ts"
import { wordsIn } from "./typing.ts"

let line: SlowLine
let server: Server
let workshop: string
let people: [Someone, Someone]

beforeAll(async () => {
  line = await slowLineTo(env.DATABASE_URL)
  server = new Server({ DATABASE_URL: line.url })
  await server.start()
  workshop = await openWorkshop()
  people = [await someone("Anna", workshop, "drafter"), await someone("Lan", workshop, "drafter")]
  return async () => {
    await server.kill()
    await line.close()
  }
})

/** Who is told to come later comes again. */
async function following(brief: string, person: Someone): Promise<Raw> {
  for (;;) {
    const socket = await Raw.of(server, brief, person).opened()
    socket.socket.send(syncFrame(Sync.step1, new Uint8Array([0])))
    await until(() => socket.updates(Sync.step2).length > 0 || socket.closed !== null, socket)
    if (!socket.closed) return socket
  }
}

/** What somebody is served who opens the brief with nothing. */
async function enter(brief: string, person: Someone): Promise<{ socket: Raw; doc: Y.Doc }> {
  const socket = await following(brief, person)
  const doc = new Y.Doc()
  for (const update of [...socket.updates(Sync.update), ...socket.updates(Sync.step2)]) Y.applyUpdate(doc, update)
  return { socket, doc }
}

/**
 * Opens, writes a word, and closes at once, or as soon as it is called saved, over and over; the next one is another
 * person. Says what was missing.
 */
async function reopening(cycles: number): Promise<string[]> {
  const brief = await openBrief(workshop)
  const missing: string[] = []
  const acknowledged: string[] = []
  const sent: string[] = []
  for (let cycle = 0; cycle < cycles; cycle++) {
    const { socket, doc } = await enter(brief, people[cycle % 2] as Someone)
    const served = wordsIn(doc)
    for (const word of acknowledged) if (served.get(word) !== 1) missing.push(`cycle ${cycle}: ${word}`)
    const word = `[${doc.clientID.toString(36)}-${cycle}]`
    doc.on("update", (update) => socket.socket.send(syncFrame(Sync.update, update)))
    writeParagraph(doc, word)
    sent.push(word)
    if (cycle % 2 === 0) {
      await until(() => socket.saved === 1, socket)
      acknowledged.push(word)
    }
    // A closing handshake: what was sent before it arrives, whatever becomes of it.
    socket.socket.close()
    if (cycle % 4 < 2) await socket.end()
  }
  const { socket } = await enter(brief, people[0])
  socket.socket.close()
  // The last word may still be on its way to a database that is far.
  let absent: string[] = []
  await eventually(async () => {
    const stored = wordsIn((await storedIn(env.DATABASE_URL, [brief])).get(brief) as Y.Doc)
    absent = sent.filter((word) => stored.get(word) !== 1)
    return absent.length === 0
  }).catch(() => missing.push(...absent.map((word) => `in the end: ${word}`)))
  return missing
}

const inParallel = async (briefs: number, cycles: number) =>
  (await Promise.all(Array.from({ length: briefs }, () => reopening(cycles)))).flat()

test.each([
  { delay: 0, briefs: 20, cycles: 20 },
  { delay: 150, briefs: 20, cycles: 5 },
  { delay: 1500, briefs: 4, cycles: 2 },
])(
  "with a database $delay ms away each way nothing is lost",
  async ({ delay, briefs, cycles }) => {
    line.delay = delay
    expect(await inParallel(briefs, cycles)).toEqual([])
  },
  120_000,
)
