import { expect, test } from "vitest"
import type * as Y from "yjs"
import { db } from "#lib/db.ts"
import {
  Client,
  eventually,
  holdBrief,
  openBrief,
  paragraphUpdate,
  Raw,
  serve,
  storedDoc,
  textOf,
  until,
  waiting,
  writeParagraph,
} from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"
import { Close, Sync, syncFrame } from "./wire.ts"

test("nobody is shown an edit, nor told that it is saved, before it is in the database", async () => {
  const brief = await openBrief(workshop)
  const [a, b] = [new Client(served, brief, anna), new Client(served, brief, lan)]
  await Promise.all([a.synced(), b.synced()])
  await a.allSaved()
  const release = await holdBrief(brief)
  writeParagraph(a.doc, "Not yet")
  await eventually(async () => (await waiting()).length > 0)
  expect(a.saved).toBe(a.sent - 1)
  expect(textOf(b.doc)).toBe("")
  const late = await Raw.of(served, brief, lan).following()
  expect(late.updates(Sync.step2)).toEqual([new Uint8Array([0, 0])])
  expect(await db.briefUpdate.count({ where: { briefId: brief } })).toBe(0)
  await release()
  await until(() => textOf(b.doc).includes("Not yet"), b)
  await a.allSaved()
  expect(textOf(await storedDoc(brief))).toContain("Not yet")
  late.socket.close()
  a.leave()
  b.leave()
})

test("a brief that is held does not hold up the typing in another", async () => {
  const [held, free] = [await openBrief(workshop), await openBrief(workshop)]
  const [a, b] = [new Client(served, held, anna), new Client(served, free, anna)]
  await Promise.all([a.synced(), b.synced()])
  const release = await holdBrief(held)
  writeParagraph(a.doc, "Waits")
  await eventually(async () => (await waiting()).length > 0)
  writeParagraph(b.doc, "Goes on")
  await b.allSaved()
  expect(a.isSaved).toBe(false)
  await release()
  await a.allSaved()
  a.leave()
  b.leave()
})

test("a deletion is saved and said to be", async () => {
  const brief = await openBrief(workshop)
  const a = new Client(served, brief, anna)
  await a.synced()
  const text = writeParagraph(a.doc, "Too much")
  await a.allSaved()
  const before = a.saved
  text.delete(0, 4)
  await a.allSaved()
  expect(a.saved).toBe(before + 1)
  expect(textOf(await storedDoc(brief))).toBe("<paragraph>much</paragraph>")
  a.leave()
})

test("a repeated edit is stored once, and counts as saved only when the first is", async () => {
  const brief = await openBrief(workshop)
  const writer = await Raw.of(served, brief, anna).following()
  const release = await holdBrief(brief)
  const doc = (await storedDoc(brief)) as Y.Doc
  const updates: Uint8Array[] = []
  doc.on("update", (update) => updates.push(update))
  writeParagraph(doc, "Once")
  const again = await Raw.of(served, brief, anna).following()
  for (const socket of [writer, again]) socket.socket.send(syncFrame(Sync.update, updates[0] as Uint8Array))
  await eventually(async () => (await waiting()).length > 0)
  again.socket.send(syncFrame(Sync.step1, new Uint8Array([0])))
  await until(() => again.updates(Sync.step2).length === 2, again)
  expect([writer.saved, again.saved]).toEqual([0, 0])
  await release()
  await until(() => writer.saved === 1 && again.saved === 1, writer, again)
  expect(await db.briefUpdate.count({ where: { briefId: brief } })).toBe(1)
  writer.socket.close()
  again.socket.close()
})

test("when the commit fails nothing is shown, the socket closes, and on return the edit is sent again", async () => {
  const brief = await openBrief(workshop)
  const [a, b] = [new Client(served, brief, anna), new Client(served, brief, lan)]
  await Promise.all([a.synced(), b.synced()])
  const release = await holdBrief(brief)
  writeParagraph(a.doc, "Survives")
  await eventually(async () => (await waiting()).length > 0)
  for (const pid of await waiting()) await db.$queryRaw`select pg_terminate_backend(${pid}::int)`
  await until(() => a.closed !== null && b.closed !== null, a, b)
  expect([a.closed?.code, b.closed?.code]).toEqual([Close.later, Close.later])
  expect(textOf(b.doc)).toBe("")
  await release()
  await Promise.all([a.synced(), b.synced()])
  await a.allSaved()
  await until(() => textOf(b.doc).includes("Survives"), b)
  expect(textOf(await storedDoc(brief))).toContain("Survives")
  a.leave()
  b.leave()
})

test("stopping saves what was taken, tells its author, and says good-bye", async () => {
  const own = await serve()
  const brief = await openBrief(workshop)
  const writer = await Raw.of(own, brief, anna).following()
  const release = await holdBrief(brief)
  writer.socket.send(syncFrame(Sync.update, paragraphUpdate("Last words")))
  await eventually(async () => (await waiting()).length > 0)
  const stopped = own.stop()
  await release()
  await stopped
  await writer.end()
  expect(writer.closed?.code).toBe(Close.restart)
  expect(writer.saved).toBe(1)
  expect(textOf(await storedDoc(brief))).toContain("Last words")
})
