import { afterAll, beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import { db } from "#lib/db.ts"
import { checkpoint, merge, verify } from "./checkpoint.ts"
import { openPools, type Pools } from "./pool.ts"
import { Client, eventually, openBrief, type Someone, storedDoc, textOf, until, writeParagraph } from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"

let pools: Pools

beforeAll(() => {
  pools = openPools()
})

afterAll(() => pools.end())

async function written(brief: string, person: Someone, edits: number) {
  const client = new Client(served, brief, person)
  await client.synced()
  const text = writeParagraph(client.doc, "")
  for (let i = 0; i < edits; i++) text.insert(text.length, String(i % 10))
  await client.allSaved()
  return client
}

test("a checkpoint folds the log into the snapshot, changes nothing, and keeps the authors", async () => {
  const brief = await openBrief(workshop)
  for (const person of [anna, lan]) (await written(brief, person, 20)).leave()
  const before = textOf(await storedDoc(brief))
  expect((await checkpoint(pools.common, brief))?.seqs.length).toBeGreaterThan(30)
  expect(await db.briefUpdate.count({ where: { briefId: brief } })).toBe(0)
  expect(textOf(await storedDoc(brief))).toBe(before)
  ;(await written(brief, anna, 5)).leave()
  const later = textOf(await storedDoc(brief))
  expect((await checkpoint(pools.common, brief))?.seqs.length).toBeGreaterThan(4)
  const snapshot = await db.briefSnapshot.findUniqueOrThrow({ where: { briefId: brief } })
  expect([...snapshot.authors].sort()).toEqual([anna.id, lan.id].sort())
  expect(textOf(await storedDoc(brief))).toBe(later)
  expect(await checkpoint(pools.common, brief)).toBeUndefined()
})

test("people go on writing through checkpoints, and nothing is missing", async () => {
  const brief = await openBrief(workshop)
  const client = new Client(served, brief, anna)
  await client.synced()
  const text = writeParagraph(client.doc, "")
  let isWriting = true
  const folding = (async () => {
    let folded = 0
    while (isWriting) folded += (await checkpoint(pools.common, brief))?.seqs.length ?? 0
    return folded
  })()
  for (let i = 0; i < 150; i++) {
    text.insert(text.length, String(i % 10))
    if (i % 10 === 0) await client.allSaved()
  }
  await client.allSaved()
  isWriting = false
  expect(await folding).toBeGreaterThan(0)
  expect(textOf(await storedDoc(brief))).toBe(textOf(client.doc))
  const reader = new Client(served, brief, lan)
  await reader.synced()
  expect(textOf(reader.doc)).toBe(textOf(client.doc))
  client.leave()
  reader.leave()
})

test("a long log is folded by itself", async () => {
  const brief = await openBrief(workshop)
  const client = await written(brief, anna, 230)
  await eventually(async () => (await db.briefSnapshot.count({ where: { briefId: brief } })) > 0)
  const last = new Client(served, brief, lan)
  await last.synced()
  await until(() => textOf(last.doc) === textOf(client.doc), last)
  expect(textOf(await storedDoc(brief))).toBe(textOf(client.doc))
  client.leave()
  last.leave()
})

test("a snapshot that lacks anything is not taken for whole", () => {
  const doc = new Y.Doc({ gc: false })
  const parts: Uint8Array[] = []
  doc.on("update", (update) => parts.push(update))
  const text = writeParagraph(doc, "words")
  text.delete(0, 2)
  text.insert(0, "more ")
  verify(merge(parts), parts)
  for (const missing of parts.keys()) {
    const snapshot = Y.mergeUpdates(parts.filter((_, at) => at !== missing))
    expect(() => verify(snapshot, parts)).toThrow()
  }
})
