import { z } from "zod"

/** One address as it is stored and compared: NFC, lower case, no spaces around. */
export const normalEmail = (raw: string): string => raw.normalize("NFC").trim().toLowerCase()

const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
const plain = new RegExp(`^${atom}(\\.${atom})*@([a-z0-9-]+\\.)*[a-z0-9-]+$`)

/**
 * One plain address. Only ASCII and only the dotted form: full-width @ signs, quoted local parts and lists
 * have each been a way to receive somebody else's invitation.
 */
export const email = z
  .string()
  .max(254)
  .transform(normalEmail)
  .pipe(z.string().regex(plain, { message: "email" }))
