// What a person is to a brief, as the collaboration server needs it: one light statement, asked again at every nudge.

import type pg from "pg"
import { type BriefState, can, type Role } from "#lib/policy.ts"

export interface Rights {
  workshopId: string
  role: Role
  canWrite: boolean
}

/** Undefined for strangers and for briefs that do not exist: nobody can tell the two apart. */
export async function rightsOf(pool: pg.Pool, personId: string, briefId: string): Promise<Rights | undefined> {
  const { rows } = await pool.query<{ workshopId: string; state: BriefState; role: Role }>({
    name: "rights",
    text: `
      select b."workshopId", b.state, m.role from "Brief" b
      join "Member" m on m."workshopId" = b."workshopId" and m."userId" = $2 and m."removedAt" is null
      join "User" u on u.id = m."userId" and u."disabledAt" is null
      where b.id = $1`,
    values: [briefId, personId],
  })
  const found = rows[0]
  if (!found || !can(found, "brief.read")) return undefined
  return { workshopId: found.workshopId, role: found.role, canWrite: can(found, "brief.write") }
}
