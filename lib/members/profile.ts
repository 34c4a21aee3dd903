import { z } from "zod"
import { db } from "#lib/db.ts"
import { invalid, notFound } from "#lib/errors.ts"
import { isUuid, localeInput, passwordInput, personName } from "#lib/members/input.ts"
import { nudgePerson } from "#lib/members/nudge-person.ts"
import { hashPassword, isPassword } from "#lib/members/password-hash.ts"
import { checkPassword } from "#lib/members/person.ts"
import { attempt } from "#lib/members/throttle.ts"

export const profileInput = z.object({ name: personName, locale: localeInput })
export const changePasswordInput = z.object({ current: passwordInput, next: passwordInput })
export const endSessionInput = z.object({ sessionId: z.string() })

/** How this person is called, and in which language they read. */
export async function updateProfile(who: string, { name, locale }: z.infer<typeof profileInput>): Promise<void> {
  await db.user.update({ where: { id: who }, data: { name, locale }, select: { id: true } })
}

/**
 * Sets another password and ends every other session. Knowing the current one is asked, as slowly as at sign-in:
 * a browser left open is not enough to take over an account.
 */
export async function changePassword(
  who: string,
  { current, next }: z.infer<typeof changePasswordInput>,
  { keep, address }: { keep: string; address: string },
): Promise<void> {
  const person = await db.user.findUniqueOrThrow({ where: { id: who } })
  const { forgive } = await attempt(person.email, address)
  if (!(await isPassword(current, person.passwordHash))) throw invalid("password.wrong", {}, { field: "current" })
  await forgive()
  checkPassword(next, person, "next")
  const passwordHash = await hashPassword(next)
  await db.$transaction([
    db.user.update({ where: { id: who }, data: { passwordHash }, select: { id: true } }),
    db.session.updateMany({ where: { userId: who, endedAt: null, id: { not: keep } }, data: { endedAt: new Date() } }),
  ])
  await nudgePerson(who)
}

/** Where this person is signed in, last seen first. */
export function listSessions(who: string) {
  return db.session.findMany({
    where: { userId: who, endedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: "desc" },
  })
}

/** Ends one of one's sessions: its next request is not signed in. Another person's session is not found. */
export async function endSession(who: string, { sessionId }: z.infer<typeof endSessionInput>): Promise<void> {
  if (!isUuid(sessionId)) throw notFound()
  const { count } = await db.session.updateMany({
    where: { id: sessionId, userId: who, endedAt: null },
    data: { endedAt: new Date() },
  })
  if (count === 0) throw notFound()
  await nudgePerson(who)
}
