import { beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import { db } from "#lib/db.ts"
import { lacksOf } from "#lib/document/completeness.ts"
import { publishGallery } from "#lib/templates/gallery.ts"
import { edit, publishSmallTemplate, startBrief, type } from "../../vitest/brief.ts"
import { type Cast, gather } from "../../vitest/cast.ts"
import { accessToBrief } from "./access.ts"
import { loadDoc, readLive } from "./content.ts"
import { createBrief } from "./create.ts"
import { fillBrief } from "./fill.ts"
import { listBriefs } from "./list.ts"
import { readBrief } from "./read.ts"
import { renameBrief } from "./rename.ts"

let cast: Cast
let small: string
beforeAll(async () => {
  cast = await gather()
  small = await publishSmallTemplate()
  await publishGallery()
})

const memo = (template: string) => ({
  workshopId: cast.workshopId,
  template,
  title: { zh: "关于中亚水资源的备忘录", en: "On water in Central Asia" },
  languages: ["zh", "en"] as ("zh" | "en")[],
})

test("every template of the gallery makes a brief with its outline, its forms and nothing else", async () => {
  for (const { code } of await db.template.findMany()) {
    const { id } = await createBrief(cast.convener, memo(code))
    const { brief } = await accessToBrief(cast.observer, id)
    const { definition } = await db.templateVersion.findFirstOrThrow({ where: { template: { code } } })
    const { sections } = definition as { sections: { key: string }[] }
    expect(brief.outline.map((section) => section.key)).toEqual(sections.map((section) => section.key))
    expect(brief.templateCode).toBe(code)
    const { content } = await readLive(cast.observer, id)
    expect(content.sections.flatMap(({ prose, parts }) => [prose, parts]).filter(Boolean), code).toEqual([])
    expect(lacksOf(content, brief.outline).filter((lack) => lack.level === "error")).not.toHaveLength(0)
    expect(await readBrief(cast.observer, id)).toMatchObject({ complete: false, latest: null, role: "observer" })
  }
})

test("a brief remembers its template's version; a later one does not move under it", async () => {
  const template = await db.template.findUniqueOrThrow({ where: { key: small }, include: { versions: true } })
  const before = await startBrief(cast, small)
  const definition = structuredClone(template.versions[0]?.definition) as { sections: { key: string }[] }
  definition.sections[1] = { ...(definition.sections[1] as { key: string }), key: "other" }
  await db.templateVersion.create({ data: { templateId: template.id, number: 2, definition } })
  const after = await startBrief(cast, small)
  const outlineOf = async (id: string) => (await accessToBrief(cast.drafter, id)).brief
  expect((await outlineOf(before)).template.version).toBe(1)
  expect((await outlineOf(before)).outline.map((section) => section.key)).toEqual(["issue", "argument"])
  expect((await outlineOf(after)).template.version).toBe(2)
  expect((await outlineOf(after)).outline.map((section) => section.key)).toEqual(["issue", "other"])
})

test("a title is there in exactly the languages of the brief", async () => {
  const { id } = await createBrief(cast.drafter, { ...memo(small), languages: ["zh"] })
  expect((await accessToBrief(cast.drafter, id)).brief.title).toEqual({ zh: memo(small).title.zh })
  await expect(createBrief(cast.drafter, { ...memo(small), languages: ["zh", "ru"] })).rejects.toMatchObject({
    code: "invalid",
    messageKey: "titleMissing",
    values: { language: "ru" },
  })
})

test("what is filled in is what is read, credited to who filled it, as one edit", async () => {
  const briefId = await startBrief(cast, small)
  const doc = (text: string) => ({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] })
  const sections = [
    { key: "issue", kind: "prose", heading: {}, prose: { en: doc("Water, first."), zh: doc("不在此语种") } },
  ]
  await fillBrief(cast.convener, { briefId, sections })
  const { content } = await readLive(cast.drafter, briefId)
  expect(content.sections[0]?.prose).toEqual({ en: doc("Water, first.") })
  const rows = await db.briefUpdate.findMany({ where: { briefId }, orderBy: { seq: "asc" } })
  expect(rows.map((row) => row.authorId)).toEqual([null, cast.convener])
  const [claim] = await db.briefClient.findMany({ where: { briefId } })
  expect(claim?.userId).toBe(cast.convener)
  expect(
    Y.decodeUpdate(rows[1]?.data as Uint8Array).structs.every((struct) => BigInt(struct.id.client) === claim?.clientId),
  ).toBe(true)
  for (const who of [cast.reviewer, cast.approver, cast.observer])
    await expect(fillBrief(who, { briefId, sections })).rejects.toMatchObject({ code: "not-allowed" })
})

