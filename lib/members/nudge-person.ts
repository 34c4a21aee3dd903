import { db } from "#lib/db.ts"
import { nudge } from "#lib/nudge.ts"

/** Makes every open brief of one workshop ask again what people may do there; all of them, or one person. */
export async function nudgeWorkshop(workshopId: string, userId?: string): Promise<void> {
  const briefs = await db.brief.findMany({ where: { workshopId }, select: { id: true } })
  for (const { id } of briefs) await nudge(id, "access", userId)
}

/** Makes every open brief of this person ask again who they are: a session or token of theirs has ended. */
export async function nudgePerson(userId: string): Promise<void> {
  const where = { workshop: { members: { some: { userId, removedAt: null } } } }
  for (const { id } of await db.brief.findMany({ where, select: { id: true } })) await nudge(id, "access", userId)
}
