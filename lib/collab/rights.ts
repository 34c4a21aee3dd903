// What a person is to a brief, as the collaboration server needs it: one light statement, asked again at every nudge.

import { createHash } from "node:crypto"
import type pg from "pg"
import { type BriefState, can, type Owner, type Role, tenureOf } from "#lib/policy.ts"

export interface Rights {
  workshopId: string
  state: BriefState
  role: Role
  canWrite: boolean
  /** Keys of the sections in which they may write now. */
  sections: ReadonlySet<string>
}

interface Found {
  workshopId: string
  state: BriefState
  role: Role
  sections: { key: string; isQuarantined: boolean; owners: Owner[] }[]
}

/** Undefined for strangers and for briefs that do not exist: nobody can tell the two apart. */
export async function rightsOf(pool: pg.Pool, personId: string, briefId: string): Promise<Rights | undefined> {
  const { rows } = await pool.query<Found>({
    name: "rights",
    text: `
      select b."workshopId", b.state, m.role, array(
        select json_build_object('key', s.key, 'isQuarantined', s.fault is not null, 'owners', array(
          select json_strip_nulls(json_build_object('userId', o."userId", 'role', o.role)) from "SectionOwner" o
          where o."briefId" = s."briefId" and o."sectionKey" = s.key
        )) from "BriefSection" s where s."briefId" = b.id
      ) as sections
      from "Brief" b
      join "Member" m on m."workshopId" = b."workshopId" and m."userId" = $2 and m."removedAt" is null
      join "User" u on u.id = m."userId" and u."disabledAt" is null
      where b.id = $1`,
    values: [briefId, personId],
  })
  const found = rows[0]
  if (!found || !can(found, "brief.read")) return undefined
  const { workshopId, state, role } = found
  const writable = found.sections.filter(({ isQuarantined, owners }) => {
    const section = { tenure: tenureOf(owners, { id: personId, role }), isQuarantined }
    return can({ role, state, section }, "section.write")
  })
  const sections = new Set(writable.map(({ key }) => key))
  return { workshopId, state, role, canWrite: can({ role, state }, "brief.write"), sections }
}

/**
 * What somebody is to the brief and where they may write, each as one word: who was not connected when it changed sees
 * by them that it did.
 */
export const standingOf = ({ role, canWrite, state, sections }: Rights) => ({
  standing: word([role, canWrite, state]),
  sections: word([...sections].sort()),
})

const word = (facts: unknown[]) => createHash("sha256").update(JSON.stringify(facts)).digest("base64url").slice(0, 16)