test("a checkpoint leaves the same text, and no moment in which part of it is missing", async () => {
  const briefId = await startBrief(cast, small)
  for (let at = 0; at < 12; at++) await type(briefId, cast.drafter, `Paragraph ${at}.`)
  const { sha256 } = await readLive(cast.drafter, briefId)
  let over = false
  const reading = (async () => {
    const seen = new Set<string>()
    while (!over) seen.add((await readLive(cast.drafter, briefId)).sha256)
    return seen
  })()
  for (let take = 1; take <= 6; take++) {
    await db.$transaction(async (tx) => {
      const kept = await tx.briefSnapshot.findUnique({ where: { briefId } })
      const rows = await tx.briefUpdate.findMany({ where: { briefId }, orderBy: { seq: "asc" }, take: 2 })
      const data = Y.mergeUpdates([...(kept ? [kept.data] : []), ...rows.map((row) => row.data)])
      const upto = rows.at(-1)?.seq ?? 0n
      const state = { upto, data: data as Uint8Array<ArrayBuffer>, authors: [cast.drafter] }
      await tx.briefSnapshot.upsert({ where: { briefId }, create: { briefId, ...state }, update: state })
      await tx.briefUpdate.deleteMany({ where: { briefId, seq: { lte: upto } } })
    })
  }
  over = true
  expect(await reading).toEqual(new Set([sha256]))
  const { upto } = await loadDoc(briefId)
  expect(upto).toBe((await db.briefUpdate.findFirst({ where: { briefId }, orderBy: { seq: "desc" } }))?.seq)
})

test("the hash depends on what is said, not on how it came to be said", async () => {
  const [one, other] = [await startBrief(cast, small), await startBrief(cast, small)]
  await type(one, cast.drafter, "First.")
  await type(one, cast.convener, "Second.")
  const { doc } = await loadDoc(other)
  const before = Y.encodeStateVector(doc)
  const fragment = doc.getXmlFragment("p:issue:en")
  for (const text of ["Second.", "Noise", "First."]) {
    const paragraph = new Y.XmlElement("paragraph")
    paragraph.insert(0, [new Y.XmlText(text)])
    fragment.insert(0, [paragraph])
  }
  fragment.delete(1, 1)
  await db.briefUpdate.create({
    data: {
      briefId: other,
      authorId: cast.drafter,
      data: Y.encodeStateAsUpdate(doc, before) as Uint8Array<ArrayBuffer>,
    },
  })
  expect((await readLive(cast.drafter, one)).sha256).toBe((await readLive(cast.drafter, other)).sha256)
})

test("a draft is renamed by who writes it, and its hash follows", async () => {
  const briefId = await startBrief(cast, small)
  const before = await readLive(cast.drafter, briefId)
  await renameBrief(cast.drafter, { briefId, title: { en: "Another memo", zh: "无用" } })
  const after = await readLive(cast.drafter, briefId)
  expect(after.content.title).toEqual({ en: "Another memo" })
  expect(after.sha256).not.toBe(before.sha256)
  for (const who of [cast.reviewer, cast.approver, cast.observer])
    await expect(renameBrief(who, { briefId, title: { en: "Mine" } })).rejects.toMatchObject({ code: "not-allowed" })
  await db.brief.update({ where: { id: briefId }, data: { state: "in_review" } })
  await expect(renameBrief(cast.drafter, { briefId, title: { en: "Late" } })).rejects.toMatchObject({
    code: "not-allowed",
  })
})

test("the list shows the brief that was edited last first", async () => {
  const [first, second] = [await startBrief(cast, small), await startBrief(cast, small)]
  const places = async () => {
    const ids = (await listBriefs(cast.observer, cast.workshopId)).map((brief) => brief.id)
    return [ids.indexOf(first), ids.indexOf(second)]
  }
  expect(await places()).toEqual([1, 0])
  await type(first, cast.drafter, "Newer.")
  expect(await places()).toEqual([0, 1])
})

test("an edit against the same text as another one does not undo it", async () => {
  const briefId = await startBrief(cast, small)
  const [one, other] = [await edit(briefId, "Mine."), await edit(briefId, "Yours.")]
  await db.briefUpdate.create({ data: { briefId, authorId: cast.convener, data: one } })
  await db.briefUpdate.create({ data: { briefId, authorId: cast.drafter, data: other } })
  const { canonical } = await readLive(cast.drafter, briefId)
  expect(canonical).toContain("Mine.")
  expect(canonical).toContain("Yours.")
})
