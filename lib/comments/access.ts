import { accessToBrief, type Brief } from "#lib/briefs/access.ts"
import { db, type Tx } from "#lib/db.ts"
import { invalid, notFound } from "#lib/errors.ts"
import { isUuid } from "#lib/members/input.ts"
import type { Access, BriefState } from "#lib/policy.ts"

/** The thread, its brief, and what this person is to it. */
export async function accessToThread(
  who: string,
  threadId: string,
  via: Tx = db,
): Promise<{
  thread: { id: string; resolvedAt: Date | null }
  brief: Brief
  access: Access & { state: BriefState }
}> {
  if (!isUuid(threadId)) throw notFound()
  const found = await via.thread.findUnique({
    where: { id: threadId },
    select: { id: true, briefId: true, resolvedAt: true },
  })
  if (!found) throw notFound()
  const { brief, access } = await accessToBrief(who, found.briefId, via)
  return { thread: { id: found.id, resolvedAt: found.resolvedAt }, brief, access }
}

/** Keeps the thread as it is until the transaction ends: two people cannot both resolve it. */
export async function lockThread(tx: Tx, threadId: string): Promise<void> {
  await tx.$queryRaw`select 1 from "Thread" where id = ${threadId}::uuid for update`
}

/** The mentioned people, each once. Someone who is not a member could never read the comment: refused. */
export async function mentionsOf(tx: Tx, workshopId: string, userIds: readonly string[] = []): Promise<string[]> {
  const unique = [...new Set(userIds.map((id) => id.toLowerCase()))]
  if (!unique.every(isUuid)) throw invalid("mentionUnknown")
  const members = await tx.member.count({
    where: { workshopId, userId: { in: unique }, removedAt: null, user: { disabledAt: null } },
  })
  if (members !== unique.length) throw invalid("mentionUnknown")
  return unique
}
