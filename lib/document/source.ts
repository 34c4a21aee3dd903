import { z } from "zod"
import type { Text } from "#lib/document/content.ts"

const name = z.union([
  z.object({ family: z.string(), given: z.string().optional() }),
  z.object({ literal: z.string() }),
])

const issued = z.object({
  "date-parts": z.array(z.array(z.number().int()).min(1).max(3)).min(1),
  /** The year is a guess. */
  circa: z.boolean().optional(),
})

/** The part of CSL-JSON that our citation forms use. */
export const cslItem = z.looseObject({
  type: z.string(),
  language: z.string().optional(),
  title: z.string().optional(),
  author: z.array(name).optional(),
  editor: z.array(name).optional(),
  translator: z.array(name).optional(),
  "container-title": z.string().optional(),
  publisher: z.string().optional(),
  "publisher-place": z.string().optional(),
  issued: issued.optional(),
  accessed: issued.optional(),
  volume: z.union([z.string(), z.number()]).optional(),
  issue: z.union([z.string(), z.number()]).optional(),
  page: z.union([z.string(), z.number()]).optional(),
  edition: z.union([z.string(), z.number()]).optional(),
  number: z.union([z.string(), z.number()]).optional(),
  URL: z.string().optional(),
  DOI: z.string().optional(),
})
export type CslItem = z.infer<typeof cslItem>

const flag = z.object({
  code: z.string(),
  field: z.string().optional(),
  zh: z.string().optional(),
  en: z.string().optional(),
})
export type SourceFlag = z.infer<typeof flag>

const sourceData = z.looseObject({
  csl: cslItem.optional(),
  status: z.string().optional(),
  flags: z.array(flag).optional(),
})

/** A source as the register gives it. */
export interface SourceEntry {
  names: Text
  data: unknown
}

/** What the register holds of a source, as far as it has our form. */
export function sourceOf(entry: SourceEntry): {
  csl: CslItem | undefined
  flags: SourceFlag[]
  status: string | undefined
} {
  const { data } = sourceData.safeParse(entry.data)
  return { csl: data?.csl, flags: data?.flags ?? [], status: data?.status }
}

/** What about the source's own particulars is still to be verified (待核). */
export const openFlags = (entry: SourceEntry): SourceFlag[] =>
  sourceOf(entry).flags.filter((flag) => flag.code.startsWith("verify"))

/** Whether its particulars are to be verified: it is marked so, a flag is open, or its title or author is not known. */
export function isToVerify(entry: SourceEntry): boolean {
  const { status, csl } = sourceOf(entry)
  return status === "to_verify" || openFlags(entry).length > 0 || !csl?.title
}
