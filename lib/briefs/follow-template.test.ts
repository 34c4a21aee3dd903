import { beforeAll, beforeEach, expect, test } from "vitest"
import * as Y from "yjs"
import { db } from "#lib/db.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import { addRow } from "#lib/document/rows.ts"
import { faultsOf } from "#lib/document/valid.ts"
import { templateDefinition } from "#lib/templates/definition.ts"
import { submit } from "#lib/versions/submit.ts"
import { startBrief, type } from "../../vitest/brief.ts"
import { type Cast, gather } from "../../vitest/cast.ts"
import { accessToBrief } from "./access.ts"
import { loadDoc, readLive } from "./content.ts"
import { followTemplate, newerTemplate, previewTemplate } from "./follow-template.ts"

let cast: Cast
beforeAll(async () => {
  cast = await gather()
})

const both = (text: string) => ({ zh: text, en: text })
const section = (key: string, more: object = {}) => ({
  key,
  kind: "prose",
  heading: both(key),
  guidance: both("Write."),
  required: false,
  limit: null,
  adds: null,
  ...more,
})

let template: string
let codes = 100
beforeEach(async () => {
  template = `t-${crypto.randomUUID().slice(0, 8)}`
  await db.template.create({ data: { key: template, code: `T${codes++}` } })
})

/** Publishes the next version of the template of this test, with these sections. */
async function publish(sections: object[]): Promise<number> {
  const { id, code } = await db.template.findUniqueOrThrow({ where: { key: template } })
  const number = (await db.templateVersion.count({ where: { templateId: id } })) + 1
  const about = { name: both("t"), purpose: both("t"), fits: both("t") }
  const definition = templateDefinition.parse({ key: template, code, ...about, pages: [1, 1], sections })
  await db.templateVersion.create({ data: { templateId: id, number, definition } })
  return number
}

async function began(sections: object[]): Promise<string> {
  await publish(sections)
  return startBrief(cast, template)
}
const keysOf = async (briefId: string) =>
  (await accessToBrief(cast.observer, briefId)).brief.outline.map(({ key }) => key)
const follow = (briefId: string, version = 2, who = cast.convener) => followTemplate(who, { briefId, version })

test("an empty section that is no longer in the template goes; a written or discussed one stays at its place, marked", async () => {
  const briefId = await began(
    ["a", "b", "c", "d"].map((key) => section(key, { required: true, limit: { en_words_max: 5 } })),
  )
  await type(briefId, cast.drafter, "Said.", "b")
  await db.thread.create({ data: { briefId, sectionKey: "d", anchor: {}, quote: "", openedById: cast.reviewer } })
  await publish([section("new", { required: true }), section("a")])
  expect(await newerTemplate(cast.convener, briefId)).toEqual({ from: 1, to: 2 })
  const shown = await previewTemplate(cast.convener, { briefId, version: 2 })
  expect(shown).toMatchObject({
    added: [{ key: "new" }],
    removed: [{ key: "c" }],
    kept: [{ key: "b" }, { key: "d" }],
    changed: [{ key: "a", aspects: ["required", "limit"] }],
    isReordered: false,
    refused: [],
  })
  expect(await keysOf(briefId)).toEqual(["a", "b", "c", "d"])
  await follow(briefId)
  const { brief } = await accessToBrief(cast.drafter, briefId)
  expect(brief.outline.map(({ key }) => key)).toEqual(["new", "a", "b", "d"])
  expect(brief.template.version).toBe(2)
  const kept = brief.outline.find(({ key }) => key === "b")
  expect(kept).toMatchObject({ required: false, limit: null, heading: both("b") })
  expect(kept?.guidance.en).toMatch(/^Version 2 .* no longer has this section/)
  const { content } = await readLive(cast.observer, briefId)
  expect(JSON.stringify(content.sections.find(({ key }) => key === "b"))).toContain("Said.")
  expect(await newerTemplate(cast.convener, briefId)).toBeNull()
})

test("headings, guidance, limits and the order follow the template; owners and text stay", async () => {
  const briefId = await began([section("a"), section("b"), section("c")])
  await type(briefId, cast.drafter, "Said in a.", "a")
  await db.sectionOwner.create({ data: { briefId, sectionKey: "a", userId: cast.drafter } })
  await publish([
    section("c"),
    section("a", {
      heading: both("Renamed"),
      guidance: both("Otherwise."),
      limit: { en_words_max: 90 },
      owner: "convener",
    }),
    section("b"),
    section("d", { owner: "convener" }),
  ])
  expect(await previewTemplate(cast.drafter, { briefId, version: 2 })).toMatchObject({
    isReordered: true,
    changed: [{ key: "a", before: both("a"), after: both("Renamed"), aspects: ["heading", "guidance", "limit"] }],
  })
  await follow(briefId)
  const { brief, sections } = await accessToBrief(cast.drafter, briefId)
  expect(brief.outline.map(({ key }) => key)).toEqual(["c", "a", "b", "d"])
  expect(brief.outline[1]).toMatchObject({ heading: both("Renamed"), limit: { en_words_max: 90 } })
  expect(sections.a?.owners).toMatchObject([{ userId: cast.drafter }])
  expect(sections.d?.owners).toEqual([{ role: "convener" }])
  expect(JSON.stringify((await readLive(cast.observer, briefId)).content)).toContain("Said in a.")
})

