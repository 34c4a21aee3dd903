// Checkpoints in the thread, on a real database: nothing is lost when it dies, typing goes on, and what is stored beside
// the snapshot is never believed if it is not exactly what was written.

import { afterAll, beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import { db } from "#lib/db.ts"
import { env } from "#lib/env.ts"
import { indexOf, merge } from "./checkpoint.ts"
import { Folding } from "./folding.ts"
import { loadUpdates } from "./load.ts"
import { openPools, type Pools } from "./pool.ts"
import { readIndex, writeIndex } from "./stored-index.ts"
import { Client, eventually, holdBrief, openBrief, storedDoc, textOf, writeParagraph } from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"

let pools: Pools
let folding: Folding

beforeAll(() => {
  pools = openPools()
  folding = new Folding(env.DATABASE_URL)
})

afterAll(async () => {
  await folding.stop()
  await pools.end()
})

const rowsOf = (briefId: string) => db.briefUpdate.count({ where: { briefId } })

/** A brief with so many rows in its log, put there as an earlier server would have. */
async function logged(rows: number): Promise<string> {
  const briefId = await openBrief(workshop)
  const doc = new Y.Doc()
  const updates: Uint8Array<ArrayBuffer>[] = []
  doc.on("update", (update) => updates.push(update as Uint8Array<ArrayBuffer>))
  const text = writeParagraph(doc, "Words ")
  while (updates.length < rows) {
    text.insert(text.length, "more words ")
    if (updates.length % 5 === 0) text.delete(0, 4)
  }
  await db.briefUpdate.createMany({ data: updates.slice(0, rows).map((data) => ({ briefId, data })) })
  return briefId
}

test("the thread folds, and a room opens from what it stored", async () => {
  const brief = await logged(60)
  const before = textOf(await storedDoc(brief))
  const folded = await folding.fold(brief)
  expect(folded?.seqs.length).toBe(60)
  expect(await rowsOf(brief)).toBe(0)
  expect(textOf(await storedDoc(brief))).toBe(before)
  const { snapshot, index } = await loadUpdates(pools.common, brief)
  expect(snapshot?.seq).toBe(folded?.upto)
  expect(index?.stateVector()).toEqual(indexOf(snapshot?.data as Uint8Array).stateVector())
  const client = new Client(served, brief, anna)
  await client.synced()
  expect(textOf(client.doc)).toBe(before)
  writeParagraph(client.doc, "and this")
  await client.allSaved()
  client.leave()
})

/** Connections of threads that wait for a lock. */
const stuck = async () => {
  const rows = await db.$queryRaw<{ n: bigint }[]>`
    select count(*) as n from pg_stat_activity
    where datname = current_database() and application_name = 'chancery-folding' and wait_event_type = 'Lock'`
  return Number(rows[0]?.n)
}

test("a thread that is ended in the middle of a checkpoint loses nothing, and another takes its place", async () => {
  const brief = await logged(40)
  const before = textOf(await storedDoc(brief))
  // Somebody holds a row of the log: the snapshot is written and read back, the rows are not deleted, nothing is
  // committed.
  const holder = await pools.common.connect()
  await holder.query("begin")
  await holder.query(`select 1 from "BriefUpdate" where "briefId" = $1 for update`, [brief])
  const failure = folding.fold(brief).catch((error: Error) => error)
  await eventually(async () => (await stuck()) > 0)
  await folding.kill()
  expect(await failure).toBeInstanceOf(Error)
  await holder.query("commit")
  holder.release()
  await eventually(async () => (await stuck()) === 0)
  expect(await rowsOf(brief)).toBe(40)
  expect(await db.briefSnapshot.count({ where: { briefId: brief } })).toBe(0)
  expect(textOf(await storedDoc(brief))).toBe(before)
  expect((await folding.fold(brief))?.seqs.length).toBe(40)
  expect(textOf(await storedDoc(brief))).toBe(before)
})

test("a thread is killed at any moment of a checkpoint: the brief is whole each time, and is folded in the end", async () => {
  const brief = await logged(400)
  const before = textOf(await storedDoc(brief))
  await folding.fold(await logged(1)) // it is up
  for (let moment = 0; moment < 25; moment++) {
    const folds = folding.fold(brief).catch(() => undefined)
    for (let turn = 0; turn < moment * 40; turn++) await new Promise((resolve) => setImmediate(resolve))
    await folding.kill()
    const folded = await folds
    expect(textOf(await storedDoc(brief))).toBe(before)
    if (!folded) continue
    await db.briefUpdate.create({ data: { briefId: brief, data: Y.encodeStateAsUpdate(new Y.Doc()) as never } })
  }
  await eventually(async () => (await stuck()) === 0)
  await folding.fold(brief)
  expect(await rowsOf(brief)).toBe(0)
  expect(textOf(await storedDoc(brief))).toBe(before)
})

test("a thread that hangs is given up after its time", async () => {
  const impatient = new Folding(env.DATABASE_URL, { job: 1_500 })
  const brief = await logged(10)
  const release = await holdBrief(brief)
  await expect(impatient.fold(brief)).rejects.toThrow("in time")
  await release()
  expect(await rowsOf(brief)).toBe(10)
  expect((await folding.fold(brief))?.seqs.length).toBe(10)
  await impatient.stop()
})

test("a brief is folded when everybody has left", async () => {
  const brief = await openBrief(workshop)
  const client = new Client(served, brief, anna)
  await client.synced()
  const text = writeParagraph(client.doc, "")
  for (let i = 0; i < 60; i++) text.insert(text.length, "x")
  await client.allSaved()
  client.leave()
  await eventually(async () => (await db.briefSnapshot.count({ where: { briefId: brief } })) > 0)
  expect(textOf(await storedDoc(brief))).toContain("x".repeat(60))
})

test("an index that is missing, of another snapshot, or damaged anywhere is not believed", async () => {
  const doc = new Y.Doc()
  writeParagraph(doc, "Some words").delete(2, 3)
  const snapshot = merge([Y.encodeStateAsUpdate(doc)])
  const bytes = writeIndex(indexOf(snapshot), snapshot)
  expect(readIndex(bytes, snapshot)).toBeDefined()
  for (let at = 0; at < bytes.length; at++)
    for (const bit of [1, 16, 128]) {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] as number) ^ bit
      expect(readIndex(damaged, snapshot), `byte ${at}`).toBeUndefined()
    }
  for (let length = 0; length < bytes.length; length++)
    expect(readIndex(bytes.subarray(0, length), snapshot)).toBeUndefined()
  writeParagraph(doc, "later")
  expect(readIndex(bytes, merge([Y.encodeStateAsUpdate(doc)]))).toBeUndefined()
})

