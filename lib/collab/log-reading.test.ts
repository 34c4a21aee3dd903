// A log in which rows are missing or spoiled: what can be read is opened and written on, the rest is kept and comes in
// when what it leans on does.

import { afterEach, expect, test, vi } from "vitest"
import * as Y from "yjs"
import { db } from "#lib/db.ts"
import { nudge } from "#lib/nudge.ts"
import { Client, openBrief, storedDoc, textOf, until, writeParagraph } from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"

const complaints = vi.spyOn(console, "error").mockImplementation(() => {})
afterEach(() => complaints.mockClear())

/** What somebody's page sent, paragraph by paragraph. */
function paragraphs(client: number, ...words: string[]) {
  const doc = new Y.Doc()
  doc.clientID = client
  const updates: Uint8Array<ArrayBuffer>[] = []
  doc.on("update", (update) => updates.push(update as Uint8Array<ArrayBuffer>))
  for (const one of words) writeParagraph(doc, one)
  return { doc, updates }
}

async function log(
  briefId: string,
  authorId: string,
  client: number,
  ...rows: (Uint8Array<ArrayBuffer> | undefined)[]
) {
  await db.briefClient.create({ data: { briefId, clientId: BigInt(client), userId: authorId } })
  for (const data of rows) if (data) await db.briefUpdate.create({ data: { briefId, data, authorId } })
}

/** Has the log read by whoever has the brief open, and waits until it is. */
async function readAgain(briefId: string, reader: Client) {
  const before = reader.nudges.length
  await nudge(briefId, "access")
  await until(() => reader.nudges.length > before, reader)
}

const setAside = () =>
  complaints.mock.calls.map(([text]) => String(text)).filter((text) => text.includes("are set aside"))

test("rows that lean on a missing one, or are spoiled, are set aside, and the rest is opened and written on", async () => {
  const brief = await openBrief(workshop)
  const [first, second, third] = paragraphs(41, "First", "Second", "Third").updates
  const other = paragraphs(42, "Other").updates[0]
  await log(brief, anna.id, 41, first, undefined, third)
  await log(brief, lan.id, 42, new Uint8Array([9, 9, 9, 9]), other)
  const reader = new Client(served, brief, lan)
  await reader.synced()
  for (const words of ["First", "Other"]) expect(textOf(reader.doc)).toContain(words)
  expect(textOf(reader.doc)).not.toContain("Third")
  expect(setAside()).toHaveLength(1)
  writeParagraph(reader.doc, "Written since")
  await reader.allSaved()
  // Read again, it stays as it is: nobody is thrown out.
  await readAgain(brief, reader)
  expect([reader.closed, setAside().length]).toEqual([null, 1])
  expect(await db.briefUpdate.count({ where: { briefId: brief } })).toBe(5)
  // What was missing appears in the log, and with it what leaned on it.
  await db.briefUpdate.create({ data: { briefId: brief, data: second as Uint8Array<ArrayBuffer>, authorId: anna.id } })
  for (let i = 0; i < 2; i++) await readAgain(brief, reader)
  for (const words of ["Second", "Third"]) expect(textOf(reader.doc)).toContain(words)
  expect(reader.closed).toBeNull()
  reader.leave()
})

test("the page of an author that still has what is missing mends the brief by coming back", async () => {
  const brief = await openBrief(workshop)
  const { doc, updates } = paragraphs(43, "First", "Second", "Third")
  await log(brief, anna.id, 43, updates[0], undefined, updates[2])
  const reader = new Client(served, brief, lan)
  await reader.synced()
  expect(textOf(reader.doc)).toBe("<paragraph>First</paragraph>")
  const author = new Client(served, brief, anna, {}, doc)
  await author.synced()
  await author.allSaved()
  await until(() => textOf(reader.doc).includes("Third"), reader)
  expect(textOf(reader.doc)).toBe(textOf(doc))
  const stored = await storedDoc(brief)
  expect([textOf(stored), stored.store.pendingStructs]).toEqual([textOf(doc), null])
  for (const client of [reader, author]) client.leave()
})

test("a row that cannot be taken in while the brief is open has it read anew, once", async () => {
  const brief = await openBrief(workshop)
  const reader = new Client(served, brief, lan)
  await reader.synced()
  const third = paragraphs(44, "First", "Second", "Third").updates[2]
  await log(brief, anna.id, 44, third)
  await nudge(brief, "access")
  await until(() => reader.closed !== null, reader)
  await reader.synced()
  expect(setAside()).toHaveLength(1)
  writeParagraph(reader.doc, "Goes on")
  await reader.allSaved()
  await readAgain(brief, reader)
  expect(setAside()).toHaveLength(1)
  reader.leave()
})
