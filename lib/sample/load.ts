// Loads the sample workshop the way people would have made it: through the use cases, so that it can be in no state
// that the product cannot reach.

import { createBrief } from "#lib/briefs/create.ts"
import { fillBrief } from "#lib/briefs/fill.ts"
import { db, type Tx } from "#lib/db.ts"
import type { Cell, Row } from "#lib/document/content.ts"
import { joinWorkshop } from "#lib/members/accept-invitation.ts"
import { invite } from "#lib/members/invite.ts"
import { makeWorkshop } from "#lib/members/open-workshop.ts"
import { createPerson } from "#lib/members/person.ts"
import { type Role, roles } from "#lib/policy.ts"
import { importRegisters } from "#lib/registers/import.ts"
import { type SampleBrief, sampleBriefs, sampleRegisters } from "#lib/sample/files.ts"
import { samplePassword, samplePeople } from "#lib/sample/people.ts"
import { clearSample } from "#lib/sample/remove.ts"
import { type SampleState, sampleState, setSampleState, underSampleLock } from "#lib/sample/state.ts"
import { approve, beforeReview, type Cast, putInReview } from "#lib/sample/story.ts"
import { publishGallery } from "#lib/templates/gallery.ts"

const names = { zh: "中亚政策研讨组", en: "Central Asia Policy Workshop" }

/**
 * Loads the sample and says what there was to do. Again: nothing, once it is there or once it was removed (`afresh`
 * brings it back). What an interrupted load left is removed first. Two servers at once take turns.
 */
export const loadSample = ({ afresh = false } = {}): Promise<SampleState["state"] | "already"> =>
  underSampleLock(async () => {
    const before = await sampleState()
    if (before?.state === "loaded") return "already"
    if (before?.state === "removed" && !afresh) return "removed"
    await clearSample()
    await setSampleState({ state: "loading" })
    await publishGallery()
    const { workshopId, cast } = await openSampleWorkshop()
    await importRegisters(cast.convener, workshopId, sampleRegisters())
    const briefs = sampleBriefs()
    // The last changed is listed first, so the first is made last.
    for (const brief of briefs.toReversed()) await write(workshopId, cast, brief)
    await setSampleState({ state: "loaded", workshopId })
    return "loaded"
  })

async function openSampleWorkshop(): Promise<{ workshopId: string; cast: Cast }> {
  const { workshopId, convener } = await db.$transaction(async (tx) => {
    const convener = await person(tx, "convener")
    return { convener, workshopId: (await makeWorkshop(tx, convener, { names, isSample: true })).id }
  })
  const cast = { convener } as Cast
  for (const role of roles) {
    if (role === "convener") continue
    const { path } = await invite(convener, { workshopId, email: samplePeople[role].email, role })
    const id = await db.$transaction((tx) => person(tx, role))
    await joinWorkshop(id, { token: path.slice("/invitations/".length) })
    cast[role] = id
  }
  return { workshopId, cast }
}

/** One of the five. Who was kept by an earlier removal, for what they did elsewhere, comes back. */
async function person(tx: Tx, role: Role): Promise<string> {
  const { email, ...facts } = samplePeople[role]
  const kept = await tx.user.findFirst({ where: { email, isSample: true }, select: { id: true } })
  if (!kept) return (await createPerson(tx, { email, ...facts, password: samplePassword, isSample: true })).id
  await tx.user.update({ where: { id: kept.id }, data: { disabledAt: null } })
  return kept.id
}

/** Starts a brief and writes it: each writer their own sections, so that the text has its true authors. */
async function write(workshopId: string, cast: Cast, brief: SampleBrief): Promise<void> {
  const { name, template, title, languages, options, marking, byConvener } = brief
  const { id } = await createBrief(cast.drafter, { workshopId, template, title, languages, options })
  await db.brief.update({ where: { id }, data: { marking, isSample: true } })
  const sections = Object.entries(brief.sections).map(([key, { prose, parts }]) => ({
    key,
    kind: "",
    heading: {},
    ...(prose && { prose }),
    ...(parts && { parts: withMembers(parts, cast) }),
  }))
  const first = name === approved ? sections.flatMap(beforeReview) : sections
  for (const who of ["drafter", "convener"] as const) {
    const share = first.filter(({ key }) => byConvener.includes(key) === (who === "convener"))
    await fillBrief(cast[who], { briefId: id, sections: share })
  }
  if (name === approved) await approve(cast, id, sections)
  if (name === inReview) await putInReview(cast, id)
}

const approved = "01-g3plus5"
const inReview = "02-eight-nation-forum"

/** Columns that name members. The files know only roles: who has them has an id when the sample is loaded. */
export const memberColumns = ["lead_author", "reviewers", "owner", "decision_owner", "coder", "second_coder"]

function withMembers(parts: Record<string, Row[]>, cast: Cast): Record<string, Row[]> {
  const id = (role: Cell) => cast[role as Role]
  const named = ([key, cell]: [string, Cell]): [string, Cell] =>
    memberColumns.includes(key) ? [key, Array.isArray(cell) ? cell.map(id) : id(cell)] : [key, cell]
  return Object.fromEntries(
    Object.entries(parts).map(([key, rows]) => [
      key,
      rows.map((row) => ({ ...row, cells: Object.fromEntries(Object.entries(row.cells).map(named)) })),
    ]),
  )
}
