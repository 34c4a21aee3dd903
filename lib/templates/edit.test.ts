import { beforeAll, expect, test } from "vitest"
import { createBrief } from "#lib/briefs/create.ts"
import { db } from "#lib/db.ts"
import { canonicalJson } from "#lib/document/canonical.ts"
import type { TemplateDefinition } from "#lib/templates/definition.ts"
import { copyTemplate, discardDraft, publishDraft, saveDraft } from "#lib/templates/edit.ts"
import { exportTemplate, importTemplate } from "#lib/templates/exchange.ts"
import { publishGallery } from "#lib/templates/gallery.ts"
import { listTemplates } from "#lib/templates/list.ts"
import { readTemplateOf, templatesOf } from "#lib/templates/own.ts"
import { type Cast, gather, join } from "../../vitest/cast.ts"

let cast: Cast
beforeAll(async () => {
  await publishGallery()
  cast = await gather()
})

const memo = "policy-memo"
const copy = (who = cast.convener, template = memo) => copyTemplate(who, { workshopId: cast.workshopId, template })
const read = (template: string) => readTemplateOf(cast.convener, { workshopId: cast.workshopId, template })
async function changed(template: string, change: (definition: TemplateDefinition) => object, who = cast.convener) {
  const { draft, published } = await read(template)
  const definition = (draft?.definition ?? published) as TemplateDefinition
  const revision = draft?.revision ?? 0
  return saveDraft(who, {
    workshopId: cast.workshopId,
    template,
    revision,
    definition: { ...definition, ...change(definition) },
  })
}
const publish = async (template: string) => {
  const { draft } = await read(template)
  return publishDraft(cast.convener, { workshopId: cast.workshopId, template, revision: draft?.revision ?? 0 })
}
const startFrom = (template: string, who = cast.drafter, workshopId = cast.workshopId) =>
  createBrief(who, { workshopId, template, title: { en: "From it" }, languages: ["en"] })

test("a copy begins as a draft under a code of the workshop's, and no brief starts from it until it is published", async () => {
  const { key, code } = await copy()
  expect(code).toMatch(/^W\d\d$/)
  const { draft, published, isOwn } = await read(key)
  expect({ isOwn, published, name: draft?.definition.name.en }).toEqual({
    isOwn: true,
    published: null,
    name: "Policy memo (copy)",
  })
  await expect(startFrom(key)).rejects.toMatchObject({ messageKey: "templateUnknown" })
  expect((await listTemplates(cast.workshopId)).map((one) => one.key)).not.toContain(key)
  expect(await publish(key)).toEqual({ version: 1 })
  const { id } = await startFrom(code.toLowerCase())
  const brief = await db.brief.findUniqueOrThrow({ where: { id }, include: { templateVersion: true } })
  expect(brief.templateVersion).toMatchObject({ number: 1, publishedById: cast.convener })
})

test("what is published never changes: the next publication is the next version", async () => {
  const { key } = await copy()
  await publish(key)
  const before = (await read(key)).published
  await changed(key, () => ({ pages: [2, 4] }))
  expect((await read(key)).published).toEqual(before)
  expect(await publish(key)).toEqual({ version: 2 })
  const versions = await db.templateVersion.findMany({ where: { template: { key } }, orderBy: { number: "asc" } })
  expect(versions.map(({ definition }) => (definition as { pages: number[] }).pages)).toEqual([
    [1, 2],
    [2, 4],
  ])
  expect((await read(key)).draft).toBeNull()
  await changed(key, () => ({}))
  await expect(publish(key)).rejects.toMatchObject({ code: "conflict", messageKey: "templateUnchanged" })
})

