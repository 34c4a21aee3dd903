import type { Quarantine } from "#lib/briefs/quarantine.ts"
import { db, type Tx } from "#lib/db.ts"
import type { Language, Text } from "#lib/document/content.ts"
import type { Limit, SectionOutline } from "#lib/document/kinds/kind.ts"
import type { BriefFacts } from "#lib/document/ydoc.ts"
import { notFound } from "#lib/errors.ts"
import { isUuid } from "#lib/members/input.ts"
import { type Access, type BriefState, can, type Role, ruleFor, type SectionAccess, tenureOf } from "#lib/policy.ts"

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

export interface BriefAccess extends Access {
  state: BriefState
  isLead: boolean
}

/** An owner as others see them. Who no longer writes in the workshop keeps the section and does nothing with it. */
export type NamedOwner = { userId: string; name: string; writes: boolean } | { role: Role }

/** To whom a section is given, and what this person is to it. */
export interface SectionFacts {
  owners: NamedOwner[]
  access: SectionAccess
  /** Why nobody may write in it, if so. */
  quarantine: Quarantine | null
}

export interface BriefAccessed {
  brief: Brief
  access: BriefAccess
  /** By key, each of the outline. */
  sections: Record<string, SectionFacts>
}

/** The brief and what this person is to it. A stranger and an unknown id get the same *not found*. */
export async function accessToBrief(who: string, briefId: string, via: Tx = db): Promise<BriefAccessed> {
  if (!isUuid(who) || !isUuid(briefId)) throw notFound()
  const member = { userId: who, removedAt: null, user: { disabledAt: null } }
  const found = await via.brief.findFirst({
    where: { id: briefId, workshop: { members: { some: member } } },
    include: {
      workshop: { select: { members: { where: member, select: { role: true } } } },
      templateVersion: { select: { number: true, template: { select: { key: true, code: true } } } },
      sections: {
        orderBy: { position: "asc" },
        include: {
          owners: {
            orderBy: { id: "asc" },
            include: {
              user: {
                select: {
                  name: true,
                  disabledAt: true,
                  members: {
                    where: { removedAt: null, workshop: { briefs: { some: { id: briefId } } } },
                    select: { role: true },
                  },
                },
              },
            },
          },
        },
      },
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
    access: { role, state: found.state, isLead: found.leadId === who },
    sections: Object.fromEntries(
      found.sections.map(({ key, fault, owners }) => {
        const named = owners.flatMap((owner) => namedOwner(owner))
        const tenure = tenureOf(named, { id: who, role })
        const quarantine = fault as Quarantine | null
        return [key, { owners: named, access: { tenure, isQuarantined: fault !== null }, quarantine }]
      }),
    ),
  }
}

interface OwnerRow {
  userId: string | null
  role: Role | null
  user: { name: string; disabledAt: Date | null; members: { role: Role }[] } | null
}

function namedOwner({ userId, role, user }: OwnerRow): NamedOwner[] {
  if (role) return [{ role }]
  if (!userId || !user) return []
  const now = user.disabledAt ? undefined : user.members[0]?.role
  return [{ userId, name: user.name, writes: now !== undefined && ruleFor("section.write").roles.includes(now) }]
}

/** What this person may write: the keys of the sections that are open to them now. */
export const writableSections = ({ access, sections }: Pick<BriefAccessed, "access" | "sections">): string[] =>
  Object.keys(sections).filter((key) => can({ ...access, section: sections[key]?.access }, "section.write"))

/**
 * Holds the brief still until the transaction ends. Whoever writes an update takes a share lock on the same row,
 * so after this line every update that was on its way is in the log, and none can follow before the commit.
 */
export async function lockBrief(tx: Tx, briefId: string): Promise<void> {
  await tx.$queryRaw`select 1 from "Brief" where id = ${briefId}::uuid for update`
}
