// Who knocks. The same answer as lib/members/identify.ts gives pages, as part of one prepared statement: when 200 people
// return at once, each is asked for anew, and this costs a sixth of what the same question costs through Prisma.

import { hashOf } from "#lib/members/secret.ts"
import { sessionCookie, unseal } from "#lib/members/session.ts"

/** A person, and the sign-in or the API token that they came with. */
export interface Person {
  id: string
  name: string
  sessionId?: string
  tokenId?: string
}

/** What somebody shows, with the statement that finds whose it is. */
export interface Credential {
  kind: "token" | "session"
  /** Answers one row or none: Person and `seenAt`, its last use. Its values are `$1` and `$2`. */
  text: string
  values: [string, string | null]
  /** Notes the use of the one with the id `$1`. */
  seen: string
}

/** What came as a token or a cookie, if it can be one of ours. A token that is given decides alone. */
export async function credentialOf(token: string | null, cookie = ""): Promise<Credential | undefined> {
  if (token !== null) return /^chy_[\w-]{43}$/.test(token) ? { ...byToken, values: [hashOf(token), null] } : undefined
  const value = sessionCookie(cookie)
  const claims = value ? await unseal(value) : null
  return claims ? { ...bySession, values: [claims.sid, claims.sub] } : undefined
}

const byToken = {
  kind: "token",
  text: `
    select t.id as "tokenId", t."lastUsedAt" as "seenAt", u.id, u.name from "ApiToken" t
    join "User" u on u.id = t."userId" and u."disabledAt" is null
    where t.hash = $1 and $2::uuid is null and t."revokedAt" is null`,
  seen: `update "ApiToken" set "lastUsedAt" = now() where id = $1`,
} as const

const bySession = {
  kind: "session",
  text: `
    select s.id as "sessionId", s."lastSeenAt" as "seenAt", u.id, u.name from "Session" s
    join "User" u on u.id = s."userId" and u."disabledAt" is null
    where s.id = $1 and s."userId" = $2 and s."endedAt" is null and s."expiresAt" > now()`,
  seen: `update "Session" set "lastSeenAt" = now() where id = $1`,
} as const
