// What a person is to a brief, as the collaboration server needs it: part of one light statement, asked again at every
// nudge.

import { createHash } from "node:crypto"
import { type BriefState, can, type Owner, type Role, tenureOf } from "#lib/policy.ts"

export interface Rights {
  workshopId: string
  state: BriefState
  role: Role
  canWrite: boolean
  /** Keys of the sections in which they may write now. */
  sections: ReadonlySet<string>
  /** Whether the workshop lets members' devices keep edits that are not saved. */
  mayKeep: boolean
}

/** A row of `standing`. */
export interface Standing {
  workshopId: string
  state: BriefState
  role: Role
  mayKeep: boolean
  sections: { key: string; isQuarantined: boolean; owners: Owner[] }[]
}

/** What the person with this id is to the brief with this one, both SQL expressions: a row or none. */
export const standing = (person: string, brief: string) => `
  select b."workshopId", b.state, m.role, w.offline as "mayKeep", array(
    select json_build_object('key', s.key, 'isQuarantined', s.fault is not null, 'owners', array(
      select json_strip_nulls(json_build_object('userId', o."userId", 'role', o.role)) from "SectionOwner" o
      where o."briefId" = s."briefId" and o."sectionKey" = s.key
    )) from "BriefSection" s where s."briefId" = b.id
  ) as sections
  from "Brief" b
  join "Workshop" w on w.id = b."workshopId"
  join "Member" m on m."workshopId" = b."workshopId" and m."userId" = ${person} and m."removedAt" is null
  where b.id = ${brief}`

/** What follows from it for them; undefined if they may not even read. */
export function rightsOf(personId: string, found: Standing): Rights | undefined {
  if (!can(found, "brief.read")) return undefined
  const { workshopId, state, role, mayKeep } = found
  const writable = found.sections.filter(({ isQuarantined, owners }) => {
    const section = { tenure: tenureOf(owners, { id: personId, role }), isQuarantined }
    return can({ role, state, section }, "section.write")
  })
  const sections = new Set(writable.map(({ key }) => key))
  return { workshopId, state, role, canWrite: can({ role, state }, "brief.write"), sections, mayKeep }
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
