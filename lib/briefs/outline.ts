// The outline of one brief: its order, what of the template it leaves out, what it adds. A required section stays; an
// optional one, and one of the brief's own, may go while nobody has written in it.

import { randomBytes } from "node:crypto"
import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { accessToBrief, type BriefAccessed, lockBrief } from "#lib/briefs/access.ts"
import { loadDoc } from "#lib/briefs/content.ts"
import { sectionRow } from "#lib/briefs/section-row.ts"
import { db, type Tx } from "#lib/db.ts"
import { isEmpty } from "#lib/document/completeness.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { ownKinds } from "#lib/document/kinds/registry.ts"
import { prepareDoc, readSection } from "#lib/document/ydoc.ts"
import { conflict, invalid } from "#lib/errors.ts"
import { authorize } from "#lib/members/access.ts"
import { line } from "#lib/members/input.ts"
import { nudge } from "#lib/nudge.ts"
import type { Role } from "#lib/policy.ts"
import { templateDefinition } from "#lib/templates/definition.ts"

const sectionKey = z.string().max(100)
/** The section after which it shall stand; null is the top. */
const after = sectionKey.nullable()

export const moveSectionInput = z.strictObject({ briefId: z.string(), section: sectionKey, after })
export const removeSectionInput = z.strictObject({ briefId: z.string(), section: sectionKey })
export const addSectionInput = z.strictObject({
  briefId: z.string(),
  after,
  section: z.union([
    z.strictObject({ key: sectionKey }),
    z.strictObject({ kind: z.enum(ownKinds), heading: z.strictObject({ zh: line(100), en: line(100) }) }),
  ]),
})

/** A brief has as many sections as a template may have. */
const mostSections = 60

/** What the template of a brief knows of its sections, those that the brief has left out too. */
export async function templateSections(briefId: string, via: Tx = db): Promise<Offered[]> {
  const { templateVersion } = await via.brief.findUniqueOrThrow({
    where: { id: briefId },
    select: { templateVersion: { select: { definition: true } } },
  })
  const read = templateDefinition.safeParse(templateVersion.definition)
  return read.success ? (read.data.sections as Offered[]) : []
}

/** Puts a section after another. */
export async function moveSection(
  who: string,
  { briefId, section, after }: z.infer<typeof moveSectionInput>,
): Promise<void> {
  await rearrange(who, briefId, async (tx, { brief: { outline } }) => {
    const keys = outline.map(({ key }) => key)
    if (!keys.includes(section)) throw invalid("sectionUnknown", { section })
    const order = placed(
      keys.filter((key) => key !== section),
      section,
      after,
    )
    if (order.join() === keys.join()) return null
    await setOrder(tx, briefId, order)
    return { kind: "section.moved", data: { section, after } }
  })
}

/** Adds an optional section that the template offers, or one of the brief's own. Answers its key. */
export async function addSection(
  who: string,
  { briefId, after, section: asked }: z.infer<typeof addSectionInput>,
): Promise<{ key: string }> {
  const key = "key" in asked ? asked.key : `own_${randomBytes(6).toString("hex")}`
  await rearrange(who, briefId, async (tx, { brief: { outline, languages } }) => {
    const section: Offered =
      "key" in asked
        ? await offered(tx, briefId, key)
        : { key, kind: asked.kind, heading: asked.heading, guidance: {}, required: false, limit: null, adds: null }
    const keys = outline.map((one) => one.key)
    if (keys.includes(key)) throw conflict("sectionThere", { section: key })
    if (keys.length >= mostSections) throw invalid("sectionsTooMany", { max: mostSections })
    const owners = section.owner && { owners: { create: { role: section.owner } } }
    await tx.briefSection.create({ data: { briefId, ...sectionRow(section, keys.length), ...owners } })
    await setOrder(tx, briefId, placed(keys, key, after))
    // Its forms are made once and by nobody, as those of a new brief are.
    const { doc } = await loadDoc(briefId, tx)
    let data: Uint8Array<ArrayBuffer> | undefined
    doc.once("update", (update) => {
      data = update as Uint8Array<ArrayBuffer>
    })
    prepareDoc(doc, [section], languages)
    if (data) await tx.briefUpdate.create({ data: { briefId, data } })
    return { kind: "section.added", data: { section: key, kind: section.kind, after } }
  })
  return { key }
}

/** Takes out a section that need not be there, as long as nothing is written in it and nothing said about it. */
export async function removeSection(
  who: string,
  { briefId, section }: z.infer<typeof removeSectionInput>,
): Promise<void> {
  await rearrange(who, briefId, async (tx, { brief: { outline, languages }, sections }) => {
    const found = outline.find(({ key }) => key === section)
    if (!found) throw invalid("sectionUnknown", { section })
    if (found.required) throw invalid("sectionRequired")
    // What cannot be read for certain counts as written.
    if (sections[section]?.quarantine) throw conflict("sectionWritten")
    const { doc } = await loadDoc(briefId, tx)
    if (!isEmpty(readSection(doc, found, languages))) throw conflict("sectionWritten")
    if ((await tx.thread.count({ where: { briefId, sectionKey: section } })) > 0) throw conflict("sectionDiscussed")
    await tx.briefSection.delete({ where: { briefId_key: { briefId, key: section } } })
    await setOrder(
      tx,
      briefId,
      outline.map(({ key }) => key).filter((key) => key !== section),
    )
    return { kind: "section.removed", data: { section } }
  })
}

/**
 * Holds the brief while its outline changes, so that what somebody has under way is in the log before. Everybody who
 * has it open hears of it; null changes nothing.
 */
async function rearrange(
  who: string,
  briefId: string,
  change: (tx: Tx, accessed: BriefAccessed) => Promise<{ kind: string; data: Record<string, unknown> } | null>,
): Promise<void> {
  const { access } = await accessToBrief(who, briefId)
  authorize(access, "brief.outline")
  await db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    const accessed = await accessToBrief(who, briefId, tx)
    const { brief, access } = accessed
    authorize(access, "brief.outline")
    const happened = await change(tx, accessed)
    if (!happened) return
    await tx.brief.update({ where: { id: briefId }, data: { updatedAt: new Date() } })
    await record(tx, { workshopId: brief.workshopId, briefId, actorId: who, ...happened })
    await nudge(briefId, "access", undefined, tx)
  }, replay)
}

/** With the role that the template gives it to. */
type Offered = SectionOutline & { owner?: Role | undefined }

async function offered(tx: Tx, briefId: string, key: string): Promise<Offered> {
  const section = (await templateSections(briefId, tx)).find((one) => one.key === key)
  if (!section) throw invalid("sectionNotOffered", { section: key })
  return section
}

function placed(keys: string[], key: string, after: string | null): string[] {
  if (after === null) return [key, ...keys]
  const at = keys.indexOf(after)
  // It went away meanwhile, or never was.
  if (at < 0) throw invalid("sectionUnknown", { section: after })
  return keys.toSpliced(at + 1, 0, key)
}

const setOrder = (tx: Tx, briefId: string, keys: string[]) => tx.$executeRaw`
  update "BriefSection" s set position = place.n - 1
  from unnest(${keys}::text[]) with ordinality as place(key, n)
  where s."briefId" = ${briefId}::uuid and s.key = place.key`

/** Replaying a long log takes longer than Prisma's five seconds on a slow machine. Milliseconds. */
const replay = { maxWait: 10_000, timeout: 60_000 }
