// What the two sides of each text said when they were last in line, as it is kept: lib/document/stale.ts judges by it.

import { z } from "zod"
import { accessToBrief, type Brief, lockBrief } from "#lib/briefs/access.ts"
import { db, type Tx } from "#lib/db.ts"
import { type BriefContent, type Language, languages } from "#lib/document/content.ts"
import { kindOf, partsOf } from "#lib/document/kinds/registry.ts"
import { isRowId } from "#lib/document/rows.ts"
import { type Alignment, unalignedIn } from "#lib/document/stale.ts"
import { invalid } from "#lib/errors.ts"
import { authorize } from "#lib/members/access.ts"
import { nudge } from "#lib/nudge.ts"

/** All that is kept for a brief. */
export const alignmentsOf = async (briefId: string, via: Tx = db): Promise<Alignment[]> =>
  (await via.alignment.findMany({
    where: { briefId },
    select: { place: true, language: true, lead: true, other: true },
    orderBy: [{ place: "asc" }, { language: "asc" }],
  })) as Alignment[]

/** Nobody has written for so long: what stands in both languages then was written for each other. Milliseconds. */
const rest = 60 * 60 * 1000

/**
 * What is kept for a brief as a person opens it. Texts that are new in both languages count as in line once the draft
 * has rested, so that nobody is told of every word of a first translation while it is being written.
 */
export async function restingAlignments(
  brief: Pick<Brief, "id" | "state">,
  content: BriefContent,
  movedAt: Date,
): Promise<Alignment[]> {
  const known = await alignmentsOf(brief.id)
  if (brief.state !== "draft" || Date.now() - movedAt.getTime() < rest) return known
  const fresh = unalignedIn(content, known)
  if (fresh.length > 0) await keepAlignments(db, brief.id, fresh)
  return [...known, ...fresh]
}

/** Keeps pairs of which nothing is known; what is known stays. */
export async function keepAlignments(tx: Tx, briefId: string, alignments: readonly Alignment[]): Promise<void> {
  await tx.alignment.createMany({
    data: alignments.map((one) => ({ briefId, ...one })),
    skipDuplicates: true,
  })
}

/** Keeps pairs in the place of what was known of them. */
export async function replaceAlignments(tx: Tx, briefId: string, alignments: readonly Alignment[]): Promise<void> {
  if (alignments.length === 0) return
  const OR = alignments.map(({ place, language }) => ({ place, language }))
  await tx.alignment.deleteMany({ where: { briefId, OR } })
  await keepAlignments(tx, briefId, alignments)
}

/** More than the longest section anybody has written, and less than would hurt. UTF-16 units. */
const longest = 400_000
const text = z
  .string()
  .min(1)
  .max(longest)
  .refine((said) => said.isWellFormed() && !said.includes("\0"), { message: "unprintable" })

export const bringInLineInput = z.strictObject({
  briefId: z.string(),
  place: z.string().max(600),
  language: z.enum(languages),
  /** What the person saw on both sides: a change that came meanwhile is still told. */
  seen: z.strictObject({ lead: text, other: text }),
})

/** Says that the two sides of a text are in line as the person saw them, and tells everybody who has the brief open. */
export async function bringInLine(
  who: string,
  { briefId, place, language, seen }: z.infer<typeof bringInLineInput>,
): Promise<void> {
  await accessToBrief(who, briefId)
  await db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    const { brief, access, sections } = await accessToBrief(who, briefId, tx)
    const section = /^[pt]:([^/:]+)/.exec(place)?.[1] ?? ""
    authorize({ ...access, section: sections[section]?.access }, "section.write")
    if (!brief.languages.slice(1).includes(language as Language) || !isPlace(brief, section, place))
      throw invalid("placeUnknown")
    const id = { briefId, place, language }
    const said = { ...seen, byId: who, at: new Date() }
    await tx.alignment.upsert({
      where: { briefId_place_language: id },
      create: { ...id, ...said },
      update: said,
    })
    await nudge(briefId, "alignment", undefined, tx)
  })
}

/** Whether the brief can have a text at this place. */
function isPlace(brief: Brief, key: string, place: string): boolean {
  const section = brief.outline.find((one) => one.key === key)
  if (!section) return false
  if (place === `p:${key}`) return kindOf(section.kind).prose === true
  const [root, partKey, row = "", ...column] = place.split("/")
  const part = partsOf(section).find((one) => one.key === partKey)
  if (root !== `t:${key}` || !part || !isRowId(row)) return false
  const [first = "", second] = column
  const isText = (columns: readonly { key: string; type: string }[] | undefined, name: string) =>
    columns?.some((one) => one.key === name && one.type === "text") ?? false
  if (column.length === 1) return isText(part.columns, first)
  return column.length === 2 && isRowId(first) && isText(part.across?.columns, second ?? "")
}
