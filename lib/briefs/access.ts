import { db, type Tx } from "#lib/db.ts"
import type { Language, Text } from "#lib/document/content.ts"
import type { Limit, SectionOutline } from "#lib/document/kinds/kind.ts"
import type { BriefFacts } from "#lib/document/ydoc.ts"
import { notFound } from "#lib/errors.ts"
import { isUuid } from "#lib/members/input.ts"
import type { Access, BriefState } from "#lib/policy.ts"

/** A brief without its text: what Postgres knows of it. The text is in the update log (lib/briefs/content.ts). */
export interface Brief extends BriefFacts {
  id: string
  workshopId: string
  state: BriefState
  templateCode: string
  isSample: boolean
  createdAt: Date
  /** Of the last transition. For edits too: lib/briefs/edited.ts. */
  updatedAt: Date
}

/** The brief and what this person is to it. A stranger and an unknown id get the same *not found*. */
export async function accessToBrief(
  who: string,
  briefId: string,
  via: Tx = db,
): Promise<{ brief: Brief; access: Access & { state: BriefState } }> {
  if (!isUuid(who) || !isUuid(briefId)) throw notFound()
  const member = { userId: who, removedAt: null, user: { disabledAt: null } }
  const found = await via.brief.findFirst({
    where: { id: briefId, workshop: { members: { some: member } } },
    include: {
      workshop: { select: { members: { where: member, select: { role: true } } } },
      templateVersion: { select: { number: true, template: { select: { key: true, code: true } } } },
      sections: { orderBy: { position: "asc" } },
      options: { orderBy: { position: "asc" }, select: { option: { select: { code: true } } } },
    },
  })
  const role = found?.workshop.members[0]?.role
  if (!found || !role) throw notFound()
  return {
    brief: {
      id: found.id,
      workshopId: found.workshopId,
      state: found.state,
      isSample: found.isSample,
      createdAt: found.createdAt,
      updatedAt: found.updatedAt,
      templateCode: found.templateVersion.template.code,
      title: found.title as Text,
      template: { key: found.templateVersion.template.key, version: found.templateVersion.number },
      languages: found.languages as Language[],
      options: found.options.map(({ option }) => option.code),
      marking: found.marking as Text | null,
      outline: found.sections.map((section) => ({
        key: section.key,
        kind: section.kind,
        heading: section.heading as Text,
        guidance: section.guidance as Text,
        required: section.required,
        limit: section.limit as Limit | null,
        adds: section.adds as SectionOutline["adds"],
      })),
    },
    access: { role, state: found.state },
  }
}

/**
 * Holds the brief still until the transaction ends. Whoever writes an update takes a share lock on the same row,
 * so after this line every update that was on its way is in the log, and none can follow before the commit.
 */
export async function lockBrief(tx: Tx, briefId: string): Promise<void> {
  await tx.$queryRaw`select 1 from "Brief" where id = ${briefId}::uuid for update`
}
