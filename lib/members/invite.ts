import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { db } from "#lib/db.ts"
import { conflict, notFound } from "#lib/errors.ts"
import { accessToWorkshop, authorize, lockWorkshop } from "#lib/members/access.ts"
import { email } from "#lib/members/email.ts"
import { isUuid, roleInput } from "#lib/members/input.ts"
import { hashOf, randomSecret } from "#lib/members/secret.ts"

/** How long an invitation stands. Milliseconds. */
export const invitationLasts = 7 * 24 * 60 * 60 * 1000

export const inviteInput = z.object({ workshopId: z.string(), email, role: roleInput })
export const revokeInvitationInput = z.object({ workshopId: z.string(), invitationId: z.string() })

/**
 * Invites one e-mail address in one role. `path` holds the only copy of the secret: it is shown once and cannot be
 * had again. An earlier open invitation of the same address is withdrawn: the last word counts.
 */
export async function invite(who: string, { workshopId, email, role }: z.infer<typeof inviteInput>) {
  authorize((await accessToWorkshop(who, workshopId)).access, "member.invite")
  const token = randomSecret(128)
  return db.$transaction(async (tx) => {
    await lockWorkshop(tx, workshopId)
    authorize((await accessToWorkshop(who, workshopId, tx)).access, "member.invite")
    if (await tx.member.findFirst({ where: { workshopId, removedAt: null, user: { email } }, select: { role: true } }))
      throw conflict("invitation.isMember", { email }, { field: "email" })
    await tx.invitation.updateMany({
      where: { workshopId, email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    const { id, expiresAt } = await tx.invitation.create({
      data: {
        workshopId,
        email,
        role,
        invitedById: who,
        tokenHash: hashOf(token),
        expiresAt: new Date(Date.now() + invitationLasts),
      },
      select: { id: true, expiresAt: true },
    })
    await record(tx, { workshopId, actorId: who, kind: "member.invited", data: { invitationId: id, email, role } })
    return { id, expiresAt, path: `/invitations/${token}` }
  })
}

/** Takes an invitation back: its link opens nothing from now on. */
export async function revokeInvitation(
  who: string,
  { workshopId, invitationId }: z.infer<typeof revokeInvitationInput>,
): Promise<void> {
  authorize((await accessToWorkshop(who, workshopId)).access, "member.invite")
  if (!isUuid(invitationId)) throw notFound()
  await db.$transaction(async (tx) => {
    authorize((await accessToWorkshop(who, workshopId, tx)).access, "member.invite")
    const { count } = await tx.invitation.updateMany({
      where: { id: invitationId, workshopId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (count === 0) throw notFound()
    await record(tx, { workshopId, actorId: who, kind: "invitation.revoked", data: { invitationId } })
  })
}
