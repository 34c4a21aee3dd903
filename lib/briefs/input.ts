// Shapes that come in from outside about briefs, versions and comments. Only edges parse with them.

import { z } from "zod"
import { languages } from "#lib/document/content.ts"
import { line } from "#lib/members/input.ts"

const storable = (text: string) => text.isWellFormed() && !text.includes("\0")

/** Text as people type it: at most `max` UTF-16 units, trimmed, without what a database cannot keep. */
export const plainText = (max: number, min = 0) =>
  z.string().trim().min(min).max(max).refine(storable, { message: "unprintable" })

const title = line(300)

/** A brief's title in one or more languages. */
export const titleInput = z.strictObject({ zh: title.optional(), en: title.optional(), ru: title.optional() })

export const languagesInput = z
  .array(z.enum(languages))
  .min(1)
  .max(languages.length)
  .refine((list) => new Set(list).size === list.length, { message: "repeated" })

export const briefInput = z.strictObject({ briefId: z.string() })
