import { db, type Tx } from "#lib/db.ts"
import type { Text } from "#lib/document/content.ts"
import { notAllowed, notFound } from "#lib/errors.ts"
import { isUuid } from "#lib/members/input.ts"
import { type Access, type Action, can } from "#lib/policy.ts"

export interface WorkshopAccess {
  workshop: { id: string; names: Text; isSample: boolean; offline: boolean }
  member: { userId: string; role: Access["role"] }
  access: Access
}

/**
 * The workshop and what this person is in it. An id that does not exist, one that is no id and a workshop of others
 * are the same *not found*. Pass the transaction to ask again inside it.
 */
export async function accessToWorkshop(who: string, workshopId: string, tx: Tx = db): Promise<WorkshopAccess> {
  if (!isUuid(who) || !isUuid(workshopId)) throw notFound()
  const found = await tx.member.findFirst({
    where: { workshopId, userId: who, removedAt: null, user: { disabledAt: null } },
    select: {
      role: true,
      userId: true,
      workshop: { select: { id: true, names: true, isSample: true, offline: true } },
    },
  })
  if (!found) throw notFound()
  const { workshop, role, userId } = found
  return { workshop: { ...workshop, names: workshop.names as Text }, member: { userId, role }, access: { role } }
}

/** Goes on only where the table says yes. */
export function authorize(access: Access, action: Action): void {
  if (!can(access, action)) throw notAllowed()
}

/**
 * Holds the membership of a workshop still until the transaction ends, so that two people cannot each take away
 * the other's convenership at once.
 */
export async function lockWorkshop(tx: Tx, workshopId: string): Promise<void> {
  await tx.$queryRaw`select 1 from "Workshop" where id = ${workshopId}::uuid for update`
}
