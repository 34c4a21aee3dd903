// Shapes that come in from outside about briefs, versions and comments. Only edges parse with them.

import { z } from "zod"
import { languages } from "#lib/document/content.ts"

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether a text can be an id at all. What cannot is *not found*, not an error of the database. */
export const isId = (text: string) => uuid.test(text)

const storable = (text: string) => text.isWellFormed() && !text.includes("\0")

/** Text as people type it: at most `max` UTF-16 units, trimmed, without what a database cannot keep. */
export const plainText = (max: number, min = 0) =>
  z.string().trim().min(min).max(max).refine(storable, { message: "unprintable" })

const title = plainText(300, 1)

/** A brief's title in one or more languages. */
export const titleInput = z.strictObject({ zh: title.optional(), en: title.optional(), ru: title.optional() })

export const languagesInput = z
  .array(z.enum(languages))
  .min(1)
  .max(languages.length)
  .refine((list) => new Set(list).size === list.length, { message: "repeated" })

/** What a new brief is made of. `template` is a key or code; `options` are codes of the workshop's options. */
export const newBriefInput = z.strictObject({
  template: plainText(100, 1),
  title: titleInput,
  languages: languagesInput,
  options: z.array(plainText(100, 1)).max(50).default([]),
})

export const createBriefInput = newBriefInput.extend({ workshopId: z.string() })
export const renameBriefInput = z.strictObject({ briefId: z.string(), title: titleInput })

/** SHA-256 as the screen showed it: 64 hex digits. */
const sha256Input = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/)

export const decisionInput = z.strictObject({
  decision: z.enum(["pass", "request_changes", "approve"]),
  sha256: sha256Input,
  note: plainText(4000).default(""),
})

export const decideInput = decisionInput.extend({ versionId: z.string() })
export const briefInput = z.strictObject({ briefId: z.string() })
