import { z } from "zod"
import { db } from "#lib/db.ts"
import { accessToWorkshop, authorize } from "#lib/members/access.ts"

export const ofWorkshopInput = z.object({ workshopId: z.string() })
type OfWorkshop = z.infer<typeof ofWorkshopInput>

/** The people of a workshop, in the order in which they joined. */
export async function listMembers(who: string, { workshopId }: OfWorkshop) {
  const { access } = await accessToWorkshop(who, workshopId)
  authorize(access, "workshop.read")
  const members = await db.member.findMany({
    where: { workshopId, removedAt: null },
    select: { role: true, createdAt: true, user: { select: { id: true, name: true, email: true } } },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
  })
  return members.map(({ user, role, createdAt }) => ({ ...user, role, since: createdAt }))
}

/** Invitations that can still be accepted, newest first. Their links cannot be shown again: only a hash is kept. */
export async function listInvitations(who: string, { workshopId }: OfWorkshop) {
  const { access } = await accessToWorkshop(who, workshopId)
  authorize(access, "member.invite")
  return db.invitation.findMany({
    where: { workshopId, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, email: true, role: true, expiresAt: true },
    orderBy: { createdAt: "desc" },
  })
}
