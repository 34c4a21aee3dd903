import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { accessToBrief, lockBrief } from "#lib/briefs/access.ts"
import { loadDoc } from "#lib/briefs/content.ts"
import { titleIn } from "#lib/briefs/title.ts"
import { db } from "#lib/db.ts"
import { type Language, languages } from "#lib/document/content.ts"
import { addLanguageCells } from "#lib/document/ydoc.ts"
import { conflict } from "#lib/errors.ts"
import { authorize } from "#lib/members/access.ts"
import { line } from "#lib/members/input.ts"
import { nudge } from "#lib/nudge.ts"

export const addLanguageInput = z.strictObject({
  briefId: z.string(),
  language: z.enum(languages),
  title: line(300),
})

/**
 * Gives a draft one more language, behind those it has: its title in it, and a place for it in every row. What is
 * written stays as it is; pages that are open open the document anew.
 */
export async function addLanguage(
  who: string,
  { briefId, language, title }: { briefId: string; language: Language; title: string },
): Promise<void> {
  const { access } = await accessToBrief(who, briefId)
  authorize(access, "brief.language")
  await db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    const { brief, access } = await accessToBrief(who, briefId, tx)
    authorize(access, "brief.language")
    if (brief.languages.includes(language)) throw conflict("languageThere")
    const all = [...brief.languages, language]
    await tx.brief.update({
      where: { id: briefId },
      data: { languages: all, title: titleIn({ ...brief.title, [language]: title }, all), updatedAt: new Date() },
    })
    const { doc } = await loadDoc(briefId, tx)
    let data: Uint8Array<ArrayBuffer> | undefined
    doc.once("update", (update) => {
      data = update as Uint8Array<ArrayBuffer>
    })
    addLanguageCells(doc, brief.outline, language)
    if (data) {
      await tx.briefClient.create({ data: { briefId, clientId: BigInt(doc.clientID), userId: who } })
      await tx.briefUpdate.create({ data: { briefId, data, authorId: who } })
    }
    await record(tx, {
      workshopId: brief.workshopId,
      briefId,
      actorId: who,
      kind: "brief.languageAdded",
      data: { language, title },
    })
    await nudge(briefId, "access", undefined, tx)
  }, replay)
}

/** Replaying a long log takes longer than Prisma's five seconds on a slow machine. Milliseconds. */
const replay = { maxWait: 10_000, timeout: 60_000 }
