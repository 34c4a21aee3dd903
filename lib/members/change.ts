import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { db, type Tx } from "#lib/db.ts"
import { conflict, notFound } from "#lib/errors.ts"
import { accessToWorkshop, authorize, lockWorkshop } from "#lib/members/access.ts"
import { isUuid, roleInput } from "#lib/members/input.ts"
import { nudgeWorkshop } from "#lib/members/nudge-person.ts"

const memberInput = z.object({ workshopId: z.string(), userId: z.string() })
export const changeRoleInput = memberInput.extend({ role: roleInput })
export const removeMemberInput = memberInput

async function memberOf(tx: Tx, workshopId: string, userId: string) {
  if (!isUuid(userId)) throw notFound()
  const member = await tx.member.findFirst({ where: { workshopId, userId, removedAt: null }, select: { role: true } })
  if (!member) throw notFound()
  return member
}

/** A workshop is never without a convener who can sign in. Asked while the workshop is locked. */
async function keepConvener(tx: Tx, workshopId: string, without: string): Promise<void> {
  const others = await tx.member.count({
    where: { workshopId, role: "convener", removedAt: null, userId: { not: without }, user: { disabledAt: null } },
  })
  if (others === 0) throw conflict("member.lastConvener")
}

/** Who can no longer invite leaves no open invitations behind. */
async function revokeInvitationsOf(tx: Tx, workshopId: string, userId: string): Promise<void> {
  await tx.invitation.updateMany({
    where: { workshopId, invitedById: userId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  })
}

/** Gives a member another role, at once: open briefs ask again what they may do. */
export async function changeRole(who: string, input: z.infer<typeof changeRoleInput>): Promise<void> {
  const { workshopId, userId, role } = input
  authorize((await accessToWorkshop(who, workshopId)).access, "member.change")
  await db.$transaction(async (tx) => {
    await lockWorkshop(tx, workshopId)
    authorize((await accessToWorkshop(who, workshopId, tx)).access, "member.change")
    const { role: before } = await memberOf(tx, workshopId, userId)
    if (before === role) return
    if (before === "convener") {
      await keepConvener(tx, workshopId, userId)
      await revokeInvitationsOf(tx, workshopId, userId)
    }
    await tx.member.update({ where: { workshopId_userId: { workshopId, userId } }, data: { role } })
    await record(tx, { workshopId, actorId: who, kind: "member.role_changed", data: { userId, before, after: role } })
  })
  await nudgeWorkshop(workshopId, userId)
}

/** Takes a member out of the workshop, at once. What they did keeps their name. Anybody may take themselves out. */
export async function removeMember(
  who: string,
  { workshopId, userId }: z.infer<typeof removeMemberInput>,
): Promise<void> {
  const allowed = async (tx: Tx) => {
    const { access } = await accessToWorkshop(who, workshopId, tx)
    if (who !== userId) authorize(access, "member.change")
  }
  await allowed(db)
  await db.$transaction(async (tx) => {
    await lockWorkshop(tx, workshopId)
    await allowed(tx)
    const { role } = await memberOf(tx, workshopId, userId)
    if (role === "convener") {
      await keepConvener(tx, workshopId, userId)
      await revokeInvitationsOf(tx, workshopId, userId)
    }
    const where = { workshopId_userId: { workshopId, userId } }
    await tx.member.update({ where, data: { removedAt: new Date() } })
    await record(tx, { workshopId, actorId: who, kind: "member.removed", data: { userId, role } })
  })
  await nudgeWorkshop(workshopId, userId)
}
