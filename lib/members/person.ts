import { Prisma, type Tx } from "#lib/db.ts"
import { conflict, invalid } from "#lib/errors.ts"
import { normalEmail } from "#lib/members/email.ts"
import type { Locale } from "#lib/members/input.ts"
import { maximumBytes, minimumLength, passwordFault } from "#lib/members/password.ts"
import { hashPassword } from "#lib/members/password-hash.ts"

/** Refuses a password that is too short, too long or easily guessed. `field`: the input it came from. */
export function checkPassword(password: string, facts: { email: string; name: string }, field = "password"): void {
  const fault = passwordFault(password, facts)
  if (fault) throw invalid(`password.${fault}`, { minimum: minimumLength, bytes: maximumBytes }, { field })
}

export interface NewPerson {
  email: string
  name: string
  password: string
  locale: Locale
  isAdministrator?: boolean
  isSample?: boolean
}

/**
 * Makes an account. Whoever calls has decided that this person may have one: it is not a use case by itself.
 * Refuses a weak password (invalid) and an e-mail that has an account (conflict).
 */
export async function createPerson(tx: Tx, { password, ...person }: NewPerson): Promise<{ id: string }> {
  const email = normalEmail(person.email)
  checkPassword(password, { email, name: person.name })
  const passwordHash = await hashPassword(password)
  // Asked before, because a refused insert would spoil the whole transaction; the unique index closes the race.
  if (await tx.user.findUnique({ where: { email }, select: { id: true } })) throw hasAccount(email)
  try {
    return await tx.user.create({ data: { ...person, email, passwordHash }, select: { id: true } })
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") throw hasAccount(email)
    throw error
  }
}

const hasAccount = (email: string) => conflict("invitation.hasAccount", { email })