test("a brief keeps the order it has given itself, and what it has left out, while the template keeps its own", async () => {
  const briefId = await began([section("a"), section("b"), section("c"), section("e")])
  await db.briefSection.update({ where: { briefId_key: { briefId, key: "c" } }, data: { position: -1 } })
  await db.briefSection.deleteMany({ where: { briefId, key: { in: ["b", "e"] } } })
  await publish([section("a"), section("b"), section("new"), section("c"), section("e", { required: true })])
  await follow(briefId)
  expect(await keysOf(briefId)).toEqual(["c", "e", "a", "new"])
})

test("another kind for a section with text is refused, with everything else; for an empty one it is made anew", async () => {
  const briefId = await began([section("a"), section("b", { kind: "decision_box" }), section("c")])
  await type(briefId, cast.drafter, "Said.", "a")
  await publish([section("a", { kind: "timeline" }), section("b", { kind: "data_table" })])
  const refused = [{ key: "a", heading: both("a"), reason: "kind" }]
  expect((await previewTemplate(cast.convener, { briefId, version: 2 })).refused).toEqual(refused)
  await expect(follow(briefId)).rejects.toMatchObject({ code: "conflict", details: { refused } })
  expect(await keysOf(briefId)).toEqual(["a", "b", "c"])

  await publish([section("a"), section("b", { kind: "data_table" })])
  await follow(briefId, 3)
  const { brief } = await accessToBrief(cast.drafter, briefId)
  const { doc } = await loadDoc(briefId)
  expect([...doc.getMap("t:b").keys()]).toEqual(["source/fields"])
  expect(faultsOf(doc, brief.outline)).toEqual({})
  // Nobody wrote it.
  const authors = await db.briefUpdate.findMany({ where: { briefId }, select: { authorId: true } })
  expect(authors.map(({ authorId }) => authorId)).toEqual([null, cast.drafter, null])
})

test("rows get the columns that the template now adds; a column with text is not taken away", async () => {
  const column = { key: "gain", names: both("Gain"), type: "text" }
  const adding = section("t", { kind: "timeline", adds: { columns: { events: [column] } } })
  const briefId = await began([section("t", { kind: "timeline" })])
  const write = async (change: (root: Y.Map<unknown>) => void) => {
    const { doc } = await loadDoc(briefId)
    const before = Y.encodeStateVector(doc)
    change(doc.getMap("t:t"))
    const data = Y.encodeStateAsUpdate(doc, before) as Uint8Array<ArrayBuffer>
    await db.briefUpdate.create({ data: { briefId, authorId: cast.drafter, data } })
  }
  const parts = partsOf({ kind: "timeline" })
  const events = parts.find(({ key }) => key === "events")
  if (!events) throw new Error("a timeline has events")
  await write((root) => addRow(root, parts, events, ["en"], { id: "one" }))
  await publish([adding])
  await follow(briefId)
  const cell = async () =>
    ((await loadDoc(briefId)).doc.getMap("t:t").get("events/one") as Y.Map<unknown>).get("gain:en")
  expect(await cell()).toBeInstanceOf(Y.XmlFragment)
  await write((root) => {
    const paragraph = new Y.XmlElement("paragraph")
    paragraph.insert(0, [new Y.XmlText("Much.")])
    ;((root.get("events/one") as Y.Map<unknown>).get("gain:en") as Y.XmlFragment).push([paragraph])
  })
  await publish([section("t", { kind: "timeline" })])
  await expect(follow(briefId, 3)).rejects.toMatchObject({ details: { refused: [{ key: "t", reason: "columns" }] } })
  await publish([adding, section("more")])
  await follow(briefId, 4)
  expect(String(await cell())).toContain("Much.")
})

test("text that comes in between the look and the move is kept too", async () => {
  const briefId = await began([section("a"), section("b")])
  await publish([section("a")])
  expect((await previewTemplate(cast.convener, { briefId, version: 2 })).removed).toMatchObject([{ key: "b" }])
  await type(briefId, cast.drafter, "At the last moment.", "b")
  await follow(briefId)
  expect(await keysOf(briefId)).toEqual(["a", "b"])
  // The template has it again: it is that section once more.
  await publish([section("a"), section("b", { required: true })])
  await follow(briefId, 3)
  expect((await accessToBrief(cast.drafter, briefId)).brief.outline[1]).toMatchObject({
    required: true,
    guidance: both("Write."),
  })
})

test("conveners and the lead move a draft, forward only; it is on record", async () => {
  const briefId = await began([section("a")])
  await type(briefId, cast.drafter, "Said.", "a")
  await publish([section("a"), section("b")])
  for (const who of [cast.reviewer, cast.approver, cast.observer]) {
    await expect(follow(briefId, 2, who)).rejects.toMatchObject({ code: "not-allowed" })
    await expect(previewTemplate(who, { briefId, version: 2 })).rejects.toMatchObject({ code: "not-allowed" })
    expect(await newerTemplate(who, briefId)).toBeNull()
  }
  await expect(follow(briefId, 2, cast.stranger)).rejects.toMatchObject({ code: "not-found" })
  await expect(follow(briefId, 9)).rejects.toMatchObject({ code: "invalid" })
  // The drafter leads this one.
  const both = await Promise.allSettled([follow(briefId, 2, cast.drafter), follow(briefId, 2)])
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  await expect(follow(briefId, 1)).rejects.toMatchObject({ code: "conflict", messageKey: "templateVersionHeld" })
  const events = await db.auditEvent.findMany({ where: { briefId, kind: "brief.template_followed" } })
  expect(events.map(({ data }) => data)).toEqual([
    { template, from: 1, to: 2, added: ["b"], removed: [], kept: [], changed: [] },
  ])
  await publish([section("a")])
  await submit(cast.drafter, { briefId })
  await expect(follow(briefId, 3)).rejects.toMatchObject({ code: "not-allowed" })
})
