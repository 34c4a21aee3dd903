// Who knocks. The same answer as lib/members/identify.ts gives pages, from one prepared statement: when 200 people
// return at once, each is asked for anew, and this costs a sixth of what the same question costs through Prisma.

import type pg from "pg"
import { hashOf } from "#lib/members/secret.ts"
import { seenEvery, sessionCookie, unseal } from "#lib/members/session.ts"

/** A person, and the sign-in or the API token that they came with. */
export interface Person {
  id: string
  name: string
  sessionId?: string
  tokenId?: string
}

/** The person behind a token or a cookie. A token that is given decides alone. */
export async function personOf(pool: pg.Pool, token: string | null, cookie = ""): Promise<Person | undefined> {
  if (token !== null) return /^chy_[\w-]{43}$/.test(token) ? ask(pool, byToken, [hashOf(token)]) : undefined
  const value = sessionCookie(cookie)
  const claims = value ? await unseal(value) : null
  return claims ? ask(pool, bySession, [claims.sid, claims.sub]) : undefined
}

const byToken = {
  name: "person-of-token",
  text: `
    select t.id as "tokenId", t."lastUsedAt" as "seenAt", u.id, u.name from "ApiToken" t
    join "User" u on u.id = t."userId" and u."disabledAt" is null
    where t.hash = $1 and t."revokedAt" is null`,
  seen: `update "ApiToken" set "lastUsedAt" = now() where id = $1`,
}

const bySession = {
  name: "person-of-session",
  text: `
    select s.id as "sessionId", s."lastSeenAt" as "seenAt", u.id, u.name from "Session" s
    join "User" u on u.id = s."userId" and u."disabledAt" is null
    where s.id = $1 and s."userId" = $2 and s."endedAt" is null and s."expiresAt" > now()`,
  seen: `update "Session" set "lastSeenAt" = now() where id = $1`,
}

async function ask(pool: pg.Pool, { name, text, seen }: typeof byToken, values: string[]): Promise<Person | undefined> {
  const { rows } = await pool.query<Person & { seenAt: Date | null }>({ name, text, values })
  const [found] = rows
  if (!found) return undefined
  const { seenAt, ...person } = found
  // Nobody waits for it, and a database that takes no writes still lets people in to read.
  if (!seenAt || Date.now() - seenAt.getTime() > seenEvery)
    pool.query(seen, [person.tokenId ?? person.sessionId]).catch(() => {})
  return person
}
