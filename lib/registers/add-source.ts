import { z } from "zod"
import type { CslItem } from "#lib/document/source.ts"
import { hasIssue, hasPublisher, isOnline, sourceTypes } from "#lib/document/source-types.ts"
import { invalid } from "#lib/errors.ts"
import { line } from "#lib/members/input.ts"
import { addEntry } from "#lib/registers/add.ts"
import { codeInput, namesInput } from "#lib/registers/input.ts"

const optional = (max: number) =>
  line(max, 0)
    .transform((text) => text || undefined)
    .optional()

const day = z.iso
  .date()
  .or(z.literal(""))
  .transform((text) => text || undefined)

const address = line(2000, 0)
  .pipe(z.literal("").or(z.url({ protocol: /^https?$/ })))
  .transform((text) => text || undefined)

export const addSourceInput = z.strictObject({
  workshopId: z.string(),
  code: codeInput.optional(),
  /** The title; the one in the language of the work is the one that is cited. */
  names: namesInput,
  language: z.enum(["zh", "en"]),
  type: z.enum(sourceTypes),
  /** As it is typed: "顾炜、封帅" or "Lukin, A.; Jervis, R.". */
  authors: z
    .string()
    .transform((text) => text.split("\n").join(";"))
    .pipe(line(1000, 0))
    .default(""),
  /** The journal, newspaper, volume or site it is in, or the publisher of a book or report. */
  container: optional(300),
  year: optional(4).pipe(
    z
      .string()
      .regex(/^[12]\d{3}$/)
      .transform(Number)
      .optional(),
  ),
  issue: optional(40),
  pages: optional(40),
  url: address.optional(),
  accessed: day.optional(),
  /** Its particulars have not been checked against the work itself. */
  toVerify: z.boolean().default(false),
})
type Input = z.output<typeof addSourceInput>

/** Adds a published work that evidence may rest on. Its particulars are kept as CSL-JSON, as citations read them. */
export async function addSource(who: string, input: Input): Promise<{ code: string }> {
  const { workshopId, code, names, language } = input
  const title = names[language]
  if (!title) throw invalid("sourceTitleMissing", { language }, { field: language })
  const data = { csl: cslOf(input, title), status: input.toVerify ? "to_verify" : "ok", flags: [] }
  return addEntry(who, "sources", { workshopId, code, names, data })
}

/** What is not known of a work is left out; what its type does not have is too. */
function cslOf(input: Input, title: string): CslItem {
  const { type, container, year, issue, pages, url, accessed } = input
  const author = authorsOf(input.authors)
  return {
    type,
    language: input.language === "zh" ? "zh-CN" : "en",
    title,
    ...(author.length > 0 && { author }),
    ...(container && { [hasPublisher(type) ? "publisher" : "container-title"]: container }),
    ...(year && { issued: { "date-parts": [[year]] } }),
    ...(issue && hasIssue(type) && { issue }),
    ...(pages && !isOnline(type) && { page: pages }),
    ...(url && { URL: url }),
    ...(url && accessed && { accessed: { "date-parts": [accessed.split("-").map(Number)] } }),
  }
}

/**
 * Names apart by ； or 、, and between Han letters by a comma too. "Lukin, Alexander" is a family name and a given one;
 * any other name is kept as it is written.
 */
export function authorsOf(text: string): NonNullable<CslItem["author"]> {
  return text
    .split(/[;；、]|(?<=\p{Script=Han})\s*[,，]\s*(?=\p{Script=Han})/u)
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => {
      const [family = "", given, ...more] = name.split(/\s*[,，]\s*/u)
      return family && given && more.length === 0 ? { family, given } : { literal: name }
    })
}
