// Shapes that come in from outside about people. Only edges parse with them.
import { z } from "zod"
import { roles } from "#lib/policy.ts"

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether a text can be an id at all. What cannot is *not found*, not an error of the database. */
export const isUuid = (text: string): boolean => uuid.test(text)

/** The languages of the interface. */
export const locales = ["zh-CN", "en"] as const
export type Locale = (typeof locales)[number]
export const localeInput = z.enum(locales)

/** A line a person types: NFC, trimmed, without control characters or lone surrogates. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .transform((text) => text.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), { message: "unprintable" }),
    )

export const personName = line(100)
export const roleInput = z.enum(roles)

/** Any text of a size that can be hashed without harm; whether it is a good password is said by `passwordFault`. */
export const passwordInput = z.string().min(1).max(4096)

/** The name of a workshop in one or both languages; an empty one is absent. */
export const namesInput = z
  .object({ zh: line(100, 0).optional(), en: line(100, 0).optional() })
  .transform(({ zh, en }) => ({ ...(zh && { zh }), ...(en && { en }) }))
  .refine((names) => names.zh || names.en, { message: "required" })
