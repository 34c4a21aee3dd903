import { record } from "#lib/audit/record.ts"
import { accessToThread, lockThread } from "#lib/comments/access.ts"
import { db } from "#lib/db.ts"
import { conflict } from "#lib/errors.ts"
import { authorize } from "#lib/members/access.ts"
import { nudge } from "#lib/nudge.ts"

/** Closes a thread: nothing more is asked of this place. */
export const resolveThread = (who: string, { threadId }: { threadId: string }) => settle(who, threadId, true)

/** Opens a resolved thread again. */
export const reopenThread = (who: string, { threadId }: { threadId: string }) => settle(who, threadId, false)

async function settle(who: string, threadId: string, resolved: boolean): Promise<void> {
  authorize((await accessToThread(who, threadId)).access, "comment.resolve")
  await db.$transaction(async (tx) => {
    await lockThread(tx, threadId)
    const { thread, brief, access } = await accessToThread(who, threadId, tx)
    authorize(access, "comment.resolve")
    if ((thread.resolvedAt !== null) === resolved) throw conflict(resolved ? "threadResolved" : "threadOpen")
    await tx.thread.update({
      where: { id: thread.id },
      data: resolved ? { resolvedById: who, resolvedAt: new Date() } : { resolvedById: null, resolvedAt: null },
    })
    await record(tx, {
      workshopId: brief.workshopId,
      briefId: brief.id,
      actorId: who,
      kind: resolved ? "thread.resolved" : "thread.reopened",
      data: { threadId: thread.id },
    })
    await nudge(brief.id, "threads", undefined, tx)
  })
}
