import { record } from "#lib/audit/record.ts"
import { db } from "#lib/db.ts"
import { accessToWorkshop, authorize } from "#lib/members/access.ts"
import type { RegisterKey, RegistersInput } from "#lib/registers/registers.ts"

/**
 * Adds entries to the registers of a workshop and says how many were new.
 * A code that is there already keeps what people have made of it.
 */
export async function importRegisters(
  who: string,
  workshopId: string,
  given: RegistersInput,
): Promise<Record<RegisterKey, number>> {
  authorize((await accessToWorkshop(who, workshopId)).access, "option.edit")
  const rows = (key: RegisterKey) => ({
    data: (given[key] ?? []).map(({ code, names, data = {} }) => ({ workshopId, code, names, data })),
    skipDuplicates: true,
  })
  return db.$transaction(async (tx) => {
    authorize((await accessToWorkshop(who, workshopId, tx)).access, "option.edit")
    const added = {
      options: (await tx.option.createMany(rows("options"))).count,
      actors: (await tx.actor.createMany(rows("actors"))).count,
      mechanisms: (await tx.mechanism.createMany(rows("mechanisms"))).count,
      sources: (await tx.source.createMany(rows("sources"))).count,
      terms: (await tx.term.createMany(rows("terms"))).count,
    }
    await record(tx, { workshopId, actorId: who, kind: "registers.imported", data: added })
    return added
  })
}
