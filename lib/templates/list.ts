import { db } from "#lib/db.ts"
import { type TemplateDefinition, templateDefinition } from "#lib/templates/definition.ts"

/** What a brief of a workshop may be started from: the newest published version of each template, by their codes. */
export async function listTemplates(workshopId: string): Promise<(TemplateDefinition & { version: number })[]> {
  const templates = await db.template.findMany({
    where: { OR: [{ workshopId: null }, { workshopId }] },
    orderBy: { code: "asc" },
    select: { versions: { orderBy: { number: "desc" }, take: 1, select: { number: true, definition: true } } },
  })
  return templates.flatMap(({ versions: [version] }) =>
    version ? [{ ...templateDefinition.parse(version.definition), version: version.number }] : [],
  )
}
