import { beforeAll, expect, test } from "vitest"
import { accessToBrief } from "#lib/briefs/access.ts"
import { alignmentsOf, bringInLine, restingAlignments } from "#lib/briefs/alignment.ts"
import { assignSection } from "#lib/briefs/assign-section.ts"
import { readLive } from "#lib/briefs/content.ts"
import { createBrief } from "#lib/briefs/create.ts"
import { fillBrief } from "#lib/briefs/fill.ts"
import { readBrief } from "#lib/briefs/read.ts"
import { publishGallery } from "#lib/templates/gallery.ts"
import { type Cast, gather } from "../../vitest/cast.ts"

let cast: Cast
beforeAll(async () => {
  await publishGallery()
  cast = await gather()
})

const said = (text: string) => ({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] })
const memo = async () =>
  (
    await createBrief(cast.drafter, {
      workshopId: cast.workshopId,
      template: "policy-memo",
      title: { zh: "备忘", en: "Memo" },
      languages: ["zh", "en"],
    })
  ).id
const fill = (briefId: string, prose: object) =>
  fillBrief(cast.drafter, { briefId, sections: [{ key: "issue", kind: "", heading: {}, prose }] })
const warnings = async (briefId: string) =>
  (await readBrief(cast.observer, briefId)).sections
    .flatMap(({ lacks }) => lacks)
    .filter(({ message }) => message === "stale" || message === "bothChanged")
    .map(({ section, message, language }) => [section, message, language])
const place = { place: "p:issue", language: "en" } as const

test("what is filled in both languages at once is in line; a side that is changed alone leaves the other behind", async () => {
  const briefId = await memo()
  await fill(briefId, { zh: said("甲"), en: said("A") })
  expect(await alignmentsOf(briefId)).toEqual([{ ...place, lead: "甲", other: "A" }])
  expect(await warnings(briefId)).toEqual([])
  await fill(briefId, { zh: said("甲乙") })
  expect(await warnings(briefId)).toEqual([["issue", "stale", "en"]])
  await fill(briefId, { en: said("A and B") })
  expect(await warnings(briefId)).toEqual([["issue", "bothChanged", "en"]])
  await bringInLine(cast.drafter, { briefId, ...place, seen: { lead: "甲乙", other: "A and B" } })
  expect(await warnings(briefId)).toEqual([])
})

test("what came after the person looked is still told", async () => {
  const briefId = await memo()
  await fill(briefId, { zh: said("甲"), en: said("A") })
  await fill(briefId, { zh: said("甲乙丙") })
  await bringInLine(cast.drafter, { briefId, ...place, seen: { lead: "甲乙", other: "A" } })
  expect(await warnings(briefId)).toEqual([["issue", "stale", "en"]])
})

test("texts typed in one after the other count as in line once the draft has rested", async () => {
  const briefId = await memo()
  await fill(briefId, { zh: said("甲") })
  await fill(briefId, { en: said("A") })
  const { brief } = await accessToBrief(cast.observer, briefId)
  const { content } = await readLive(cast.observer, briefId)
  const now = new Date()
  expect(await restingAlignments(brief, content, now)).toEqual([])
  const old = new Date(now.getTime() - 3 * 60 * 60 * 1000)
  expect(await restingAlignments(brief, content, old)).toEqual([{ ...place, lead: "甲", other: "A" }])
  await fill(briefId, { zh: said("甲乙") })
  const after = (await readLive(cast.observer, briefId)).content
  expect(await restingAlignments(brief, after, old)).toEqual([{ ...place, lead: "甲", other: "A" }])
})

test("only who may write in the section says that it is in line, and only of a place the brief has", async () => {
  const briefId = await memo()
  await fill(briefId, { zh: said("甲"), en: said("A") })
  const say = (who: string, at: object = place) =>
    bringInLine(who, { briefId, ...place, ...at, seen: { lead: "甲", other: "A" } })
  for (const role of ["reviewer", "approver", "observer"] as const)
    await expect(say(cast[role])).rejects.toMatchObject({ code: "not-allowed" })
  await expect(say(cast.stranger)).rejects.toMatchObject({ code: "not-found" })
  for (const at of [
    { language: "zh" },
    { language: "ru" },
    { place: "p:issue:en" },
    { place: "t:issue/none/r1/why" },
    { place: "t:next/steps/r1/none" },
    { place: "t:next/steps/r 1/action" },
  ])
    await expect(say(cast.drafter, at), JSON.stringify(at)).rejects.toMatchObject({ messageKey: "placeUnknown" })
  for (const at of [{ place: "p:none" }, { place: "q:issue" }])
    await expect(say(cast.drafter, at), JSON.stringify(at)).rejects.toMatchObject({ code: "not-allowed" })
  await say(cast.drafter, { place: "t:next/steps/r1/action" })
  await assignSection(cast.convener, { briefId, section: "issue", owners: [{ role: "convener" }] })
  await expect(say(cast.drafter)).rejects.toMatchObject({ code: "not-allowed" })
  await say(cast.convener)
})
