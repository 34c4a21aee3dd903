import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { db, type Tx } from "#lib/db.ts"
import type { Text } from "#lib/document/content.ts"
import { notAllowed } from "#lib/errors.ts"
import { namesInput } from "#lib/members/input.ts"

export const openWorkshopInput = z.object({ names: namesInput })

/**
 * Opens a workshop with this person as its convener. Administrators may, and whoever convenes a workshop already:
 * a right of the instance, so it is not in the table of roles. Nobody of the sample may: their password is no secret.
 */
export async function openWorkshop(who: string, { names }: { names: Text }): Promise<{ id: string }> {
  return db.$transaction(async (tx) => {
    const person = await tx.user.findFirst({
      where: {
        id: who,
        disabledAt: null,
        isSample: false,
        OR: [{ isAdministrator: true }, { members: { some: { role: "convener", removedAt: null } } }],
      },
      select: { id: true },
    })
    if (!person) throw notAllowed("workshop.open")
    return makeWorkshop(tx, who, { names })
  })
}

/** The rows of a new workshop and its first convener, inside a transaction of somebody who has decided that it may be. */
export async function makeWorkshop(
  tx: Tx,
  who: string,
  data: { names: Text; isSample?: boolean },
): Promise<{ id: string }> {
  const workshop = await tx.workshop.create({
    data: { ...data, members: { create: { userId: who, role: "convener" } } },
    select: { id: true },
  })
  await record(tx, { workshopId: workshop.id, actorId: who, kind: "workshop.opened", data: { names: data.names } })
  return workshop
}
