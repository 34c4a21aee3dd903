// Shapes in which entries of the registers come in. Only edges parse with them.
import { z } from "zod"
import type { Text } from "#lib/document/content.ts"
import { line } from "#lib/members/input.ts"

/** A code that can stand in an address. */
export const entryCode = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[A-Z0-9][A-Z0-9-]*$/)

/** A code as it is typed; none where the next free one will do. */
export const codeInput = z
  .string()
  .transform((code) => code.trim().toUpperCase() || undefined)
  .pipe(entryCode.optional())

/** A name in one or both languages; an empty one is absent. */
export const namesInput = bothOf(line(300, 0)).refine((names) => names.zh || names.en, { message: "required" })

/** A paragraph in one or both languages, or none. What cannot be printed is left out. */
export const summaryInput = bothOf(
  z
    .string()
    .transform((text) =>
      text
        .toWellFormed()
        .normalize("NFC")
        .replace(/\p{Cc}+/gu, " ")
        .trim(),
    )
    .pipe(z.string().max(4000)),
)

function bothOf(text: z.ZodType<string, string>) {
  return z
    .strictObject({ zh: text.optional(), en: text.optional() })
    .transform(({ zh, en }): Text => ({ ...(zh && { zh }), ...(en && { en }) }))
}
