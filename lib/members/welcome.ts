import { z } from "zod"
import { db } from "#lib/db.ts"
import { conflict } from "#lib/errors.ts"
import { email } from "#lib/members/email.ts"
import { localeInput, namesInput, passwordInput, personName } from "#lib/members/input.ts"
import { makeWorkshop } from "#lib/members/open-workshop.ts"
import { createPerson } from "#lib/members/person.ts"

export const claimInput = z.object({
  email,
  name: personName,
  password: passwordInput,
  locale: localeInput,
  names: namesInput,
})

/**
 * The first person of an instance: becomes its administrator and convener of its first workshop.
 * Refused (conflict) as soon as there is an administrator, also when two come at the same moment.
 */
export async function claimInstance({ names, ...person }: z.infer<typeof claimInput>): Promise<{ workshopId: string }> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('chancery:claim'))`
    if (await tx.user.findFirst({ where: { isAdministrator: true }, select: { id: true } }))
      throw conflict("welcome.taken")
    const { id } = await createPerson(tx, { ...person, isAdministrator: true })
    return { workshopId: (await makeWorkshop(tx, id, { names })).id }
  })
}
