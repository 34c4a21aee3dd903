import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { accessToBrief, lockBrief } from "#lib/briefs/access.ts"
import { loadDoc } from "#lib/briefs/content.ts"
import { db, Prisma } from "#lib/db.ts"
import { mendSection } from "#lib/document/mend.ts"
import { faultsIn } from "#lib/document/valid.ts"
import { conflict, invalid } from "#lib/errors.ts"
import { authorize } from "#lib/members/access.ts"
import { nudge } from "#lib/nudge.ts"

export const repairSectionInput = z.strictObject({ briefId: z.string(), section: z.string() })

/**
 * Brings a section in quarantine to its valid form, as one edit of `who`: every word stays, what the schema does not
 * allow is taken from around it. Then it is open again to all who may write there.
 */
export async function repairSection(
  who: string,
  { briefId, section }: z.infer<typeof repairSectionInput>,
): Promise<void> {
  const { access } = await accessToBrief(who, briefId)
  authorize(access, "section.repair")
  await db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    const { brief, access, sections } = await accessToBrief(who, briefId, tx)
    authorize(access, "section.repair")
    const outline = brief.outline.find(({ key }) => key === section)
    if (!outline) throw invalid("sectionUnknown", { section })
    if (!sections[section]?.quarantine) throw conflict("sectionSound")
    const { doc } = await loadDoc(briefId, tx)
    const found = faultsIn(doc, outline)
    // Its own deletions only: Yjs would write out all that was ever deleted with them.
    let data: Uint8Array<ArrayBuffer> | undefined
    doc.once("update", (update) => {
      data = update as Uint8Array<ArrayBuffer>
    })
    mendSection(doc, outline)
    if (faultsIn(doc, outline).length > 0) throw new Error(`${section} of ${briefId} could not be mended`)
    let upto = sections[section].quarantine.upto
    if (data) {
      await tx.briefClient.create({ data: { briefId, clientId: BigInt(doc.clientID), userId: who } })
      const { seq } = await tx.briefUpdate.create({ data: { briefId, data, authorId: who }, select: { seq: true } })
      upto = String(seq)
      await tx.brief.update({ where: { id: briefId }, data: { updatedAt: new Date() } })
    }
    await tx.briefSection.update({
      where: { briefId_key: { briefId, key: section } },
      data: { fault: Prisma.DbNull },
    })
    await record(tx, {
      workshopId: brief.workshopId,
      briefId,
      actorId: who,
      kind: "section.repaired",
      data: { section, upto, faults: found.map(({ what, name }) => `${what} ${name}`) },
    })
    await nudge(briefId, "access", undefined, tx)
  }, replay)
}

/** Replaying a long log takes longer than Prisma's five seconds on a slow machine. Milliseconds. */
const replay = { maxWait: 10_000, timeout: 60_000 }
