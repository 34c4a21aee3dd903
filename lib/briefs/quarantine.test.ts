// Faults come in only past the gate, so they are written straight into the log, as an older server might have.

import { createHash, randomBytes } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import { Folding } from "#lib/collab/folding.ts"
import { Client, eventually, type Served, serve, until, writeParagraph } from "#lib/collab/test-stage.ts"
import { db } from "#lib/db.ts"
import { hostile, keptWords, poison } from "#lib/document/test-hostile.ts"
import { faultsOf } from "#lib/document/valid.ts"
import { env } from "#lib/env.ts"
import { exportBrief } from "#lib/export/brief.ts"
import { loadSample } from "#lib/sample/load.ts"
import { submit } from "#lib/versions/submit.ts"
import { publishSmallTemplate, startBrief, writtenBrief } from "../../vitest/brief.ts"
import { type Cast, gather } from "../../vitest/cast.ts"
import { accessToBrief, writableSections } from "./access.ts"
import { loadDoc, readLive } from "./content.ts"
import { quarantine } from "./quarantine.ts"
import { repairSection } from "./repair-section.ts"

let cast: Cast
let small: string
let folding: Folding
let served: Served

beforeAll(async () => {
  cast = await gather()
  small = await publishSmallTemplate()
  folding = new Folding(env.DATABASE_URL)
  served = await serve()
})

afterAll(async () => {
  await folding.stop()
  await served.stop()
})

/** Writes a bad link into a section, past the gate. */
async function poisoned(briefId: string, section = "issue"): Promise<void> {
  const doc = new Y.Doc()
  const text = new Y.XmlText()
  text.insert(0, keptWords, { link: { href: `javascript:${poison}`, class: poison } })
  const paragraph = new Y.XmlElement("paragraph")
  paragraph.insert(0, [text])
  doc.getXmlFragment(`p:${section}:en`).insert(0, [paragraph])
  await db.briefUpdate.create({ data: { briefId, data: Y.encodeStateAsUpdate(doc) as never } })
}

const faultOf = async (briefId: string, section = "issue") =>
  (await accessToBrief(cast.observer, briefId)).sections[section]?.quarantine
const eventsOf = async (briefId: string) =>
  (await db.auditEvent.findMany({ where: { briefId, kind: { startsWith: "section." } }, orderBy: { id: "asc" } })).map(
    ({ kind, actorId }) => [kind, actorId],
  )

test("a checkpoint finds the fault and closes the section, and only that; repair opens it again and keeps the words", async () => {
  const briefId = await startBrief(cast, small)
  await poisoned(briefId)
  await folding.fold(briefId)
  expect((await faultOf(briefId))?.faults).toEqual([
    { where: "p:issue:en", what: "link", name: "link href" },
    { where: "p:issue:en", what: "attribute", name: "link class" },
  ])
  expect(writableSections(await accessToBrief(cast.convener, briefId))).toEqual(["argument"])
  for (const who of [cast.drafter, cast.reviewer, cast.approver, cast.observer])
    await expect(repairSection(who, { briefId, section: "issue" })).rejects.toMatchObject({ code: "not-allowed" })
  await repairSection(cast.convener, { briefId, section: "issue" })
  expect(await faultOf(briefId)).toBeNull()
  const { canonical } = await readLive(cast.observer, briefId)
  expect(canonical).toContain(keptWords)
  expect(canonical).not.toContain(poison)
  expect(await eventsOf(briefId)).toEqual([
    ["section.quarantined", null],
    ["section.repaired", cast.convener],
  ])
  await folding.fold(briefId)
  expect(await faultOf(briefId)).toBeNull()
  await expect(repairSection(cast.convener, { briefId, section: "issue" })).rejects.toMatchObject({ code: "conflict" })
})

test("what was looked at before the repair does not close the section again", async () => {
  const briefId = await startBrief(cast, small)
  await poisoned(briefId)
  const { upto } = await loadDoc(briefId)
  const findings = { upto, faults: { issue: [{ where: "p:issue:en", what: "link" as const, name: "link href" }] } }
  expect(await quarantine(briefId, findings)).toEqual(["issue"])
  expect(await quarantine(briefId, findings)).toEqual([])
  await repairSection(cast.convener, { briefId, section: "issue" })
  expect(await quarantine(briefId, findings)).toEqual([])
  expect(await faultOf(briefId)).toBeNull()
})

