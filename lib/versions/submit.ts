import { record } from "#lib/audit/record.ts"
import { accessToBrief, lockBrief } from "#lib/briefs/access.ts"
import { moved } from "#lib/briefs/move.ts"
import { quarantine } from "#lib/briefs/quarantine.ts"
import { db } from "#lib/db.ts"
import { announceMove } from "#lib/versions/announce.ts"
import { Faulty, freeze } from "#lib/versions/freeze.ts"

/**
 * Freezes the text as the next version and opens a round on it; from here on the text stands still.
 * An incomplete brief is `invalid` with the list of what it lacks in `details`.
 */
export async function submit(
  who: string,
  { briefId }: { briefId: string },
): Promise<{ versionId: string; number: number; sha256: string }> {
  const { access } = await accessToBrief(who, briefId)
  moved(access, "brief.submit", "submit")
  const submitting = db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    const { brief, access } = await accessToBrief(who, briefId, tx)
    const state = moved(access, "brief.submit", "submit")
    const version = await freeze(tx, brief, who)
    await tx.round.create({ data: { briefId, versionId: version.id, openedById: who } })
    await tx.brief.update({ where: { id: briefId }, data: { state, updatedAt: new Date() } })
    await record(tx, {
      workshopId: brief.workshopId,
      briefId,
      actorId: who,
      kind: "brief.submitted",
      data: { versionId: version.id, number: version.number, sha256: version.sha256 },
    })
    await announceMove(tx, briefId)
    return { versionId: version.id, number: version.number, sha256: version.sha256 }
  }, replay)
  // Nothing was frozen. What was found in looking is kept, so that it can be repaired.
  return submitting.catch(async (error: unknown) => {
    if (error instanceof Faulty) await quarantine(briefId, error.findings)
    throw error
  })
}

/** Replaying a long log takes longer than Prisma's five seconds on a slow machine. Milliseconds. */
const replay = { maxWait: 10_000, timeout: 60_000 }
