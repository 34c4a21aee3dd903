import { z } from "zod"
import { plainText } from "#lib/briefs/input.ts"
import { line } from "#lib/members/input.ts"

/** Longest comment, in UTF-16 units. */
export const bodyLimit = 10_000

const body = plainText(bodyLimit, 1)
const mentions = z.array(z.string()).max(50).default([])

/** `anchor` is checked by its own rule: lib/document/anchor.ts. The quote is cut, not refused: it is only a reminder. */
export const openThreadInput = z.strictObject({
  briefId: z.string(),
  sectionKey: line(100),
  anchor: z.unknown(),
  quote: z.string().transform((text) => text.toWellFormed().replaceAll("\0", "").trim().slice(0, 1000)),
  body,
  mentions,
})

export const replyInput = z.strictObject({ threadId: z.string(), body, mentions })
export const threadInput = z.strictObject({ threadId: z.string() })
