import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { db } from "#lib/db.ts"
import type { Text } from "#lib/document/content.ts"
import { notFound } from "#lib/errors.ts"
import { accessToWorkshop, authorize, lockWorkshop } from "#lib/members/access.ts"
import { namesInput, summaryInput } from "#lib/registers/input.ts"
import { optionDataOf } from "#lib/registers/option-data.ts"

export const editOptionInput = z.strictObject({
  workshopId: z.string(),
  code: z.string(),
  names: namesInput,
  summary: summaryInput,
})

/**
 * Gives an option other names and another summary; whatever else is known of it stays, and so does a text in a third
 * language. A summary that was quoted from a source and is worded anew counts as derived from then on.
 */
export async function editOption(who: string, input: z.output<typeof editOptionInput>): Promise<void> {
  const { workshopId, code } = input
  authorize((await accessToWorkshop(who, workshopId)).access, "option.edit")
  await db.$transaction(async (tx) => {
    await lockWorkshop(tx, workshopId)
    authorize((await accessToWorkshop(who, workshopId, tx)).access, "option.edit")
    const where = { workshopId_code: { workshopId, code } }
    const option = await tx.option.findUnique({ where, select: { names: true, data: true } })
    if (!option) throw notFound()
    const before = option.names as Text
    const names = inBoth(before, input.names)
    const { summary: _, ...known } = (option.data ?? {}) as Record<string, unknown>
    const { origin, ...said } = optionDataOf({ summary: _ }).summary ?? {}
    const worded = inBoth(said, input.summary)
    const summaryChanged = worded.zh !== said.zh || worded.en !== said.en
    if (!summaryChanged && names.zh === before.zh && names.en === before.en) return
    const summary = { ...worded, ...(origin && { origin: summaryChanged ? "D" : origin }) }
    const data = { ...known, ...(Object.keys(worded).length > 0 && { summary }) }
    await tx.option.update({ where, data: { names, data: data as object } })
    await record(tx, {
      workshopId,
      actorId: who,
      kind: "option.edited",
      data: { code, before, after: names, summaryChanged },
    })
  })
}

/** The Chinese and English as they are now said, and a third language as it was. */
const inBoth = ({ ru }: Text, { zh, en }: Text): Text => ({
  ...(zh && { zh }),
  ...(en && { en }),
  ...(ru && { ru }),
})
