import { z } from "zod"
import { db } from "#lib/db.ts"
import { notFound } from "#lib/errors.ts"
import type { Person } from "#lib/members/identify.ts"
import { isUuid, type Locale, line } from "#lib/members/input.ts"
import { nudgePerson } from "#lib/members/nudge-person.ts"
import { hashOf, randomSecret } from "#lib/members/secret.ts"
import { seenEvery } from "#lib/members/session.ts"

export const createTokenInput = z.object({ name: line(100) })
export const revokeTokenInput = z.object({ tokenId: z.string() })

/** Makes a bearer token for the API. The token itself is in the answer and nowhere else, ever. */
export async function createToken(who: string, { name }: z.infer<typeof createTokenInput>) {
  const token = `chy_${randomSecret(256)}`
  const { id } = await db.apiToken.create({ data: { userId: who, name, hash: hashOf(token) }, select: { id: true } })
  return { id, token }
}

/** The tokens of this person that still work, newest first. */
export function listTokens(who: string) {
  return db.apiToken.findMany({
    where: { userId: who, revokedAt: null },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true },
    orderBy: { createdAt: "desc" },
  })
}

/** From now on the token opens nothing. Another person's token is not found. */
export async function revokeToken(who: string, { tokenId }: z.infer<typeof revokeTokenInput>): Promise<void> {
  if (!isUuid(tokenId)) throw notFound()
  const { count } = await db.apiToken.updateMany({
    where: { id: tokenId, userId: who, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  if (count === 0) throw notFound()
  await nudgePerson(who)
}

/** Whose token this is, or null. */
export async function personOfToken(token: string): Promise<Person | null> {
  if (!/^chy_[\w-]{43}$/.test(token)) return null
  const found = await db.apiToken.findFirst({
    where: { hash: hashOf(token), revokedAt: null, user: { disabledAt: null } },
    select: {
      id: true,
      lastUsedAt: true,
      user: { select: { id: true, name: true, email: true, locale: true, isAdministrator: true } },
    },
  })
  if (!found) return null
  if (!found.lastUsedAt || Date.now() - found.lastUsedAt.getTime() > seenEvery)
    await db.apiToken.updateMany({ where: { id: found.id }, data: { lastUsedAt: new Date() } })
  return { ...found.user, locale: found.user.locale as Locale, tokenId: found.id }
}
