import { record } from "#lib/audit/record.ts"
import { accessToBrief, lockBrief } from "#lib/briefs/access.ts"
import { moved } from "#lib/briefs/move.ts"
import { db } from "#lib/db.ts"
import { announceMove } from "#lib/versions/announce.ts"

/** Takes a brief back from review: its round closes without a decision and the text moves again. */
export async function withdraw(who: string, { briefId }: { briefId: string }): Promise<void> {
  const { access } = await accessToBrief(who, briefId)
  moved(access, "brief.withdraw", "withdraw")
  await db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    const { brief, access } = await accessToBrief(who, briefId, tx)
    const state = moved(access, "brief.withdraw", "withdraw")
    const now = new Date()
    const round = await tx.round.findFirstOrThrow({ where: { briefId, state: "open" } })
    await tx.round.update({ where: { id: round.id }, data: { state: "withdrawn", closedAt: now } })
    await tx.brief.update({ where: { id: briefId }, data: { state, updatedAt: now } })
    await record(tx, {
      workshopId: brief.workshopId,
      briefId,
      actorId: who,
      kind: "brief.withdrawn",
      data: { versionId: round.versionId, roundId: round.id },
    })
    await announceMove(tx, briefId)
  })
}
