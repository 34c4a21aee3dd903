// S-06: frames that no editor sends, against a server in a process of its own: from somebody who may only read, and
// from somebody who may write. `npm test` sends a few thousand; `npm run test:battery` a hundred thousand for each of
// three seeds, and prints what it did to memory and to whoever types meanwhile.

import { fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { afterEach, beforeEach, expect, inject, test } from "vitest"
import * as Y from "yjs"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { contentOf, hashOf } from "./test-content.ts"
import type { Attack, Outcome } from "./test-fuzzer.ts"
import { quietly, typist } from "./test-latency.ts"
import { OwnServer } from "./test-server.ts"
import { Client, openBrief, openWorkshop, someone, storedDoc, textOf, writeParagraph } from "./test-stage.ts"

const isFull = inject("battery") === "full"
const count = isFull ? 100_000 : 1_500
const seeds = [20261121, 7, 424242]

let server: OwnServer
beforeEach(async () => {
  server = await OwnServer.start()
})
afterEach(() => server.stop())

async function attack(
  brief: string,
  role: "observer" | "drafter",
  workshop: string,
  seed: number,
  frames = count,
): Promise<Outcome> {
  const attackers = await Promise.all([1, 2, 3].map((i) => someone(`Mallory ${i}`, workshop, role)))
  const paths = attackers.flatMap(({ token }) =>
    Array.from({ length: 4 }, () => `/collab/${brief}?token=${token}&schema=${SCHEMA_VERSION}`),
  )
  const known = Buffer.from(Y.encodeStateAsUpdate(await storedDoc(brief))).toString("base64")
  const child = fork(join(import.meta.dirname, "test-fuzzer.ts"), [], { execArgv: [] })
  child.send({ port: server.port, paths, seed, count: frames, known } satisfies Attack)
  const [outcome] = (await once(child, "message")) as [Outcome]
  child.disconnect()
  return outcome
}

test.each(seeds)(
  "frames without sense, seed %i: nothing falls, nothing of a reader's is kept, others type on",
  async (seed) => {
    const workshop = await openWorkshop()
    const anna = await someone("Anna", workshop, "drafter")
    const brief = await openBrief(workshop)
    const honest = new Client(server, brief, anna)
    await honest.synced()
    const text = writeParagraph(honest.doc, "Start")
    await honest.allSaved()
    const quiet = await quietly(honest, text, isFull ? 300 : 30)

    // What grows once has grown before it is measured.
    if (isFull) await attack(brief, "observer", workshop, seed + 1, 2_000)
    const before = await server.memory()
    const hands = typist(honest, text)
    const outcome = await attack(brief, "observer", workshop, seed)
    const meanwhile = await hands.stop()
    const after = await server.memory()

    expect(outcome.sent).toBe(count)
    expect(server.isAlive).toBe(true)
    expect(server.complaints).toBe("")
    const stored = await storedDoc(brief)
    expect(textOf(stored)).toMatch(/^<paragraph>Start\.+<\/paragraph>$/)
    expect(await hashOf(stored)).toBe(await hashOf(honest.doc))
    expect(stored.store.pendingStructs).toBeNull()
    expect(after.live - before.live).toBeLessThan(50 << 20)
    if (isFull) {
      const ms = (value: number) => value.toFixed(1)
      const mega = (bytes: number) => (bytes / 2 ** 20).toFixed(1)
      console.log(
        `S-06  seed ${seed}: ${outcome.sent} frames, sockets ended ${JSON.stringify(outcome.ended)}, memory alive ${mega(after.live - before.live)} MB, resident ${mega(after.resident - before.resident)} MB; ` +
          `saved p50/p95 quiet ${ms(quiet.p50)}/${ms(quiet.p95)} ms, meanwhile ${ms(meanwhile.p50)}/${ms(meanwhile.p95)} ms (${(meanwhile.p95 / quiet.p95).toFixed(2)}×, ${meanwhile.count} edits)`,
      )
    }
    honest.leave()
  },
  1_800_000,
)

test("frames without sense from somebody who may write: what enters is whole, readable and the same for all", async () => {
  const workshop = await openWorkshop()
  const anna = await someone("Anna", workshop, "drafter")
  const brief = await openBrief(workshop)
  const honest = new Client(server, brief, anna)
  await honest.synced()
  writeParagraph(honest.doc, "Start")
  await honest.allSaved()
  const outcome = await attack(brief, "drafter", workshop, seeds[0] as number)
  expect(outcome.sent).toBe(count)
  writeParagraph(honest.doc, "In the end")
  await honest.allSaved()
  expect([server.isAlive, server.complaints]).toEqual([true, ""])
  const stored = await storedDoc(brief)
  const late = new Client(server, brief, anna)
  await late.synced()
  for (const doc of [stored, honest.doc, late.doc]) {
    expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
    expect(contentOf(doc)).toBe(contentOf(stored))
  }
  expect(contentOf(stored)).toContain("In the end")
  // Else nothing of it had entered.
  expect(Y.decodeStateVector(Y.encodeStateVector(stored)).size).toBeGreaterThan(2)
  for (const client of [honest, late]) client.leave()
}, 1_800_000)