test("a draft may be unfinished, is not published so, and says all that it lacks", async () => {
  const { key } = await copy()
  await changed(key, ({ name, sections }) => ({
    name: { ...name, zh: "" },
    sections: sections.map((section) => ({
      ...section,
      limit: section.key === "next" ? { rows_min: 9, rows_max: 2 } : section.limit,
    })),
  }))
  await expect(publish(key)).rejects.toMatchObject({
    messageKey: "templateUnfinished",
    details: {
      problems: [
        { path: ["name", "zh"], reason: "empty" },
        { path: ["sections", 6, "limit", "rows_max"], reason: "limitCrossed" },
      ],
    },
  })
  expect((await read(key)).versions).toEqual([])
  await expect(changed(key, () => ({ color: "red" }))).rejects.toMatchObject({ messageKey: "templateForm" })
  await expect(changed(key, () => ({ name: { zh: "\0", en: "x" } }))).rejects.toMatchObject({ code: "invalid" })
  await expect(changed(key, () => ({ sections: Array(70).fill({}) }))).rejects.toMatchObject({ code: "invalid" })
})

test("of two who edit at once the second is told by whom, and nothing is overwritten", async () => {
  const other = cast.stranger
  await join(cast.workshopId, other, "convener")
  const { key } = await copy()
  const definition = (await read(key)).draft?.definition as TemplateDefinition
  const save = (who: string, pages: number[], revision = 1) =>
    saveDraft(who, { workshopId: cast.workshopId, template: key, revision, definition: { ...definition, pages } })
  const results = await Promise.allSettled([save(other, [1, 3]), save(cast.convener, [1, 4])])
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  const won = results[0]?.status === "fulfilled" ? [1, 3] : [1, 4]
  const lost = results.find((result) => result.status === "rejected") as PromiseRejectedResult
  expect(lost.reason).toMatchObject({ code: "conflict", messageKey: "templateDraftMoved" })
  expect((await read(key)).draft).toMatchObject({ revision: 2, definition: { pages: won } })
  const stale = { workshopId: cast.workshopId, template: key, revision: 1 }
  await expect(publishDraft(other, stale)).rejects.toMatchObject({ code: "conflict" })
  await expect(discardDraft(other, stale)).rejects.toMatchObject({ code: "conflict" })
  await db.member.delete({ where: { workshopId_userId: { workshopId: cast.workshopId, userId: other } } })
})

test("a draft that is thrown away takes with it what was never published, and nothing that was", async () => {
  const { key } = await copy()
  const discard = async () =>
    discardDraft(cast.convener, {
      workshopId: cast.workshopId,
      template: key,
      revision: (await read(key)).draft?.revision ?? 0,
    })
  await publish(key)
  await changed(key, () => ({ pages: [5, 6] }))
  expect(await discard()).toEqual({ isGone: false })
  expect((await read(key)).published?.pages).toEqual([1, 2])
  const { key: young } = await copy()
  const revision = 1
  expect(await discardDraft(cast.convener, { workshopId: cast.workshopId, template: young, revision })).toEqual({
    isGone: true,
  })
  await expect(read(young)).rejects.toMatchObject({ code: "not-found" })
})

test("conveners alone edit, the gallery is nobody's to edit, and no workshop sees another's", async () => {
  const { key } = await copy()
  const input = { workshopId: cast.workshopId, template: key, revision: 1 }
  for (const who of [cast.drafter, cast.reviewer, cast.approver, cast.observer]) {
    await expect(copy(who)).rejects.toMatchObject({ code: "not-allowed" })
    await expect(saveDraft(who, { ...input, definition: {} })).rejects.toMatchObject({ code: "not-allowed" })
    await expect(publishDraft(who, input)).rejects.toMatchObject({ code: "not-allowed" })
    await expect(discardDraft(who, input)).rejects.toMatchObject({ code: "not-allowed" })
    await expect(importTemplate(who, { workshopId: cast.workshopId, yaml: "" })).rejects.toMatchObject({
      code: "not-allowed",
    })
    await expect(exportTemplate(who, input)).rejects.toMatchObject({ code: "not-found" })
    expect((await templatesOf(who, { workshopId: cast.workshopId })).map((one) => one.key)).not.toContain(key)
  }
  await expect(copy(cast.stranger)).rejects.toMatchObject({ code: "not-found" })
  await expect(changed(memo, () => ({}))).rejects.toMatchObject({ code: "not-found" })
  await publish(key)
  const { workshopId: elsewhere } = await db.member.findFirstOrThrow({ where: { userId: cast.stranger } })
  await expect(startFrom(key, cast.stranger, elsewhere)).rejects.toMatchObject({ messageKey: "templateUnknown" })
  await expect(readTemplateOf(cast.stranger, { workshopId: elsewhere, template: key })).rejects.toMatchObject({
    code: "not-found",
  })
  expect((await listTemplates(elsewhere)).map((one) => one.key)).not.toContain(key)
})

