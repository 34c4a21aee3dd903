// A running brief goes over to a newer version of its template: looked at first, then done in one transaction while
// people have it open.

import * as Y from "yjs"
import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { accessToBrief, type BriefAccessed, lockBrief } from "#lib/briefs/access.ts"
import { loadDoc } from "#lib/briefs/content.ts"
import { sectionRow } from "#lib/briefs/section-row.ts"
import { db, type Tx } from "#lib/db.ts"
import { canonicalJson } from "#lib/document/canonical.ts"
import { isEmpty } from "#lib/document/completeness.ts"
import type { Language } from "#lib/document/content.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import { addTextCells, rowsIn } from "#lib/document/rows.ts"
import { columnOf } from "#lib/document/valid.ts"
import { prepareDoc, readSection, tableRoot } from "#lib/document/ydoc.ts"
import { conflict, invalid } from "#lib/errors.ts"
import { authorize } from "#lib/members/access.ts"
import { nudge } from "#lib/nudge.ts"
import { can } from "#lib/policy.ts"
import { sectionsOf, type TemplateSection } from "#lib/templates/definition.ts"
import { type Plan, type PlanShown, planMove } from "#lib/templates/plan.ts"

export const followTemplateInput = z.strictObject({ briefId: z.string(), version: z.int().min(1) })
export type FollowTemplate = z.infer<typeof followTemplateInput>

/** The newest version of its template, for whoever may move the brief there; null where it has it already. */
export async function newerTemplate(who: string, briefId: string): Promise<{ from: number; to: number } | null> {
  const { brief, access } = await accessToBrief(who, briefId)
  if (!can(access, "brief.follow_template")) return null
  const from = brief.template.version
  const newest = await db.templateVersion.findFirst({
    where: { template: { key: brief.template.key }, number: { gt: from } },
    orderBy: { number: "desc" },
    select: { number: true },
  })
  return newest && { from, to: newest.number }
}

/** What would become of the brief's sections. Nothing is changed. */
export async function previewTemplate(who: string, input: FollowTemplate): Promise<PlanShown> {
  const accessed = await accessToBrief(who, input.briefId)
  authorize(accessed.access, "brief.follow_template")
  const { plan } = await planFor(accessed, input)
  const { outline: _, ...shown } = plan
  return shown
}

/**
 * Moves the brief to that version. What has been written since the preview is in the plan too: what holds text is never
 * removed, and where text would be lost nothing is changed at all.
 */
export async function followTemplate(who: string, input: FollowTemplate): Promise<void> {
  const { briefId, version } = input
  const { access } = await accessToBrief(who, briefId)
  authorize(access, "brief.follow_template")
  await db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    const accessed = await accessToBrief(who, briefId, tx)
    const { brief, access } = accessed
    authorize(access, "brief.follow_template")
    const { plan, doc, versionId } = await planFor(accessed, input, tx)
    if (plan.refused.length > 0)
      throw conflict("templateMoveRefused", { count: plan.refused.length }, { refused: plan.refused })
    const there = new Set(brief.outline.map(({ key }) => key))
    const removed = plan.removed.map(({ key }) => key)
    await tx.briefSection.deleteMany({ where: { briefId, key: { in: removed } } })
    for (const [position, section] of plan.outline.entries()) {
      const row = sectionRow(section, position)
      if (there.has(section.key))
        await tx.briefSection.update({ where: { briefId_key: { briefId, key: section.key } }, data: row })
      else
        await tx.briefSection.create({
          data: { briefId, ...row, ...(section.owner && { owners: { create: { role: section.owner } } }) },
        })
    }
    const reshaped = plan.outline.filter(
      ({ key }) =>
        !there.has(key) ||
        plan.changed.some((one) => one.key === key && (one.aspects.includes("kind") || one.aspects.includes("adds"))),
    )
    const data = reshape(doc, reshaped, brief.languages)
    if (data) await tx.briefUpdate.create({ data: { briefId, data } })
    await tx.brief.update({ where: { id: briefId }, data: { templateVersionId: versionId, updatedAt: new Date() } })
    await record(tx, {
      workshopId: brief.workshopId,
      briefId,
      actorId: who,
      kind: "brief.template_followed",
      data: {
        template: brief.template.key,
        from: brief.template.version,
        to: version,
        added: plan.added.map(({ key }) => key),
        removed,
        kept: plan.kept.map(({ key }) => key),
        changed: plan.changed.map(({ key }) => key),
      },
    })
    await nudge(briefId, "access", undefined, tx)
  }, replay)
}

