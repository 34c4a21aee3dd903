// Sections that come and go while a brief is open: who has it open writes in a new one at once, and in one that has
// gone no more.

import { afterAll, beforeAll, expect, test } from "vitest"
import { addSection, removeSection } from "#lib/briefs/outline.ts"
import {
  Client,
  eventually,
  holdBrief,
  openBrief,
  openWorkshop,
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

let served: Served
let workshop: string
let convener: Someone
let anna: Someone

beforeAll(async () => {
  served = await serve()
  workshop = await openWorkshop()
  convener = await someone("Convener", workshop, "convener")
  anna = await someone("Anna", workshop, "drafter")
})
afterAll(() => served.stop())

const heading = { zh: "附", en: "Annex" }

test("a section that is added is written on the sockets that are open, and has its forms there", async () => {
  const briefId = await openBrief(workshop)
  const [writer, reader] = [new Client(served, briefId, anna), new Client(served, briefId, convener)]
  await Promise.all([writer.synced(), reader.synced()])
  const section = { kind: "data_table", heading } as const
  const { key } = await addSection(convener.id, { briefId, after: null, section })
  await until(() => writer.nudges.includes("access"), writer)
  expect([...writer.doc.getMap(`t:${key}`).keys()]).toEqual(["source/fields"])
  const { key: prose } = await addSection(convener.id, { briefId, after: null, section: { kind: "prose", heading } })
  await until(() => writer.nudges.length > 1, writer)
  writeParagraph(writer.doc, "At once", `p:${prose}:en`)
  await writer.allSaved()
  await until(() => textOf(reader.doc, `p:${prose}:en`).includes("At once"), reader)
  expect(textOf(await storedDoc(briefId), `p:${prose}:en`)).toContain("At once")
  expect(writer.refusals).toEqual([])
  writer.leave()
  reader.leave()
})

test("in a section that has gone nobody writes, whatever their page still shows", async () => {
  const briefId = await openBrief(workshop)
  const { key } = await addSection(convener.id, { briefId, after: null, section: { kind: "prose", heading } })
  const writer = new Client(served, briefId, anna)
  await writer.synced()
  await removeSection(convener.id, { briefId, section: key })
  await until(() => writer.nudges.includes("access"), writer)
  writeParagraph(writer.doc, "Too late", `p:${key}:en`)
  await until(() => writer.refusals.length > 0, writer)
  expect(textOf(await storedDoc(briefId), `p:${key}:en`)).toBe("")
  writer.leave()
})

test.each(["before they are sent", "while they wait for the brief"])(
  "words for a section that goes %s are not stored, and their author is told, though nobody has told the room",
  async (when) => {
    const briefId = await openBrief(workshop)
    const { key } = await addSection(convener.id, { briefId, after: null, section: { kind: "prose", heading } })
    const writer = new Client(served, briefId, anna)
    await writer.synced()
    writeParagraph(writer.doc, "Elsewhere")
    await writer.allSaved()
    const release = await holdBrief(briefId)
    const takeOut = () => release(`delete from "BriefSection" where "briefId" = '${briefId}' and key = '${key}'`)
    if (when === "before they are sent") await takeOut()
    writeParagraph(writer.doc, "Too late", `p:${key}:en`)
    if (when === "while they wait for the brief") {
      await eventually(async () => (await waiting()).length > 0)
      await takeOut()
    }
    await until(() => writer.refusals.length > 0, writer)
    expect(textOf(await storedDoc(briefId), `p:${key}:en`)).toBe("")
    expect(textOf(await storedDoc(briefId))).toContain("Elsewhere")
    writer.leave()
  },
)
