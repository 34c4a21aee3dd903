import { db } from "#lib/db.ts"
import type { Text } from "#lib/document/content.ts"

/** The workshops this person is in, with their role there and how much there is. */
export async function listWorkshops(who: string) {
  const rows = await db.member.findMany({
    where: { userId: who, removedAt: null },
    select: {
      role: true,
      workshop: {
        select: {
          id: true,
          names: true,
          isSample: true,
          _count: { select: { briefs: true, members: { where: { removedAt: null } } } },
        },
      },
    },
    orderBy: { workshop: { createdAt: "asc" } },
  })
  return rows.map(({ role, workshop: { _count, names, ...workshop } }) => ({
    ...workshop,
    names: names as Text,
    role,
    briefs: _count.briefs,
    members: _count.members,
  }))
}
