import { hash, verify } from "@node-rs/argon2"

// OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane (argon2id is what the library makes unless told otherwise).
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** argon2id as a PHC string, of the NFC form: the same phrase typed on another keyboard is the same password. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFC"), settings)

let nobody: Promise<string> | undefined

/**
 * Whether the password is the one that was hashed. Without a hash (no such account) it takes the same time and is
 * false, so that the time of an answer does not tell who has an account.
 */
export async function isPassword(password: string, passwordHash: string | null | undefined): Promise<boolean> {
  nobody ??= hashPassword("a person who does not exist")
  const same = await verify(passwordHash ?? (await nobody), password.normalize("NFC")).catch(() => false)
  return same && passwordHash != null
}