async function planFor(
  { brief, sections }: BriefAccessed,
  { briefId, version }: FollowTemplate,
  via: Tx = db,
): Promise<{ plan: Plan; doc: Y.Doc; versionId: string }> {
  const versions = await via.templateVersion.findMany({
    where: { template: { key: brief.template.key }, number: { in: [brief.template.version, version] } },
    select: { id: true, number: true, definition: true },
  })
  const current = versions.find(({ number }) => number === brief.template.version)
  const next = versions.find(({ number }) => number === version)
  if (!current || !next) throw invalid("templateVersionUnknown", { version })
  if (version <= brief.template.version) throw conflict("templateVersionHeld", { version: brief.template.version })
  const [{ doc }, threads] = await Promise.all([
    loadDoc(briefId, via),
    via.thread.findMany({ where: { briefId }, select: { sectionKey: true }, distinct: ["sectionKey"] }),
  ])
  const discussed = new Set(threads.map(({ sectionKey }) => sectionKey))
  const said = (section: TemplateSection) => readSection(doc, section, brief.languages)
  const outlineOf = (key: string) => brief.outline.find((one) => one.key === key)
  const plan = planMove({
    outline: brief.outline,
    before: sectionsOf(current.definition),
    after: sectionsOf(next.definition),
    version,
    isWritten: (key) => {
      const section = outlineOf(key)
      // What is in quarantine cannot be read for certain, so it counts as written.
      return discussed.has(key) || sections[key]?.quarantine != null || (section ? !isEmpty(said(section)) : false)
    },
    wouldLose: (section) => {
      const before = outlineOf(section.key)
      return before !== undefined && !holds(said(section).parts ?? {}, said(before).parts ?? {})
    },
  })
  return { plan, doc, versionId: next.id }
}

type Parts = NonNullable<ReturnType<typeof readSection>["parts"]>

/** Whether everything said in some rows is said in others too. */
const holds = (rows: Parts, less: Parts): boolean =>
  Object.entries(less).every(([part, before]) =>
    before.every(({ id, cells }) => {
      const after = rows[part]?.find((row) => row.id === id)
      return Object.entries(cells).every(
        ([key, cell]) => after?.cells[key] !== undefined && canonicalJson(after.cells[key]) === canonicalJson(cell),
      )
    }),
  )

/**
 * Brings what is stored of sections to their new form, as nobody's edit: forms are made, rows get the cells of new
 * columns, and empty rows and cells that the form no longer has go. Undefined where nothing had to be done.
 */
function reshape(
  doc: Y.Doc,
  sections: readonly TemplateSection[],
  languages: readonly Language[],
): Uint8Array<ArrayBuffer> | undefined {
  let data: Uint8Array<ArrayBuffer> | undefined
  // Its own deletions only: Yjs would write out all that was ever deleted with them.
  doc.once("update", (update) => {
    data = update as Uint8Array<ArrayBuffer>
  })
  doc.transact(() => {
    for (const section of sections) {
      const root = doc.getMap(tableRoot(section.key))
      const parts = partsOf(section)
      for (const key of [...root.keys()]) {
        const part = parts.find((one) => key.startsWith(`${one.key}/`))
        const row = root.get(key)
        if (!part || !(row instanceof Y.Map)) root.delete(key)
        else for (const cell of [...row.keys()]) if (cell !== "order" && !columnOf(cell, part)) row.delete(cell)
      }
      for (const part of parts) {
        const across = part.across ? rowsIn(root, part.across.part).map(({ id }) => id) : []
        for (const { map } of rowsIn(root, part.key)) {
          addTextCells(map, languages, part.columns)
          for (const id of across) addTextCells(map, languages, part.across?.columns ?? [], id)
        }
      }
    }
    prepareDoc(doc, sections, languages)
  })
  return data
}

/** Replaying a long log takes longer than Prisma's five seconds on a slow machine. Milliseconds. */
const replay = { maxWait: 10_000, timeout: 60_000 }
