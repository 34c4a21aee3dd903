import { record } from "#lib/audit/record.ts"
import { db, type Tx } from "#lib/db.ts"
import type { Text } from "#lib/document/content.ts"
import { conflict } from "#lib/errors.ts"
import { accessToWorkshop, authorize, lockWorkshop } from "#lib/members/access.ts"
import { type HandRegister, nextCode } from "#lib/registers/code.ts"

interface NewEntry {
  workshopId: string
  /** Absent: the next free one. */
  code?: string | undefined
  names: Text
  data: Record<string, unknown>
}

const happened: Record<HandRegister, string> = {
  options: "option.added",
  actors: "actor.added",
  mechanisms: "mechanism.added",
  sources: "source.added",
  terms: "term.added",
}

/**
 * Adds one entry to a register of a workshop. A conflict that names the next free code where the code is taken;
 * what is there is never changed.
 */
export async function addEntry(who: string, register: HandRegister, entry: NewEntry): Promise<{ code: string }> {
  const { workshopId } = entry
  authorize((await accessToWorkshop(who, workshopId)).access, "option.edit")
  return db.$transaction(async (tx) => {
    await lockWorkshop(tx, workshopId)
    authorize((await accessToWorkshop(who, workshopId, tx)).access, "option.edit")
    const free = nextCode(register, await codesOf(tx, register, workshopId))
    const code = entry.code ?? free
    const row = { workshopId, code, names: entry.names, data: entry.data as object }
    // An import does not wait for the lock, so that the table has the last word.
    if ((await insert(tx, register, row)) === 0) throw conflict("codeTaken", { code, free }, { field: "code" })
    await record(tx, { workshopId, actorId: who, kind: happened[register], data: { code } })
    return { code }
  })
}

async function codesOf(tx: Tx, register: HandRegister, workshopId: string): Promise<string[]> {
  const codes = { where: { workshopId }, select: { code: true } } as const
  const rows = {
    options: () => tx.option.findMany(codes),
    actors: () => tx.actor.findMany(codes),
    mechanisms: () => tx.mechanism.findMany(codes),
    sources: () => tx.source.findMany(codes),
    terms: () => tx.term.findMany(codes),
  }
  return (await rows[register]()).map(({ code }) => code)
}

type Row = { workshopId: string; code: string; names: object; data: object }

async function insert(tx: Tx, register: HandRegister, row: Row): Promise<number> {
  const one = { data: [row], skipDuplicates: true }
  const into = {
    options: () => tx.option.createMany(one),
    actors: () => tx.actor.createMany(one),
    mechanisms: () => tx.mechanism.createMany(one),
    sources: () => tx.source.createMany(one),
    terms: () => tx.term.createMany(one),
  }
  return (await into[register]()).count
}
