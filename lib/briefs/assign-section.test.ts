import { beforeAll, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { changeRole, removeMember } from "#lib/members/change.ts"
import { roles } from "#lib/policy.ts"
import { submit } from "#lib/versions/submit.ts"
import { publishSmallTemplate, startBrief, writtenBrief } from "../../vitest/brief.ts"
import { type Cast, gather, join, person } from "../../vitest/cast.ts"
import { accessToBrief, writableSections } from "./access.ts"
import { assignSection } from "./assign-section.ts"
import { fillBrief } from "./fill.ts"

let cast: Cast
let small: string
beforeAll(async () => {
  cast = await gather()
  small = await publishSmallTemplate()
})

const writable = async (who: string, briefId: string) => writableSections(await accessToBrief(who, briefId))
const ownersOf = async (briefId: string) => (await accessToBrief(cast.observer, briefId)).sections.issue?.owners
const give = (who: string, briefId: string, ...owners: Parameters<typeof assignSection>[1]["owners"]) =>
  assignSection(who, { briefId, section: "issue", owners })

async function drafter(name: string): Promise<string> {
  const id = await person(name)
  await join(cast.workshopId, id, "drafter")
  return id
}

test("a section given to somebody is written by them and by conveners only, the others stay open", async () => {
  const briefId = await startBrief(cast, small)
  const anna = await drafter("Anna")
  expect(await writable(cast.drafter, briefId)).toEqual(["issue", "argument"])
  await give(cast.convener, briefId, { userId: anna })
  expect(await writable(anna, briefId)).toEqual(["issue", "argument"])
  expect(await writable(cast.convener, briefId)).toEqual(["issue", "argument"])
  expect(await writable(cast.drafter, briefId)).toEqual(["argument"])
  for (const who of [cast.reviewer, cast.approver, cast.observer]) expect(await writable(who, briefId)).toEqual([])
  await give(cast.convener, briefId, { role: "drafter" })
  expect(await writable(cast.drafter, briefId)).toEqual(["issue", "argument"])
  await give(cast.convener, briefId)
  expect(await ownersOf(briefId)).toEqual([])
})

test("conveners and the lead give, in a draft; nobody else, and in no other state", async () => {
  const briefId = await writtenBrief(cast, small)
  const other = await drafter("Other")
  for (const who of [other, cast.reviewer, cast.approver, cast.observer])
    await expect(give(who, briefId, { userId: other })).rejects.toMatchObject({ code: "not-allowed" })
  await give(cast.drafter, briefId, { userId: cast.drafter })
  // The lead keeps the outline in hand, even as somebody who only reads.
  await db.brief.update({ where: { id: briefId }, data: { leadId: cast.observer } })
  await expect(give(cast.drafter, briefId)).rejects.toMatchObject({ code: "not-allowed" })
  await give(cast.observer, briefId)
  expect(await writable(cast.observer, briefId)).toEqual([])
  await submit(cast.drafter, { briefId })
  await expect(give(cast.convener, briefId, { role: "drafter" })).rejects.toMatchObject({ code: "not-allowed" })
})

test("a section is given only to whoever writes here, and only one that the brief has", async () => {
  const briefId = await startBrief(cast, small)
  const left = await drafter("Left")
  await removeMember(cast.convener, { workshopId: cast.workshopId, userId: left })
  for (const userId of [cast.stranger, left])
    await expect(give(cast.convener, briefId, { userId })).rejects.toMatchObject({ messageKey: "ownerUnknown" })
  const refused = { code: "invalid", messageKey: "ownerReads", values: { name: "reviewer", role: "reviewer" } }
  await expect(give(cast.convener, briefId, { userId: cast.reviewer })).rejects.toMatchObject(refused)
  for (const role of roles) {
    const giving = give(cast.convener, briefId, { role })
    if (role === "convener" || role === "drafter") await giving
    else await expect(giving).rejects.toMatchObject({ code: "invalid", messageKey: "ownerRole", values: { role } })
  }
  await expect(assignSection(cast.convener, { briefId, section: "other", owners: [] })).rejects.toMatchObject({
    messageKey: "sectionUnknown",
  })
})

test("what is given stays given to who left or only reads now: conveners write, and it can be given on", async () => {
  const briefId = await startBrief(cast, small)
  const anna = await drafter("Anna")
  await give(cast.convener, briefId, { userId: anna })
  await changeRole(cast.convener, { workshopId: cast.workshopId, userId: anna, role: "reviewer" })
  expect(await ownersOf(briefId)).toEqual([{ userId: anna, name: "Anna", writes: false }])
  expect(await writable(anna, briefId)).toEqual([])
  expect(await writable(cast.drafter, briefId)).toEqual(["argument"])
  expect(await writable(cast.convener, briefId)).toEqual(["issue", "argument"])
  await removeMember(cast.convener, { workshopId: cast.workshopId, userId: anna })
  expect(await ownersOf(briefId)).toEqual([{ userId: anna, name: "Anna", writes: false }])
  // Somebody joins her, and she comes back.
  await give(cast.convener, briefId, { userId: anna }, { userId: cast.drafter })
  expect(await writable(cast.drafter, briefId)).toEqual(["issue", "argument"])
  await join(cast.workshopId, anna, "drafter")
  expect(await writable(anna, briefId)).toEqual(["issue", "argument"])
})

test("giving is recorded once, with what was before; giving the same again is nothing", async () => {
  const briefId = await startBrief(cast, small)
  await give(cast.convener, briefId, { role: "drafter" }, { userId: cast.convener })
  await give(cast.convener, briefId, { userId: cast.convener }, { role: "drafter" })
  await give(cast.convener, briefId)
  const events = await db.auditEvent.findMany({ where: { briefId, kind: "section.assigned" }, orderBy: { id: "asc" } })
  const given = [{ role: "drafter" }, { userId: cast.convener }]
  expect(events.map(({ actorId, data }) => ({ actorId, data }))).toEqual([
    { actorId: cast.convener, data: { section: "issue", before: [], after: given } },
    { actorId: cast.convener, data: { section: "issue", before: given, after: [] } },
  ])
})

test("nobody fills a section that is not theirs, and nobody one in quarantine", async () => {
  const briefId = await startBrief(cast, small)
  const fill = (who: string, key: string) =>
    fillBrief(who, { briefId, sections: [{ key, kind: "prose", heading: {}, prose: {} }] })
  await give(cast.convener, briefId, { role: "convener" })
  const refused = { code: "not-allowed", messageKey: "sectionForeign", values: { section: "issue" } }
  await expect(fill(cast.drafter, "issue")).rejects.toMatchObject(refused)
  await expect(fill(cast.drafter, "nothing")).rejects.toMatchObject({ messageKey: "sectionForeign" })
  await fill(cast.drafter, "argument")
  await fill(cast.convener, "issue")
  await db.briefSection.update({ where: { briefId_key: { briefId, key: "issue" } }, data: { fault: {} } })
  await expect(fill(cast.convener, "issue")).rejects.toMatchObject(refused)
  expect(await writable(cast.convener, briefId)).toEqual(["argument"])
})
