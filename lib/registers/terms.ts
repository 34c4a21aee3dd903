import { z } from "zod"
import { db, type Tx } from "#lib/db.ts"
import { languages, type Text } from "#lib/document/content.ts"
import type { Term } from "#lib/document/terms.ts"
import { accessToWorkshop } from "#lib/members/access.ts"

/** A term with what is said of it for people. */
export interface TermEntry extends Term {
  definition: Text
}

const text = z.partialRecord(z.enum(languages), z.string())
const lists = z.partialRecord(z.enum(languages), z.array(z.string()))

/** The glossary of a workshop, by code, for whoever may see the workshop. Not found for a stranger. */
export async function termsOf(who: string, workshopId: string): Promise<TermEntry[]> {
  await accessToWorkshop(who, workshopId)
  return readTerms(workshopId)
}

/** The same for callers that have checked that the reader may see the workshop. What has not our shape is left out. */
export async function readTerms(workshopId: string, via: Tx = db): Promise<TermEntry[]> {
  const rows = await via.term.findMany({
    where: { workshopId },
    select: { code: true, names: true, data: true },
    orderBy: { code: "asc" },
  })
  return rows.map(({ code, names, data }) => {
    const known = (data ?? {}) as Record<string, unknown>
    return {
      code,
      names: names as Text,
      also: lists.safeParse(known.also).data ?? {},
      avoid: lists.safeParse(known.avoid).data ?? {},
      definition: text.safeParse(known.definition).data ?? {},
    }
  })
}
