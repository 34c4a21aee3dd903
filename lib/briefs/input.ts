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

/** What a new brief is made of. `template` is a key or code; `options` are codes of the workshop's options. */
export const newBriefInput = z.strictObject({
  template: line(100),
  title: titleInput,
  languages: languagesInput,
  options: z.array(line(100)).max(50).default([]),
})

export const createBriefInput = newBriefInput.extend({ workshopId: z.string() })
export const renameBriefInput = z.strictObject({ briefId: z.string(), title: titleInput })

/** SHA-256 as the screen showed it. Whatever is not the frozen one is a wrong hash, well-formed or not. */
const sha256Input = z.string().trim().toLowerCase().min(1).max(200)

export const decisionInput = z.strictObject({
  decision: z.enum(["pass", "request_changes", "approve"]),
  sha256: sha256Input,
  note: plainText(4000).default(""),
})

export const decideInput = decisionInput.extend({ versionId: z.string() })
export const briefInput = z.strictObject({ briefId: z.string() })
