import { db } from "#lib/db.ts"
import { type TemplateDefinition, templateDefinition } from "#lib/templates/definition.ts"

/** The gallery: the newest version of each template, in the order of their codes. */
export async function listTemplates(): Promise<(TemplateDefinition & { version: number })[]> {
  const templates = await db.template.findMany({
    orderBy: { code: "asc" },
    select: { versions: { orderBy: { number: "desc" }, take: 1, select: { number: true, definition: true } } },
  })
  return templates.flatMap(({ versions: [version] }) =>
    version ? [{ ...templateDefinition.parse(version.definition), version: version.number }] : [],
  )
}
