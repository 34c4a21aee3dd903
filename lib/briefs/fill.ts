import * as Y from "yjs"
import { record } from "#lib/audit/record.ts"
import { accessToBrief, lockBrief, writableSections } from "#lib/briefs/access.ts"
import { replaceAlignments } from "#lib/briefs/alignment.ts"
import { loadDoc } from "#lib/briefs/content.ts"
import { db } from "#lib/db.ts"
import type { SectionContent } from "#lib/document/content.ts"
import { writtenTogether } from "#lib/document/stale.ts"
import { fillDoc, readContent } from "#lib/document/ydoc.ts"
import { notAllowed } from "#lib/errors.ts"
import { authorize } from "#lib/members/access.ts"
import { nudge } from "#lib/nudge.ts"

/**
 * Writes whole sections into a draft as one edit of `who`, as if they had typed it: for the sample and for import.
 * It becomes one update at the end of the log.
 */
export async function fillBrief(who: string, input: { briefId: string; sections: SectionContent[] }): Promise<void> {
  const { access } = await accessToBrief(who, input.briefId)
  authorize(access, "brief.write")
  await db.$transaction(async (tx) => {
    await lockBrief(tx, input.briefId)
    const accessed = await accessToBrief(who, input.briefId, tx)
    const { brief, access } = accessed
    authorize(access, "brief.write")
    const writable = writableSections(accessed)
    for (const { key } of input.sections)
      if (!writable.includes(key)) throw notAllowed("sectionForeign", { section: key })
    const { doc } = await loadDoc(brief.id, tx)
    const before = Y.encodeStateVector(doc)
    const said = readContent(doc, brief)
    fillDoc(doc, input.sections, brief.languages, brief.outline)
    const data = Y.encodeStateAsUpdate(doc, before) as Uint8Array<ArrayBuffer>
    await tx.briefClient.create({ data: { briefId: brief.id, clientId: BigInt(doc.clientID), userId: who } })
    await tx.briefUpdate.create({ data: { briefId: brief.id, data, authorId: who } })
    await replaceAlignments(tx, brief.id, writtenTogether(said, readContent(doc, brief)))
    await tx.brief.update({ where: { id: brief.id }, data: { updatedAt: new Date() } })
    await record(tx, {
      workshopId: brief.workshopId,
      briefId: brief.id,
      actorId: who,
      kind: "brief.filled",
      data: { sections: input.sections.map((section) => section.key) },
    })
    await nudge(brief.id, "access", undefined, tx)
  })
}
