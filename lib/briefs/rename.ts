import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { accessToBrief, lockBrief } from "#lib/briefs/access.ts"
import { titleInput } from "#lib/briefs/input.ts"
import { titleIn } from "#lib/briefs/title.ts"
import { db } from "#lib/db.ts"
import { authorize } from "#lib/members/access.ts"
import { nudge } from "#lib/nudge.ts"

export const renameBriefInput = z.strictObject({ briefId: z.string(), title: titleInput })

/** Gives a draft another title, in each of its languages. The title is part of what is frozen and hashed. */
export async function renameBrief(who: string, input: z.infer<typeof renameBriefInput>): Promise<void> {
  const { access } = await accessToBrief(who, input.briefId)
  authorize(access, "brief.rename")
  await db.$transaction(async (tx) => {
    await lockBrief(tx, input.briefId)
    const { brief, access } = await accessToBrief(who, input.briefId, tx)
    authorize(access, "brief.rename")
    const title = titleIn(input.title, brief.languages)
    await tx.brief.update({ where: { id: brief.id }, data: { title, updatedAt: new Date() } })
    await record(tx, {
      workshopId: brief.workshopId,
      briefId: brief.id,
      actorId: who,
      kind: "brief.renamed",
      data: { before: brief.title, after: title },
    })
    await nudge(brief.id, "state", undefined, tx)
  })
}
