// A session is a row. The cookie only carries its id, sealed by next-auth; each request asks the row, so that ending
// a session, disabling a person or letting it expire counts at the very next request.
import { decode, encode } from "next-auth/jwt"
import { db } from "#lib/db.ts"
import { env } from "#lib/env.ts"
import { isUuid } from "#lib/members/input.ts"

/** A session ends this long after sign-in, whatever happens meanwhile. Seconds. */
export const sessionLasts = 30 * 24 * 60 * 60

/** How often the last use of a session or token is written down. Milliseconds. */
export const seenEvery = 60_000

const plainName = "next-auth.session-token"
const secureName = `__Secure-${plainName}`

/** The cookie of a session, with and without https. */
export const sessionCookieName = (secure: boolean) => (secure ? secureName : plainName)

/** Where people come by https only, a cookie that could have been planted over http is not read. */
const readable = () => (env.APP_URL?.startsWith("https:") ? [secureName] : [secureName, plainName])

export interface SessionClaims {
  /** User id. */
  sub: string
  /** Session id. */
  sid: string
}

/** The claims of a sealed cookie value, or null when it is not ours, too old or damaged. */
export async function unseal(value: string): Promise<SessionClaims | null> {
  const claims = await decode({ token: value, secret: env.AUTH_SECRET }).catch(() => null)
  if (typeof claims?.sub !== "string" || typeof claims.sid !== "string") return null
  return isUuid(claims.sub) && isUuid(claims.sid) ? { sub: claims.sub, sid: claims.sid } : null
}

/** The value of the session cookie for these claims. */
export const seal = (claims: SessionClaims): Promise<string> =>
  encode({ token: { ...claims }, secret: env.AUTH_SECRET, maxAge: sessionLasts })

/** The value of the session cookie in a Cookie header, or null. */
export function sessionCookie(header: string): string | null {
  const found = new Map<string, string>()
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=")
    const name = pair.slice(0, at).trim()
    if (at > 0 && !found.has(name))
      found.set(
        name,
        pair
          .slice(at + 1)
          .trim()
          .replace(/^"|"$/g, ""),
      )
  }
  for (const name of readable()) {
    const value = found.get(name)
    if (value) return value
  }
  return null
}

/** Whether the session still stands, and whose it is. */
export async function openSession({ sub, sid }: SessionClaims) {
  const session = await db.session.findFirst({
    where: { id: sid, userId: sub, endedAt: null, expiresAt: { gt: new Date() }, user: { disabledAt: null } },
    select: {
      id: true,
      lastSeenAt: true,
      user: { select: { id: true, name: true, email: true, locale: true, isAdministrator: true } },
    },
  })
  if (session && Date.now() - session.lastSeenAt.getTime() > seenEvery)
    await db.session.updateMany({ where: { id: sid }, data: { lastSeenAt: new Date() } })
  return session
}
