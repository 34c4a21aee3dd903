// The templates a workshop sees: those of the gallery, and its own with what conveners are drafting.

import { db, type Tx } from "#lib/db.ts"
import type { Text } from "#lib/document/content.ts"
import { notFound } from "#lib/errors.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import { can } from "#lib/policy.ts"
import type { TemplateDefinition } from "#lib/templates/definition.ts"

export interface TemplateEntry {
  key: string
  code: string
  isOwn: boolean
  name: Text
  purpose: Text
  sections: number
  /** The newest published version; null while there is none. */
  version: number | null
  draft: { savedBy: string; savedAt: Date } | null
}

/** A template as it is read or edited. What a draft holds may be unfinished. */
export interface TemplateRead {
  key: string
  code: string
  isOwn: boolean
  /** Newest first. */
  versions: { number: number; publishedAt: Date; publishedBy: string | null }[]
  /** As last published; null while it never was. */
  published: TemplateDefinition | null
  draft: { definition: TemplateDefinition; revision: number; savedBy: string; savedAt: Date } | null
}

const draftFields = {
  select: { definition: true, revision: true, savedAt: true, savedBy: { select: { name: true } } },
} as const

/** By code. Drafts, and templates that are nothing else yet, are shown to those who may edit them. */
export async function templatesOf(who: string, { workshopId }: { workshopId: string }): Promise<TemplateEntry[]> {
  const { access } = await accessToWorkshop(who, workshopId)
  const mayEdit = can(access, "template.edit")
  const templates = await db.template.findMany({
    where: { OR: [{ workshopId: null }, { workshopId }], ...(!mayEdit && { versions: { some: {} } }) },
    orderBy: { code: "asc" },
    select: {
      key: true,
      code: true,
      workshopId: true,
      draft: draftFields,
      versions: { orderBy: { number: "desc" }, take: 1, select: { number: true, definition: true } },
    },
  })
  return templates.flatMap(({ key, code, workshopId: owner, versions: [latest], draft }) => {
    const shown = (latest ?? draft)?.definition as TemplateDefinition | undefined
    if (!shown) return []
    return {
      key,
      code,
      isOwn: owner !== null,
      name: shown.name,
      purpose: shown.purpose,
      sections: shown.sections.length,
      version: latest?.number ?? null,
      draft: mayEdit && draft ? { savedBy: draft.savedBy.name, savedAt: draft.savedAt } : null,
    }
  })
}

/** One template with its draft, for those who may edit it; *not found* for one of another workshop. */
export async function readTemplateOf(
  who: string,
  { workshopId, template }: { workshopId: string; template: string },
  via: Tx = db,
): Promise<TemplateRead> {
  const { access } = await accessToWorkshop(who, workshopId, via)
  const found = await via.template.findFirst({
    where: { key: template, OR: [{ workshopId: null }, { workshopId }] },
    select: {
      key: true,
      code: true,
      workshopId: true,
      draft: draftFields,
      versions: {
        orderBy: { number: "desc" },
        select: { number: true, definition: true, publishedAt: true, publishedBy: { select: { name: true } } },
      },
    },
  })
  const draft = can(access, "template.edit") ? found?.draft : null
  if (!found || (found.versions.length === 0 && !draft)) throw notFound()
  return {
    key: found.key,
    code: found.code,
    isOwn: found.workshopId !== null,
    versions: found.versions.map(({ number, publishedAt, publishedBy }) => ({
      number,
      publishedAt,
      publishedBy: publishedBy?.name ?? null,
    })),
    published: (found.versions[0]?.definition ?? null) as TemplateDefinition | null,
    draft: draft
      ? {
          definition: draft.definition as TemplateDefinition,
          revision: draft.revision,
          savedBy: draft.savedBy.name,
          savedAt: draft.savedAt,
        }
      : null,
  }
}
