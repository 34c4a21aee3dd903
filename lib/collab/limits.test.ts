import { expect, test } from "vitest"
import {
  Client,
  eventually,
  openBrief,
  paragraphUpdate,
  Raw,
  serve,
  storedDoc,
  textOf,
  writeParagraph,
} from "./test-stage.ts"
import { anna, served, workshop } from "./test-writers.ts"
import { Close, Sync, syncFrame } from "./wire.ts"

test("a frame over a megabyte is refused with its reason, one over four ends the socket", async () => {
  const brief = await openBrief(workshop)
  const large = await Raw.of(served, brief, anna).following()
  large.socket.send(syncFrame(Sync.update, paragraphUpdate("x".repeat(1 << 20))))
  await large.end()
  expect([large.refusals, large.closed?.code]).toEqual([["too-big"], Close.final])
  const huge = await Raw.of(served, brief, anna).following()
  huge.socket.send(new Uint8Array(5 << 20))
  await huge.end()
  expect(huge.closed?.code).toBe(1009)
  expect(textOf(await storedDoc(brief))).toBe("")
})

test("text frames and unknown messages end the socket", async () => {
  const brief = await openBrief(workshop)
  const talker = await Raw.of(served, brief, anna).following()
  talker.socket.send("hello")
  await talker.end()
  expect(talker.closed?.code).toBe(1003)
  for (const bytes of [
    [],
    [7],
    [100, 5],
    [102, 0],
    [2, 0],
    [0],
    [0, 9, 0],
    [0, 2],
    [0, 0, 3, 255, 255, 255],
    [255, 255, 255, 255, 255],
  ]) {
    const raw = await Raw.of(served, brief, anna).following()
    raw.socket.send(new Uint8Array(bytes))
    await raw.end()
    expect(raw.closed?.code).toBe(Close.final)
  }
})

test("who sends faster than people type is read more slowly, not cut off, and loses nothing", async () => {
  const brief = await openBrief(workshop)
  const client = new Client(served, brief, anna)
  await client.synced()
  const text = writeParagraph(client.doc, "")
  const started = performance.now()
  for (let i = 0; i < 270; i++) text.insert(text.length, "a")
  await client.allSaved()
  text.insert(text.length, "b")
  await client.allSaved()
  expect(performance.now() - started).toBeGreaterThan(1_000)
  expect(textOf(await storedDoc(brief))).toBe(`<paragraph>${"a".repeat(270)}b</paragraph>`)
  expect(client.closed).toBeNull()
  client.leave()
})

test("a room is let go when nobody is in it and all is saved", async () => {
  const own = await serve()
  const briefs = await Promise.all(Array.from({ length: 5 }, () => openBrief(workshop)))
  const clients = briefs.map((brief) => new Client(own, brief, anna))
  await Promise.all(clients.map((client) => client.synced()))
  expect(own.collab.rooms).toBe(5)
  for (const client of clients) {
    writeParagraph(client.doc, "A last word")
    client.leave()
  }
  await eventually(async () => own.collab.rooms === 0)
  for (const brief of briefs) expect(textOf(await storedDoc(brief))).toContain("A last word")
  await own.stop()
})