test("an exported template comes back as the identical draft, of itself or of a new one", async () => {
  const { key } = await copy()
  await publish(key)
  const { yaml, name } = await exportTemplate(cast.observer, { workshopId: cast.workshopId, template: key })
  expect(name).toMatch(/^W\d\d-Policy-memo-copy-\.yaml$/)
  const bring = () => importTemplate(cast.convener, { workshopId: cast.workshopId, yaml })
  expect(await bring()).toEqual({ key })
  const { draft, published } = await read(key)
  expect(canonicalJson(draft?.definition)).toBe(canonicalJson(published))
  await expect(bring()).rejects.toMatchObject({ code: "conflict", messageKey: "templateDraftThere" })
  const gallery = await exportTemplate(cast.convener, { workshopId: cast.workshopId, template: memo })
  const fresh = await importTemplate(cast.convener, { workshopId: cast.workshopId, yaml: gallery.yaml })
  expect(fresh.key).not.toBe(memo)
  expect((await read(fresh.key)).draft?.definition.name.en).toBe("Policy memo")
})

test("a file with anything wrong in it is refused with line and reason, and nothing of it is kept", async () => {
  const count = () => db.template.count({ where: { workshopId: cast.workshopId } })
  const before = await count()
  const { yaml } = await exportTemplate(cast.convener, { workshopId: cast.workshopId, template: memo })
  const bad = yaml.replace("kind: step_plan", "kind: poem")
  await expect(importTemplate(cast.convener, { workshopId: cast.workshopId, yaml: bad })).rejects.toMatchObject({
    code: "invalid",
    messageKey: "templateFile",
    details: {
      problems: [
        {
          path: ["sections", 6, "kind"],
          reason: "kindUnknown",
          line: bad.slice(0, bad.indexOf("poem")).split("\n").length,
        },
      ],
    },
  })
  expect(await count()).toBe(before)
})

test("sections that a template gives to a role are theirs from the start", async () => {
  const { key } = await copy()
  await changed(key, ({ sections }) => ({
    sections: sections.map((section) =>
      section.key === "recommendation" ? { ...section, owner: "convener" } : section,
    ),
  }))
  await publish(key)
  const { id } = await startFrom(key)
  const owners = await db.sectionOwner.findMany({ where: { briefId: id } })
  expect(owners.map(({ sectionKey, role, userId }) => [sectionKey, role, userId])).toEqual([
    ["recommendation", "convener", null],
  ])
})

test("what happened to templates is on record, and a workshop goes with its templates, drafts and briefs", async () => {
  const own = await gather()
  const { key } = await copyTemplate(own.convener, { workshopId: own.workshopId, template: memo })
  await publishDraft(own.convener, { workshopId: own.workshopId, template: key, revision: 1 })
  await startFrom(key, own.drafter, own.workshopId)
  const { yaml } = await exportTemplate(own.convener, { workshopId: own.workshopId, template: key })
  await importTemplate(own.convener, { workshopId: own.workshopId, yaml })
  const events = await db.auditEvent.findMany({ where: { workshopId: own.workshopId }, orderBy: { id: "asc" } })
  expect(events.map(({ kind }) => kind)).toEqual([
    "template.copied",
    "template.published",
    "brief.created",
    "template.imported",
  ])
  await db.workshop.delete({ where: { id: own.workshopId } })
  expect(await db.template.count({ where: { key } })).toBe(0)
})
