import type { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { accessToThread, lockThread, mentionsOf } from "#lib/comments/access.ts"
import type { replyInput } from "#lib/comments/input.ts"
import { db } from "#lib/db.ts"
import { conflict } from "#lib/errors.ts"
import { authorize } from "#lib/members/access.ts"
import { nudge } from "#lib/nudge.ts"

/** Adds a comment to an open thread. A resolved one is opened again first. */
export async function reply(who: string, input: z.input<typeof replyInput>): Promise<{ commentId: string }> {
  authorize((await accessToThread(who, input.threadId)).access, "comment.write")
  return db.$transaction(async (tx) => {
    await lockThread(tx, input.threadId)
    const { thread, brief, access } = await accessToThread(who, input.threadId, tx)
    authorize(access, "comment.write")
    if (thread.resolvedAt) throw conflict("threadResolved")
    const mentions = await mentionsOf(tx, brief.workshopId, input.mentions)
    const comment = await tx.comment.create({
      data: { threadId: thread.id, authorId: who, body: input.body, mentions },
      select: { id: true },
    })
    await record(tx, {
      workshopId: brief.workshopId,
      briefId: brief.id,
      actorId: who,
      kind: "thread.replied",
      data: { threadId: thread.id, commentId: comment.id, mentions },
    })
    await nudge(brief.id, "threads", undefined, tx)
    return { commentId: comment.id }
  })
}