test("submit refuses what breaks the schema, names the section and closes it; repaired, it is submitted", async () => {
  const briefId = await writtenBrief(cast, small)
  await poisoned(briefId)
  await expect(submit(cast.drafter, { briefId })).rejects.toMatchObject({ code: "invalid", messageKey: "faulty" })
  expect(await db.version.count({ where: { briefId } })).toBe(0)
  expect(await faultOf(briefId)).not.toBeNull()
  await repairSection(cast.convener, { briefId, section: "issue" })
  await submit(cast.drafter, { briefId })
  expect(await db.version.count({ where: { briefId } })).toBe(1)
})

test("people who have it open cannot write there any more, write on elsewhere, and see the repair", async () => {
  const briefId = await startBrief(cast, small)
  const token = `chy_${randomBytes(32).toString("base64url")}`
  const hash = createHash("sha256").update(token).digest("hex")
  await db.apiToken.create({ data: { userId: cast.drafter, name: "test", hash } })
  const drafter = new Client(served, briefId, { id: cast.drafter, name: "Drafter", token })
  await drafter.synced()
  await poisoned(briefId)
  await folding.fold(briefId)
  await until(() => drafter.nudges.includes("access"), drafter)
  writeParagraph(drafter.doc, "elsewhere", "p:argument:en")
  await drafter.allSaved()
  await repairSection(cast.convener, { briefId, section: "issue" })
  const said = () => drafter.doc.getXmlFragment("p:issue:en").toString()
  await until(() => said().includes(keptWords) && !said().includes(poison), drafter)
  await eventually(async () => (await faultOf(briefId)) === null)
  writeParagraph(drafter.doc, "and here again", "p:issue:en")
  await drafter.allSaved()
  expect((await readLive(cast.observer, briefId)).canonical).toContain("and here again")
  drafter.leave()
})

test("a draft that holds anything of the corpus is exported without it, and its checkpoint closes the section", async () => {
  const prose = hostile.filter(({ section }) => section === "problem")
  for (let from = 0; from < prose.length; from += 40) {
    const briefId = await writtenBrief(cast, small)
    for (const { write } of prose.slice(from, from + 40)) {
      const doc = new Y.Doc()
      write(doc)
      // The corpus is written for a section of another name.
      const bytes = Buffer.from(Y.encodeStateAsUpdate(doc)).toString("latin1")
      const renamed = Buffer.from(bytes.replaceAll("\x0cp:problem:en", "\x0ap:issue:en"), "latin1")
      await db.briefUpdate.create({ data: { briefId, data: new Uint8Array(renamed) } })
    }
    const { canonical } = await readLive(cast.observer, briefId)
    expect(canonical).not.toContain(poison)
    const json = await exportBrief(cast.observer, { briefId, format: "json", lang: "both" })
    expect(String(json.body)).not.toContain(poison)
    if (from === 0) {
      const pdf = await exportBrief(cast.observer, { briefId, format: "pdf", lang: "both" })
      expect(Buffer.from(pdf.body as Uint8Array).toString("latin1")).not.toContain(poison)
    }
    await folding.fold(briefId)
    expect((await faultOf(briefId))?.faults.length).toBeGreaterThan(0)
    await repairSection(cast.convener, { briefId, section: "issue" })
    expect(await faultOf(briefId)).toBeNull()
    await folding.fold(briefId)
    expect(await faultOf(briefId)).toBeNull()
  }
}, 60_000)

test("nothing is found in the briefs of the sample workshop", async () => {
  await loadSample()
  const briefs = await db.brief.findMany({ where: { isSample: true }, include: { sections: true } })
  expect(briefs.length).toBeGreaterThan(0)
  for (const { id, sections } of briefs) expect(faultsOf((await loadDoc(id)).doc, sections as never)).toEqual({})
}, 60_000)
