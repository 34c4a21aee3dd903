import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { db } from "#lib/db.ts"
import type { Text } from "#lib/document/content.ts"
import { accessToWorkshop, authorize } from "#lib/members/access.ts"
import { namesInput } from "#lib/members/input.ts"

export const renameWorkshopInput = z.object({ workshopId: z.string(), names: namesInput })

/** Gives the workshop another name. */
export async function renameWorkshop(
  who: string,
  { workshopId, names }: { workshopId: string; names: Text },
): Promise<void> {
  authorize((await accessToWorkshop(who, workshopId)).access, "workshop.edit")
  await db.$transaction(async (tx) => {
    const { access, workshop } = await accessToWorkshop(who, workshopId, tx)
    authorize(access, "workshop.edit")
    await tx.workshop.update({ where: { id: workshopId }, data: { names } })
    const data = { before: workshop.names, after: names }
    await record(tx, { workshopId, actorId: who, kind: "workshop.renamed", data })
  })
}
