import { beforeAll, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { proseRoot } from "#lib/document/ydoc.ts"
import { submit } from "#lib/versions/submit.ts"
import { publishSmallTemplate, startBrief, type, writtenBrief } from "../../vitest/brief.ts"
import { type Cast, gather } from "../../vitest/cast.ts"
import { accessToBrief } from "./access.ts"
import { loadDoc, readLive } from "./content.ts"
import { addSection, moveSection, removeSection, templateSections } from "./outline.ts"

let cast: Cast
let small: string
beforeAll(async () => {
  cast = await gather()
  small = await publishSmallTemplate()
})

const keysOf = async (briefId: string) =>
  (await accessToBrief(cast.observer, briefId)).brief.outline.map(({ key }) => key)
const heading = { zh: "背景", en: "Background" }
const add = (briefId: string, after: string | null, kind: "prose" | "data_table" = "prose", who = cast.convener) =>
  addSection(who, { briefId, after, section: { kind, heading } })

test("sections are moved after one another, and the text and its versions follow", async () => {
  const briefId = await writtenBrief(cast, small)
  const { key } = await add(briefId, "argument")
  await moveSection(cast.convener, { briefId, section: key, after: null })
  await moveSection(cast.convener, { briefId, section: "issue", after: "argument" })
  expect(await keysOf(briefId)).toEqual([key, "argument", "issue"])
  const { content } = await readLive(cast.observer, briefId)
  expect(content.sections.map((section) => section.key)).toEqual([key, "argument", "issue"])
  await submit(cast.drafter, { briefId })
  const frozen = await db.version.findFirstOrThrow({ where: { briefId } })
  expect(JSON.parse(frozen.content).sections.map((section: { key: string }) => section.key)).toEqual([
    key,
    "argument",
    "issue",
  ])
})

test("two who move at the same time both have their way", async () => {
  const briefId = await startBrief(cast, small)
  const [a, b] = [(await add(briefId, null)).key, (await add(briefId, null)).key]
  await Promise.all([
    moveSection(cast.convener, { briefId, section: a, after: "argument" }),
    moveSection(cast.drafter, { briefId, section: "issue", after: b }),
  ])
  expect(await keysOf(briefId)).toEqual([b, "issue", "argument", a])
})

test("a section of the brief's own has its forms at once, and is open to whoever writes", async () => {
  const briefId = await startBrief(cast, small)
  const { key } = await add(briefId, "issue", "data_table")
  const { brief, sections } = await accessToBrief(cast.drafter, briefId)
  expect(brief.outline[1]).toMatchObject({ key, kind: "data_table", heading, required: false })
  expect(sections[key]).toMatchObject({ owners: [], access: { tenure: "open", isQuarantined: false } })
  const { doc } = await loadDoc(briefId)
  expect([...doc.getMap(`t:${key}`).keys()].sort()).toEqual(["source/fields"])
  // Nobody wrote it.
  expect(await db.briefUpdate.count({ where: { briefId, authorId: { not: null } } })).toBe(0)
})

test("an empty optional section goes and comes back; a required, a written and a discussed one stay", async () => {
  const briefId = await startBrief(cast, small)
  const remove = (section: string) => removeSection(cast.convener, { briefId, section })
  await remove("argument")
  expect(await keysOf(briefId)).toEqual(["issue"])
  expect((await templateSections(briefId)).map(({ key }) => key)).toEqual(["issue", "argument"])
  await addSection(cast.convener, { briefId, after: null, section: { key: "argument" } })
  expect(await keysOf(briefId)).toEqual(["argument", "issue"])
  await expect(remove("issue")).rejects.toMatchObject({ messageKey: "sectionRequired" })
  await type(briefId, cast.drafter, "Said.", "argument")
  await expect(remove("argument")).rejects.toMatchObject({ code: "conflict", messageKey: "sectionWritten" })

  const { key } = await add(briefId, null)
  await db.thread.create({
    data: { briefId, sectionKey: key, anchor: {}, quote: "", openedById: cast.reviewer },
  })
  await expect(remove(key)).rejects.toMatchObject({ messageKey: "sectionDiscussed" })
  expect((await loadDoc(briefId)).doc.getXmlFragment(proseRoot("argument", "en")).length).toBe(1)
})

test("what is not there, there already or not offered is refused by name", async () => {
  const briefId = await startBrief(cast, small)
  const who = cast.convener
  await expect(moveSection(who, { briefId, section: "none", after: null })).rejects.toMatchObject({ code: "invalid" })
  await expect(moveSection(who, { briefId, section: "issue", after: "none" })).rejects.toMatchObject({
    messageKey: "sectionUnknown",
    values: { section: "none" },
  })
  await expect(removeSection(who, { briefId, section: "none" })).rejects.toMatchObject({ code: "invalid" })
  await expect(addSection(who, { briefId, after: null, section: { key: "none" } })).rejects.toMatchObject({
    messageKey: "sectionNotOffered",
  })
  await expect(addSection(who, { briefId, after: null, section: { key: "issue" } })).rejects.toMatchObject({
    messageKey: "sectionThere",
  })
})

test("conveners and the lead arrange, in a draft; nobody else, and in no other state", async () => {
  const briefId = await writtenBrief(cast, small)
  const move = (who: string) => moveSection(who, { briefId, section: "argument", after: null })
  for (const who of [cast.reviewer, cast.approver, cast.observer]) {
    await expect(move(who)).rejects.toMatchObject({ code: "not-allowed" })
    await expect(add(briefId, null, "prose", who)).rejects.toMatchObject({ code: "not-allowed" })
    await expect(removeSection(who, { briefId, section: "argument" })).rejects.toMatchObject({ code: "not-allowed" })
  }
  await expect(move(cast.stranger)).rejects.toMatchObject({ code: "not-found" })
  // The drafter leads this one.
  await move(cast.drafter)
  await db.brief.update({ where: { id: briefId }, data: { leadId: cast.convener } })
  await expect(add(briefId, null, "prose", cast.drafter)).rejects.toMatchObject({ code: "not-allowed" })
  await submit(cast.drafter, { briefId })
  await expect(move(cast.convener)).rejects.toMatchObject({ code: "not-allowed" })
})

test("each change is in the log of what happened, one that changes nothing is not", async () => {
  const briefId = await startBrief(cast, small)
  await moveSection(cast.convener, { briefId, section: "argument", after: "issue" })
  await moveSection(cast.convener, { briefId, section: "argument", after: null })
  const { key } = await add(briefId, null)
  await removeSection(cast.convener, { briefId, section: key })
  const events = await db.auditEvent.findMany({
    where: { briefId, kind: { startsWith: "section." } },
    orderBy: { id: "asc" },
  })
  expect(events.map(({ kind, data }) => [kind, data])).toEqual([
    ["section.moved", { section: "argument", after: null }],
    ["section.added", { section: key, kind: "prose", after: null }],
    ["section.removed", { section: key }],
  ])
})