test("a brief whose stored index is damaged or gone opens all the same", async () => {
  const brief = await logged(30)
  await folding.fold(brief)
  const before = textOf(await storedDoc(brief))
  const { index } = await db.briefSnapshot.findUniqueOrThrow({ where: { briefId: brief } })
  const damaged = Buffer.from(index as Uint8Array)
  damaged[20] = (damaged[20] as number) ^ 255
  for (const stored of [damaged, Buffer.alloc(0), null]) {
    await db.briefSnapshot.update({ where: { briefId: brief }, data: { index: stored as never } })
    const client = new Client(served, brief, lan)
    await client.synced()
    expect(textOf(client.doc)).toContain(before.slice(11, 40))
    writeParagraph(client.doc, "x")
    await client.allSaved()
    client.leave()
    await eventually(async () => served.collab.rooms === 0)
  }
})

test("who has read a large brief holds what the snapshot holds, however it is cut", async () => {
  const brief = await openBrief(workshop)
  const doc = new Y.Doc()
  const text = writeParagraph(doc, "")
  const words = Array.from({ length: 100_000 }, (_, i) => i.toString(36)).join(" ")
  text.insert(0, words)
  await db.briefUpdate.create({ data: { briefId: brief, data: Y.encodeStateAsUpdate(doc) as never } })
  await folding.fold(brief)
  const { snapshot } = await loadUpdates(pools.common, brief)
  const stored = await db.briefSnapshot.findUniqueOrThrow({ where: { briefId: brief } })
  expect(Buffer.compare(Buffer.from(snapshot?.data as Uint8Array), Buffer.from(stored.data))).toBe(0)
  expect(stored.data.length).toBeGreaterThan(256 << 10)
})
