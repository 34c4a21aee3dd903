// A workshop's own templates: begun as a copy, changed in a draft, published as the next version. What is published is
// never altered; a draft is saved over only by somebody who has seen what it holds.

import { randomBytes } from "node:crypto"
import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { db, type Tx } from "#lib/db.ts"
import { canonicalJson } from "#lib/document/canonical.ts"
import { conflict, invalid, notFound } from "#lib/errors.ts"
import { accessToWorkshop, authorize, lockWorkshop } from "#lib/members/access.ts"
import { type TemplateDefinition, templateDefinition } from "#lib/templates/definition.ts"
import { readTemplateOf } from "#lib/templates/own.ts"
import { isUnfinished, problemsOf } from "#lib/templates/problem.ts"

export const templateInput = z.strictObject({ workshopId: z.string(), template: z.string().max(100) })
/** `revision`: of the draft as it was read; 0 where there was none. */
export const draftInput = templateInput.extend({ revision: z.int().min(0) })
export const saveDraftInput = draftInput.extend({ definition: z.record(z.string(), z.unknown()) })
export type TemplateInput = z.infer<typeof templateInput>
export type DraftInput = z.infer<typeof draftInput>

/** More than a workshop can oversee. */
const mostTemplates = 200
/** Characters of a draft as JSON. */
const largestDraft = 200_000

/** Begins a template of the workshop's own with what another holds: its newest version or, where it has none, its draft. */
export async function copyTemplate(
  who: string,
  { workshopId, template }: TemplateInput,
): Promise<{ key: string; code: string }> {
  const { access } = await accessToWorkshop(who, workshopId)
  authorize(access, "template.edit")
  return db.$transaction(async (tx) => {
    const { published, draft } = await readTemplateOf(who, { workshopId, template }, tx)
    const from = published ?? draft?.definition
    if (!from) throw notFound()
    const name = { ...from.name, zh: `${from.name.zh}（副本）`, en: `${from.name.en} (copy)` }
    return addTemplate(tx, who, workshopId, { ...from, name }, { kind: "template.copied", from: template })
  })
}

/**
 * A new template with this as its draft. Its key and code are made here: a key is part of what versions of briefs hash,
 * so it never names two templates.
 */
export async function addTemplate(
  tx: Tx,
  who: string,
  workshopId: string,
  definition: Omit<TemplateDefinition, "key" | "code">,
  { kind, ...data }: { kind: string; from?: string },
): Promise<{ key: string; code: string }> {
  await lockWorkshop(tx, workshopId)
  const { access } = await accessToWorkshop(who, workshopId, tx)
  authorize(access, "template.edit")
  const own = await tx.template.findMany({ where: { workshopId }, select: { code: true } })
  if (own.length >= mostTemplates) throw invalid("templatesTooMany", { max: mostTemplates })
  const number = Math.max(0, ...own.map(({ code }) => Number(code.slice(1)))) + 1
  const code = `W${String(number).padStart(2, "0")}`
  const key = `own-${randomBytes(6).toString("hex")}`
  await tx.template.create({
    data: {
      workshopId,
      key,
      code,
      draft: { create: { definition: { ...definition, key, code } as object, savedById: who } },
    },
  })
  await record(tx, { workshopId, actorId: who, kind, data: { template: key, code, ...data } })
  return { key, code }
}

/**
 * Saves the draft of a template, and makes it where there was none. It may be unfinished, not misshapen; somebody
 * else's draft that was saved meanwhile is not overwritten.
 */
export async function saveDraft(
  who: string,
  { definition, ...input }: z.infer<typeof saveDraftInput>,
): Promise<{ revision: number }> {
  return inTemplate(who, input, async (tx, { id, key, code, draft }) => {
    const whole = { ...definition, key, code }
    if (JSON.stringify(whole).length > largestDraft) throw invalid("templateLarge")
    const read = templateDefinition.safeParse(whole, { reportInput: true })
    const wrong = read.success ? [] : problemsOf(read.error).filter((problem) => !isUnfinished(problem))
    if (wrong.length > 0) throw invalid("templateForm", { count: wrong.length }, { problems: wrong })
    const kept = { definition: (read.data ?? whole) as object, savedById: who, savedAt: new Date() }
    const revision = (draft?.revision ?? 0) + 1
    await tx.templateDraft.upsert({
      where: { templateId: id },
      create: { templateId: id, revision, ...kept },
      update: { revision, ...kept },
    })
    await record(tx, {
      workshopId: input.workshopId,
      actorId: who,
      kind: "template.saved",
      data: { template: key, revision },
    })
    return { revision }
  })
}

/** Throws the draft away; with it, a template that was never published. */
export async function discardDraft(who: string, input: DraftInput): Promise<{ isGone: boolean }> {
  return inTemplate(who, input, async (tx, { id, key, draft, latest }) => {
    if (!draft) throw conflict("templateNoDraft")
    if (latest) await tx.templateDraft.delete({ where: { templateId: id } })
    else await tx.template.delete({ where: { id } })
    await record(tx, {
      workshopId: input.workshopId,
      actorId: who,
      kind: "template.discarded",
      data: { template: key },
    })
    return { isGone: !latest }
  })
}

/** Makes the draft the next version. From then on briefs are started from it; those that run stay with theirs. */
export async function publishDraft(who: string, input: DraftInput): Promise<{ version: number }> {
  return inTemplate(who, input, async (tx, { id, key, draft, latest }) => {
    if (!draft) throw conflict("templateNoDraft")
    const read = templateDefinition.safeParse(draft.definition, { reportInput: true })
    if (!read.success) {
      const problems = problemsOf(read.error)
      throw invalid("templateUnfinished", { count: problems.length }, { problems })
    }
    if (latest && canonicalJson(latest.definition) === canonicalJson(read.data))
      throw conflict("templateUnchanged", { version: latest.number })
    const version = (latest?.number ?? 0) + 1
    await tx.templateVersion.create({
      data: { templateId: id, number: version, definition: read.data, publishedById: who },
    })
    await tx.templateDraft.delete({ where: { templateId: id } })
    await record(tx, {
      workshopId: input.workshopId,
      actorId: who,
      kind: "template.published",
      data: { template: key, version },
    })
    return { version }
  })
}

interface Held {
  id: string
  key: string
  code: string
  draft: { definition: unknown; revision: number } | null
  latest: { number: number; definition: unknown } | undefined
}

/** Holds a template of the workshop's own while its draft, as it was read, is changed. */
async function inTemplate<Value>(
  who: string,
  { workshopId, template, revision }: DraftInput,
  change: (tx: Tx, held: Held) => Promise<Value>,
): Promise<Value> {
  const { access } = await accessToWorkshop(who, workshopId)
  authorize(access, "template.edit")
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "Template" where key = ${template} for update`
    const { access } = await accessToWorkshop(who, workshopId, tx)
    authorize(access, "template.edit")
    const found = await tx.template.findFirst({
      where: { key: template, workshopId },
      select: {
        id: true,
        key: true,
        code: true,
        draft: { select: { definition: true, revision: true, savedBy: { select: { name: true } } } },
        versions: { orderBy: { number: "desc" }, take: 1, select: { number: true, definition: true } },
      },
    })
    if (!found) throw notFound()
    const { versions, ...held } = found
    if ((held.draft?.revision ?? 0) !== revision)
      throw held.draft
        ? conflict("templateDraftMoved", { name: held.draft.savedBy.name })
        : conflict("templateDraftGone")
    return change(tx, { ...held, latest: versions[0] })
  })
}
