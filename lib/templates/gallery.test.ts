import { expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { kindOf, partsOf } from "#lib/document/kinds/registry.ts"
import { publishGallery, readGallery } from "#lib/templates/gallery.ts"

const gallery = await readGallery()

test("the gallery holds the three structured templates and the memo", () => {
  expect(gallery.map(({ code, key, sections }) => [code, key, sections.length])).toEqual([
    ["T01", "mechanism-option", 19],
    ["T02", "option-comparison", 14],
    ["T03", "reform-path", 17],
    ["T13", "policy-memo", 9],
  ])
})

test("every template has a header, a decision and evidence, all of them required", () => {
  for (const { sections } of gallery)
    for (const kind of ["meta", "decision_box", "evidence_list"])
      expect(sections.find((section) => section.kind === kind)?.required).toBe(true)
})

test("a limit speaks only of what its kind can count", () => {
  for (const { code, sections } of gallery)
    for (const section of sections) {
      const { prose, measured } = kindOf(section.kind)
      const { zh_chars_max, en_words_max, per, columns_min, reasons_max } = section.limit ?? {}
      const name = `${code} ${section.key}`
      if (zh_chars_max || en_words_max) expect([name, prose || (measured && per === "item")]).toEqual([name, true])
      if (reasons_max) expect([name, measured?.column]).toEqual([name, "reasons"])
      if (columns_min) expect([name, partsOf(section).some((part) => part.key === "columns")]).toEqual([name, true])
    }
})

test("publishing twice changes nothing, and a changed definition becomes a new version beside the old", async () => {
  await Promise.all([publishGallery(), publishGallery()])
  await publishGallery()
  const versions = () =>
    db.templateVersion.findMany({
      orderBy: [{ template: { code: "asc" } }, { number: "asc" }],
      include: { template: true },
    })
  expect((await versions()).map(({ template, number }) => [template.code, number])).toEqual([
    ["T01", 1],
    ["T02", 1],
    ["T03", 1],
    ["T13", 1],
  ])
  const memo = (await versions()).at(-1)
  await db.templateVersion.update({
    where: { id: memo?.id ?? "" },
    data: { definition: { ...gallery[3], pages: [1, 9] } },
  })
  await publishGallery()
  const after = (await versions()).filter(({ template }) => template.code === "T13")
  expect(after.map(({ number }) => number)).toEqual([1, 2])
  expect(after.map(({ definition }) => (definition as { pages: number[] }).pages)).toEqual([
    [1, 9],
    [1, 2],
  ])
})
