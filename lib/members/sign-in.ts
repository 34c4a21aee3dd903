import { z } from "zod"
import { db } from "#lib/db.ts"
import { notAllowed } from "#lib/errors.ts"
import { normalEmail } from "#lib/members/email.ts"
import { passwordInput } from "#lib/members/input.ts"
import { isPassword } from "#lib/members/password-hash.ts"
import { sessionLasts } from "#lib/members/session.ts"
import { attempt } from "#lib/members/throttle.ts"

export const signInInput = z.object({ email: z.string().max(254).transform(normalEmail), password: passwordInput })

/** What is known of the device that signs in. */
export interface Device {
  address: string
  userAgent: string
}

/**
 * Begins a session. A wrong password, an unknown e-mail and a disabled account are the same refusal after the same
 * time; too many of them are refused without looking (not-allowed both).
 */
export async function signIn({ email, password }: z.infer<typeof signInInput>, { address, userAgent }: Device) {
  const { forgive } = await attempt(email, address)
  const person = await db.user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, disabledAt: true },
  })
  const isRight = await isPassword(password, person?.passwordHash)
  if (!person || !isRight || person.disabledAt) throw notAllowed("signIn.failed")
  await forgive()
  const session = await db.session.create({
    data: {
      userId: person.id,
      userAgent: userAgent.slice(0, 400),
      expiresAt: new Date(Date.now() + sessionLasts * 1000),
    },
    select: { id: true },
  })
  return { userId: person.id, sessionId: session.id }
}
