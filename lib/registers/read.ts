import { db } from "#lib/db.ts"
import type { Text } from "#lib/document/content.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import type { Entry, Registers } from "#lib/registers/registers.ts"

interface Stored {
  code: string
  names: unknown
  data: unknown
}

/**
 * All registers of a workshop, for whoever may read it: what the codes in a brief stand for.
 * Not found for a stranger.
 */
export async function registersOf(who: string, workshopId: string): Promise<Registers> {
  await accessToWorkshop(who, workshopId)
  const all = {
    where: { workshopId },
    select: { code: true, names: true, data: true },
    orderBy: { code: "asc" },
  } as const
  const [options, actors, mechanisms, sources, terms] = await Promise.all([
    db.option.findMany(all),
    db.actor.findMany(all),
    db.mechanism.findMany(all),
    db.source.findMany(all),
    db.term.findMany(all),
  ])
  return {
    options: byCode(options),
    actors: byCode(actors),
    mechanisms: byCode(mechanisms),
    sources: byCode(sources),
    terms: byCode(terms),
  }
}

const byCode = (rows: Stored[]): Record<string, Entry> =>
  Object.fromEntries(
    rows.map(({ code, names, data }) => [code, { names: names as Text, data: (data ?? {}) as Entry["data"] }]),
  )
