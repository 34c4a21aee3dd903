import { db, type Tx } from "#lib/db.ts"
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
  return readRegisters(workshopId)
}

/** The same for callers that have checked that the reader may see the workshop. */
export async function readRegisters(workshopId: string, via: Tx = db): Promise<Registers> {
  const all = {
    where: { workshopId },
    select: { code: true, names: true, data: true },
    orderBy: { code: "asc" },
  } as const
  // One after the other: inside a transaction there is one connection.
  return {
    options: byCode(await via.option.findMany(all)),
    actors: byCode(await via.actor.findMany(all)),
    mechanisms: byCode(await via.mechanism.findMany(all)),
    sources: byCode(await via.source.findMany(all)),
    terms: byCode(await via.term.findMany(all)),
  }
}

const byCode = (rows: Stored[]): Record<string, Entry> =>
  Object.fromEntries(
    rows.map(({ code, names, data }) => [code, { names: names as Text, data: (data ?? {}) as Entry["data"] }]),
  )
