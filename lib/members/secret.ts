// Secrets that are handed out once: invitation links and API tokens. Only their SHA-256 is kept, which is enough
// because they are random and long; passwords are neither and go through lib/members/password-hash.ts.
import { createHash, randomBytes } from "node:crypto"

/** So many random bits as base64url without padding. */
export const randomSecret = (bits: 128 | 256): string => randomBytes(bits / 8).toString("base64url")

/** SHA-256, lower-case hex: what is stored in place of the secret. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex")
