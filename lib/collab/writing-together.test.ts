import { expect, test } from "vitest"
import type * as Y from "yjs"
import { lastMoved } from "#lib/briefs/edited.ts"
import { db } from "#lib/db.ts"
import { Client, openBrief, serve, storedDoc, textOf, until, writeParagraph } from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"

test("two people write in the same paragraph and hold the same text, as does the database", async () => {
  const brief = await openBrief(workshop)
  const [a, b] = [new Client(served, brief, anna), new Client(served, brief, lan)]
  await Promise.all([a.synced(), b.synced()])
  writeParagraph(a.doc, "Water")
  await until(() => textOf(b.doc).includes("Water"), b)
  const [inA, inB] = [a, b].map(
    ({ doc }) => (doc.getXmlFragment("p:problem:en").get(0) as Y.XmlElement).get(0) as Y.XmlText,
  )
  for (const [i, letter] of [..." sharing"].entries()) {
    inA?.insert(5 + i, letter)
    inB?.insert(0, "水")
  }
  await Promise.all([a.allSaved(), b.allSaved()])
  await until(() => textOf(a.doc) === textOf(b.doc), a, b)
  expect(textOf(a.doc)).toBe("<paragraph>水水水水水水水水Water sharing</paragraph>")
  expect(textOf(await storedDoc(brief))).toBe(textOf(a.doc))
  a.leave()
  b.leave()
})

test("what was written is there for whoever comes later, and its author is known", async () => {
  const brief = await openBrief(workshop)
  const a = new Client(served, brief, anna)
  await a.synced()
  writeParagraph(a.doc, "First.")
  await a.allSaved()
  a.leave()
  const b = new Client(served, brief, lan)
  await b.synced()
  expect(textOf(b.doc)).toBe("<paragraph>First.</paragraph>")
  b.leave()
})

test("an edit is not written to the brief's row, and is still its last movement", async () => {
  const own = await serve()
  const brief = await openBrief(workshop)
  await db.brief.update({ where: { id: brief }, data: { updatedAt: new Date(0) } })
  const a = new Client(own, brief, anna)
  await a.synced()
  writeParagraph(a.doc, "Now")
  await a.allSaved()
  a.leave()
  await own.stop()
  expect((await db.brief.findUniqueOrThrow({ where: { id: brief } })).updatedAt).toEqual(new Date(0))
  const [update] = await db.briefUpdate.findMany({ where: { briefId: brief } })
  expect((await lastMoved([brief])).get(brief)).toEqual(update?.at)
})
