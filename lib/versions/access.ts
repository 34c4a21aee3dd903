import { accessToBrief, type Brief } from "#lib/briefs/access.ts"
import { db, type Tx } from "#lib/db.ts"
import { notFound } from "#lib/errors.ts"
import { isUuid } from "#lib/members/input.ts"
import type { Access, BriefState } from "#lib/policy.ts"

/** A version without its content. */
export interface FrozenVersion {
  id: string
  number: number
  sha256: string
  writers: string[]
}

/** The version, its brief, and what this person is to both: `isOwnWork` says whether they wrote in it. */
export async function accessToVersion(
  who: string,
  versionId: string,
  via: Tx = db,
): Promise<{ version: FrozenVersion; brief: Brief; access: Access & { state: BriefState; isOwnWork: boolean } }> {
  if (!isUuid(versionId)) throw notFound()
  const found = await via.version.findUnique({
    where: { id: versionId },
    select: { id: true, number: true, sha256: true, writers: true, briefId: true },
  })
  if (!found) throw notFound()
  const { brief, access } = await accessToBrief(who, found.briefId, via)
  const { briefId: _, ...version } = found
  return { version, brief, access: { ...access, isOwnWork: version.writers.includes(who) } }
}
