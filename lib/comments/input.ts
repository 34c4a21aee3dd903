import { z } from "zod"
import { plainText } from "#lib/briefs/input.ts"
import { type Anchor, anchorInput } from "#lib/document/anchor.ts"
import { line } from "#lib/members/input.ts"

/** Longest comment, in UTF-16 units. */
export const bodyLimit = 10_000

const body = plainText(bodyLimit, 1)
const mentions = z.array(z.string().max(100)).max(50).default([])

const structId = z.strictObject({ client: z.int().min(0), clock: z.int().min(0) }).nullish()

/** A place inside a text, by the struct it holds on to. One that names a root would make that root in every reader's document. */
const relativePosition = z.strictObject({
  item: structId,
  type: structId,
  tname: z.null().optional(),
  assoc: z.int().min(-1).max(1).optional(),
})

const isSound = (anchor: Anchor) =>
  anchor.type !== "range" || [anchor.from, anchor.to].every((end) => relativePosition.safeParse(end).success)

/** The key of the section in which an anchor stands. */
export const sectionOf = (anchor: Anchor): string | undefined =>
  anchor.type === "range"
    ? /^(?:p:([^:/]+):[a-z]+$|t:([^:/]+)\/)/.exec(anchor.root)?.slice(1).find(Boolean)
    : anchor.section

/** The quote is cut, not refused: it is only a reminder. */
export const openThreadInput = z
  .strictObject({
    briefId: z.string(),
    sectionKey: line(100),
    anchor: anchorInput.refine(isSound, { message: "form" }),
    quote: z.string().transform((text) => text.slice(0, 1000).replaceAll("\0", "").toWellFormed().trim()),
    body,
    mentions,
  })
  .refine(({ sectionKey, anchor }) => sectionOf(anchor) === sectionKey, { message: "form", path: ["anchor"] })

export const replyInput = z.strictObject({ threadId: z.string(), body, mentions })
export const threadInput = z.strictObject({ threadId: z.string() })
