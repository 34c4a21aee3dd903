import { expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { kindOf, kinds, partsOf } from "#lib/document/kinds/registry.ts"
import { families } from "#lib/templates/families.ts"
import { publishGallery, readGallery } from "#lib/templates/gallery.ts"

const gallery = await readGallery()

test("the gallery holds eighteen templates, each with its sections, in four families", () => {
  expect(gallery.map(({ code, key, sections }) => [code, key, sections.length])).toEqual([
    ["T01", "mechanism-option", 19],
    ["T02", "option-comparison", 14],
    ["T03", "reform-path", 17],
    ["T04", "actor-position-map", 10],
    ["T05", "game-incentive", 11],
    ["T06", "crisis-matrix", 13],
    ["T07", "performance-review", 12],
    ["T08", "minilateral-typology", 13],
    ["T09", "corridor-governance", 14],
    ["T10", "small-state-adjustment", 14],
    ["T11", "strategy-alignment", 15],
    ["T12", "great-power-scenarios", 12],
    ["T13", "policy-memo", 9],
    ["T14", "ministerial-submission", 11],
    ["T15", "decision-memo", 8],
    ["T16", "internal-reference", 8],
    ["T17", "impact-comparison", 11],
    ["T18", "meeting-readout", 8],
  ])
  const inFamily = Map.groupBy(gallery, ({ family }) => family)
  expect([...inFamily.keys()].sort()).toEqual([...families].sort())
})

test("every template has a header, evidence and the references made from it; a decision that it asks for is required", () => {
  for (const { code, sections } of gallery) {
    const kinds = Object.groupBy(sections, ({ kind }) => kind)
    expect([code, kinds.meta?.length, kinds.references?.length]).toEqual([code, 1, 1])
    // A read-out may rest on nothing but what was said.
    expect([code, kinds.evidence_list?.some(({ required }) => required)]).toEqual([code, code !== "T18"])
    expect([code, kinds.decision_box?.every(({ required }) => required) ?? true]).toEqual([code, true])
  }
})

test("every kind of section is in some template", () => {
  const used = new Set(gallery.flatMap(({ sections }) => sections.map(({ kind }) => kind)))
  expect(kinds.filter(({ key }) => !used.has(key)).map(({ key }) => key)).toEqual([])
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
  expect((await versions()).map(({ template, number }) => [template.code, number])).toEqual(
    gallery.map(({ code }) => [code, 1]),
  )
  const memo = (await versions()).find(({ template }) => template.code === "T13")
  await db.templateVersion.update({
    where: { id: memo?.id ?? "" },
    data: { definition: { ...gallery.find(({ code }) => code === "T13"), pages: [1, 9] } },
  })
  await publishGallery()
  const after = (await versions()).filter(({ template }) => template.code === "T13")
  expect(after.map(({ number }) => number)).toEqual([1, 2])
  expect(after.map(({ definition }) => (definition as { pages: number[] }).pages)).toEqual([
    [1, 9],
    [1, 2],
  ])
})
