import { record } from "#lib/audit/record.ts"
import { accessToBrief, lockBrief } from "#lib/briefs/access.ts"
import { moved } from "#lib/briefs/move.ts"
import { db } from "#lib/db.ts"
import { announceMove } from "#lib/versions/announce.ts"

/** Makes an approved brief a draft again. The approved version stays approved; what follows is a new one. */
export async function reopen(who: string, { briefId }: { briefId: string }): Promise<void> {
  const { access } = await accessToBrief(who, briefId)
  moved(access, "brief.reopen", "reopen")
  await db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    const { brief, access } = await accessToBrief(who, briefId, tx)
    const state = moved(access, "brief.reopen", "reopen")
    await tx.brief.update({ where: { id: briefId }, data: { state, updatedAt: new Date() } })
    await record(tx, { workshopId: brief.workshopId, briefId, actorId: who, kind: "brief.reopened" })
    await announceMove(tx, briefId)
  })
}
