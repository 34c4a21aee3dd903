// Templates as files: out of a workshop, and into one as drafts.

import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { db } from "#lib/db.ts"
import { conflict, invalid, notFound } from "#lib/errors.ts"
import { accessToWorkshop, authorize } from "#lib/members/access.ts"
import { addTemplate, type TemplateInput } from "#lib/templates/edit.ts"
import { readTemplateOf } from "#lib/templates/own.ts"
import { largestFile, readTemplate, writeTemplate } from "#lib/templates/yaml.ts"

/** A little more than is read, so that a file that is too large is refused with the reason. */
export const importInput = z.strictObject({ workshopId: z.string(), yaml: z.string().max(largestFile * 5) })

/** The draft, for those who may see it, or the newest version, as a file. */
export async function exportTemplate(who: string, input: TemplateInput): Promise<{ name: string; yaml: string }> {
  const { code, draft, published } = await readTemplateOf(who, input)
  const definition = draft?.definition ?? published
  if (!definition) throw notFound()
  return {
    name: `${code}-${definition.name.en}.yaml`.replace(/[^\p{L}\p{N}._-]+/gu, "-"),
    yaml: writeTemplate(definition),
  }
}

/**
 * A file becomes a draft: of the template it was exported from, where that is the workshop's own and has none, or else
 * of a new one. A file with anything wrong in it changes nothing.
 */
export async function importTemplate(
  who: string,
  { workshopId, yaml }: z.infer<typeof importInput>,
): Promise<{ key: string }> {
  const { access } = await accessToWorkshop(who, workshopId)
  authorize(access, "template.edit")
  const read = readTemplate(yaml)
  if ("problems" in read) throw invalid("templateFile", { count: read.problems.length }, { problems: read.problems })
  const { definition } = read
  return db.$transaction(async (tx) => {
    const known = definition.key
      ? await tx.template.findFirst({
          where: { key: definition.key, workshopId },
          select: { id: true, key: true, code: true },
        })
      : null
    if (!known) return addTemplate(tx, who, workshopId, definition, { kind: "template.imported" })
    const { id, key, code } = known
    await tx.$queryRaw`select 1 from "Template" where id = ${id}::uuid for update`
    const { access } = await accessToWorkshop(who, workshopId, tx)
    authorize(access, "template.edit")
    if ((await tx.templateDraft.count({ where: { templateId: id } })) > 0)
      throw conflict("templateDraftThere", { code })
    await tx.templateDraft.create({
      data: { templateId: id, definition: { ...definition, key, code }, savedById: who },
    })
    await record(tx, { workshopId, actorId: who, kind: "template.imported", data: { template: key, code } })
    return { key }
  })
}
