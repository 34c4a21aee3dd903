import { cookies, headers } from "next/headers"
import { redirect } from "next/navigation"
import { cache } from "react"
import { type Person, personOfRequest } from "#lib/members/identify.ts"
import type { Locale } from "#lib/members/input.ts"
import { isLocale, localeFor } from "#lib/web/locale.ts"

/** Who is signed in, or null. Asked once per request, of the database. */
export const currentPerson = cache(
  async (): Promise<Person | null> => personOfRequest({ cookie: (await headers()).get("cookie") }),
)

/** Who is signed in; who is not goes to sign in first, and from there to `next` (a path of ours). */
export async function requirePerson(next?: string): Promise<Person & { sessionId: string }> {
  const person = await currentPerson()
  if (!person?.sessionId) redirect(next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in")
  return person as Person & { sessionId: string }
}

/** The language of this request: what was chosen on this device, else the person's, else the browser's. */
export async function currentLocale(): Promise<Locale> {
  const chosen = (await cookies()).get("locale")?.value
  if (isLocale(chosen)) return chosen
  const person = await currentPerson()
  return person?.locale ?? localeFor(undefined, (await headers()).get("accept-language"))
}
