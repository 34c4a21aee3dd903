import type { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { accessToBrief } from "#lib/briefs/access.ts"
import { mentionsOf } from "#lib/comments/access.ts"
import type { openThreadInput } from "#lib/comments/input.ts"
import { db } from "#lib/db.ts"
import { invalid } from "#lib/errors.ts"
import { authorize } from "#lib/members/access.ts"
import { nudge } from "#lib/nudge.ts"

/**
 * Starts a thread on a range of prose, a row or a cell. Takes the right to comment and nothing else: the text is not
 * touched, the place is kept beside it.
 */
export async function openThread(
  who: string,
  input: z.input<typeof openThreadInput>,
): Promise<{ threadId: string; commentId: string }> {
  authorize((await accessToBrief(who, input.briefId)).access, "comment.write")
  return db.$transaction(async (tx) => {
    const { brief, access } = await accessToBrief(who, input.briefId, tx)
    authorize(access, "comment.write")
    if (!brief.outline.some((section) => section.key === input.sectionKey))
      throw invalid("sectionUnknown", { section: input.sectionKey })
    const mentions = await mentionsOf(tx, brief.workshopId, input.mentions)
    const thread = await tx.thread.create({
      data: {
        briefId: brief.id,
        sectionKey: input.sectionKey,
        anchor: input.anchor as object,
        quote: input.quote,
        openedById: who,
      },
      select: { id: true },
    })
    const comment = await tx.comment.create({
      data: { threadId: thread.id, authorId: who, body: input.body, mentions },
      select: { id: true },
    })
    await record(tx, {
      workshopId: brief.workshopId,
      briefId: brief.id,
      actorId: who,
      kind: "thread.opened",
      data: { threadId: thread.id, section: input.sectionKey, mentions },
    })
    await nudge(brief.id, "threads", undefined, tx)
    return { threadId: thread.id, commentId: comment.id }
  })
}
