// Shapes in which people write entries of the registers by hand. Only edges parse with them.
import { z } from "zod"
import type { Text } from "#lib/document/content.ts"
import { line } from "#lib/members/input.ts"
import { entryInput } from "#lib/registers/registers.ts"

/** A code as it is typed; none where the next free one will do. */
export const codeInput = z
  .string()
  .transform((code) => code.trim().toUpperCase() || undefined)
  .pipe(entryInput.shape.code.optional())

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
