import { z } from "zod"
import { accessToBrief, type Brief } from "#lib/briefs/access.ts"
import { readLive } from "#lib/briefs/content.ts"
import { templateSections } from "#lib/briefs/outline.ts"
import { db } from "#lib/db.ts"
import type { BriefContent } from "#lib/document/content.ts"
import { outlineIn } from "#lib/document/outline.ts"
import { env } from "#lib/env.ts"
import { printLanguages } from "#lib/export/pdf/input.ts"
import { renderPdf } from "#lib/export/pdf/render.ts"
import { authorize } from "#lib/members/access.ts"
import type { Clearance } from "#lib/versions/clearance.ts"
import { withContent } from "#lib/versions/content.ts"
import { type Names, namesToday } from "#lib/versions/names.ts"
import { readVersionNumber } from "#lib/versions/read.ts"

/** How an export is asked for in an address: all values are text. */
export const exportInput = z.object({
  format: z.enum(["pdf", "json"]).default("pdf"),
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number)
    .optional(),
  lang: z.enum(printLanguages).default("both"),
})
export type ExportInput = z.infer<typeof exportInput> & { briefId: string }

export interface Exported {
  body: Uint8Array | string
  mediaType: "application/pdf" | "application/json"
  /** As people will file it: title, number, and what it may be taken for. */
  fileName: string
}

/** What is exported: one frozen version, or the text that still moves (number null). */
interface Frozen {
  number: number | null
  content: BriefContent
  canonical: string
  sha256: string
  clearance?: Clearance
  /** As they were frozen; absent while the text moves. */
  names?: Names
}

/**
 * A version, or without a number the text as it stands, as a file. While the brief is in review or approved its text
 * stands still, and what stands is its newest version.
 */
export async function exportBrief(who: string, input: ExportInput): Promise<Exported> {
  const { brief, access } = await accessToBrief(who, input.briefId)
  authorize(access, "brief.export")
  const frozen = await frozenText(who, brief, input.version)
  const designation = designationOf(frozen)
  const fileName = nameOf(frozen, designation, input)
  if (input.format === "json") {
    const facts = { title: frozen.content.title, number: frozen.number, sha256: frozen.sha256 }
    return { body: withContent(facts, frozen.canonical), mediaType: "application/json", fileName }
  }
  const body = await renderPdf({
    content: frozen.content,
    outline: outlineIn(frozen.content, [...brief.outline, ...(await templateSections(brief.id))]),
    languages: input.lang,
    timeZone: env.CHANCERY_TIME_ZONE,
    ...(frozen.names ?? (await namesToday(brief))),
    designation,
    isSample: brief.isSample,
    ...(frozen.clearance && { clearance: frozen.clearance }),
    canonical: frozen.canonical,
    generatedAt: new Date(),
  })
  return { body, mediaType: "application/pdf", fileName }
}

async function frozenText(who: string, brief: Brief, asked: number | undefined): Promise<Frozen> {
  const number = asked ?? (await numberThatStands(brief))
  if (number === null) return { number, ...(await readLive(who, brief.id)) }
  return readVersionNumber(who, brief.id, number)
}

async function numberThatStands(brief: Brief): Promise<number | null> {
  if (brief.state === "draft") return null
  const { _max } = await db.version.aggregate({ where: { briefId: brief.id }, _max: { number: true } })
  return _max.number
}

function designationOf({ clearance }: Frozen): "draft" | "in_review" | "approved" {
  if (clearance?.state === "approved") return "approved"
  return clearance?.state === "open" ? "in_review" : "draft"
}

function nameOf({ number, content }: Frozen, designation: string, { format, lang }: ExportInput): string {
  const language = lang === "both" ? content.languages[0] : lang
  const title = (language && content.title[language]) ?? Object.values(content.title)[0] ?? "brief"
  const safe =
    title
      .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, " ")
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, 80) || "brief"
  const state = number === null ? "draft" : `rev-${number}${designation === "approved" ? "-approved" : ""}`
  return `${safe}-${state}${lang === "both" || format === "json" ? "" : `-${lang}`}.${format}`
}
