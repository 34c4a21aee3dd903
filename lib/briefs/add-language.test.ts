import { beforeAll, expect, test } from "vitest"
import { accessToBrief } from "#lib/briefs/access.ts"
import { addLanguage } from "#lib/briefs/add-language.ts"
import { loadDoc } from "#lib/briefs/content.ts"
import { createBrief } from "#lib/briefs/create.ts"
import { fillBrief } from "#lib/briefs/fill.ts"
import { readBrief } from "#lib/briefs/read.ts"
import { db } from "#lib/db.ts"
import { readContent } from "#lib/document/ydoc.ts"
import { publishGallery } from "#lib/templates/gallery.ts"
import { type Cast, gather } from "../../vitest/cast.ts"

let cast: Cast
beforeAll(async () => {
  await publishGallery()
  cast = await gather()
})

const memo = async () => {
  const { id } = await createBrief(cast.drafter, {
    workshopId: cast.workshopId,
    template: "policy-memo",
    title: { zh: "备忘", en: "Memo" },
    languages: ["zh", "en"],
  })
  const rows = [{ id: "r1", cells: { action: { zh: "做", en: "Do" } } }]
  await fillBrief(cast.drafter, {
    briefId: id,
    sections: [{ key: "next", kind: "", heading: {}, parts: { steps: rows } }],
  })
  return id
}

test("a language that is added gets a title and a place in every row, and is missing until it is written", async () => {
  const briefId = await memo()
  await addLanguage(cast.convener, { briefId, language: "ru", title: "Записка" })
  const { brief } = await accessToBrief(cast.observer, briefId)
  expect(brief.languages).toEqual(["zh", "en", "ru"])
  expect(brief.title).toEqual({ zh: "备忘", en: "Memo", ru: "Записка" })
  const { doc } = await loadDoc(briefId)
  expect([...(doc.getMap("t:next").get("steps/r1") as { keys(): Iterable<string> }).keys()]).toContain("action:ru")
  const step = () => readContent(doc, brief).sections.find(({ key }) => key === "next")?.parts?.steps?.[0]?.cells.action
  expect(step()).toEqual({ zh: "做", en: "Do" })
  const { sections } = await readBrief(cast.observer, briefId)
  expect(sections.find(({ key }) => key === "next")?.lacks).toContainEqual(
    expect.objectContaining({ level: "error", message: "languageMissing", language: "ru", column: "action" }),
  )
  await expect(addLanguage(cast.convener, { briefId, language: "ru", title: "Ещё" })).rejects.toMatchObject({
    messageKey: "languageThere",
  })
  expect(await db.auditEvent.count({ where: { briefId, kind: "brief.languageAdded" } })).toBe(1)
})

test("only a convener or the lead adds one, and only to a draft", async () => {
  const briefId = await memo()
  const add = (who: string) => addLanguage(who, { briefId, language: "ru", title: "Записка" })
  await db.brief.update({ where: { id: briefId }, data: { leadId: cast.reviewer } })
  for (const role of ["drafter", "approver", "observer"] as const)
    await expect(add(cast[role])).rejects.toMatchObject({ code: "not-allowed" })
  await expect(add(cast.stranger)).rejects.toMatchObject({ code: "not-found" })
  await db.brief.update({ where: { id: briefId }, data: { state: "in_review" } })
  await expect(add(cast.convener)).rejects.toMatchObject({ code: "not-allowed" })
  await db.brief.update({ where: { id: briefId }, data: { state: "draft" } })
  await add(cast.reviewer)
})
