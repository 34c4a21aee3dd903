import * as Y from "yjs"
import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { languagesInput, titleInput } from "#lib/briefs/input.ts"
import { sectionRow } from "#lib/briefs/section-row.ts"
import { titleIn } from "#lib/briefs/title.ts"
import { db, type Tx } from "#lib/db.ts"
import { prepareDoc } from "#lib/document/ydoc.ts"
import { invalid } from "#lib/errors.ts"
import { accessToWorkshop, authorize } from "#lib/members/access.ts"
import { line } from "#lib/members/input.ts"
import { sectionsOf } from "#lib/templates/definition.ts"

/** What a new brief is made of. `options` are codes of the workshop's options ("O-03"). */
export const newBriefInput = z.strictObject({
  template: line(100),
  title: titleInput,
  languages: languagesInput,
  options: z.array(line(100)).max(50).default([]),
})

export const createBriefInput = newBriefInput.extend({ workshopId: z.string() })
export type NewBrief = z.input<typeof createBriefInput>

/**
 * Starts a brief from the latest version of a template, which is given by key ("mechanism-option") or code ("T01").
 * The outline is copied: a later version of the template does not move under the brief. Sections that the template
 * gives to a role are given to it.
 */
export async function createBrief(who: string, input: NewBrief): Promise<{ id: string }> {
  const { access } = await accessToWorkshop(who, input.workshopId)
  authorize(access, "brief.create")
  const { workshopId, languages } = input
  const title = titleIn(input.title, languages)
  return db.$transaction(async (tx) => {
    const template = await latestTemplate(tx, workshopId, input.template)
    const outline = sectionsOf(template.definition)
    const options = await optionsOf(tx, workshopId, input.options ?? [])
    const doc = new Y.Doc()
    prepareDoc(doc, outline, languages)
    const brief = await tx.brief.create({
      data: {
        workshopId,
        templateVersionId: template.id,
        title,
        languages,
        leadId: who,
        sections: {
          create: outline.map((section, position) => ({
            ...sectionRow(section, position),
            ...(section.owner && { owners: { create: { role: section.owner } } }),
          })),
        },
        options: { create: options.map((optionId, position) => ({ optionId, position })) },
        updates: { create: { data: Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer> } },
      },
      select: { id: true },
    })
    await record(tx, {
      workshopId,
      briefId: brief.id,
      actorId: who,
      kind: "brief.created",
      data: { template: template.key, version: template.number, languages },
    })
    return brief
  })
}

/** Of the gallery's templates and the workshop's own: codes are the one's or the other's. */
async function latestTemplate(tx: Tx, workshopId: string, keyOrCode: string) {
  const version = await tx.templateVersion.findFirst({
    where: {
      template: {
        AND: [
          { OR: [{ workshopId: null }, { workshopId }] },
          { OR: [{ key: keyOrCode }, { code: keyOrCode.toUpperCase() }] },
        ],
      },
    },
    orderBy: { number: "desc" },
    include: { template: { select: { key: true } } },
  })
  if (!version) throw invalid("templateUnknown", { template: keyOrCode })
  return { id: version.id, number: version.number, definition: version.definition, key: version.template.key }
}

/** Ids of the options with these codes, in this order. One that the workshop does not have is refused by name. */
async function optionsOf(tx: Tx, workshopId: string, codes: string[]): Promise<string[]> {
  const unique = [...new Set(codes)]
  const found = await tx.option.findMany({
    where: { workshopId, code: { in: unique } },
    select: { id: true, code: true },
  })
  const idOf = new Map(found.map((option) => [option.code, option.id]))
  return unique.map((code) => {
    const id = idOf.get(code)
    if (!id) throw invalid("optionUnknown", { option: code })
    return id
  })
}
