// Who sent a request: asked by pages, actions, the API and the collaboration server alike. Knows no web framework.
import type { Locale } from "#lib/members/input.ts"
import { openSession, sessionCookie, unseal } from "#lib/members/session.ts"
import { personOfToken } from "#lib/members/tokens.ts"

/** A person who may act, as far as anybody may know before it is asked where. */
export interface Person {
  id: string
  name: string
  email: string
  locale: Locale
  isAdministrator: boolean
  /** Absent when they came with an API token. */
  sessionId?: string
  /** Absent when they came with a session. */
  tokenId?: string
}

/**
 * The person behind a Cookie header or a bearer token, or null. A token that is given decides alone:
 * a wrong one is not made good by a cookie.
 */
export async function personOfRequest(request: {
  cookie?: string | null
  bearer?: string | null
}): Promise<Person | null> {
  if (request.bearer != null) return personOfToken(request.bearer)
  const value = request.cookie && sessionCookie(request.cookie)
  const claims = value ? await unseal(value) : null
  const session = claims && (await openSession(claims))
  return session ? { ...session.user, locale: session.user.locale as Locale, sessionId: session.id } : null
}
