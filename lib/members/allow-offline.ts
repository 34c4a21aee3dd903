import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { db } from "#lib/db.ts"
import { accessToWorkshop, authorize } from "#lib/members/access.ts"
import { nudgeWorkshop } from "#lib/members/nudge-person.ts"

export const allowOfflineInput = z.object({ workshopId: z.string(), isAllowed: z.boolean() })

/** Allows members' devices to keep edits that are not saved, or forbids it; pages that are open hear of it at once. */
export async function allowOffline(
  who: string,
  { workshopId, isAllowed }: z.infer<typeof allowOfflineInput>,
): Promise<void> {
  authorize((await accessToWorkshop(who, workshopId)).access, "workshop.edit")
  const hasChanged = await db.$transaction(async (tx) => {
    const { access } = await accessToWorkshop(who, workshopId, tx)
    authorize(access, "workshop.edit")
    const where = { id: workshopId, offline: !isAllowed }
    const { count } = await tx.workshop.updateMany({ where, data: { offline: isAllowed } })
    if (count === 0) return false
    const kind = isAllowed ? "workshop.offline_allowed" : "workshop.offline_forbidden"
    await record(tx, { workshopId, actorId: who, kind })
    return true
  })
  if (hasChanged) await nudgeWorkshop(workshopId)
}
