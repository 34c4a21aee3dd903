import { db } from "#lib/db.ts"
import type { Role } from "#lib/policy.ts"
import type { Names } from "#lib/versions/names.ts"

export interface ClearanceDecision {
  id: string
  person: { id: string; name: string }
  /** The role in which it was given, which may not be the person's role today. */
  role: Role
  kind: "pass" | "request_changes" | "approve"
  note: string
  at: Date
  /** The hash that the person's screen showed. */
  sha256: string
}

/** What the clearance page says of one version. People have the names that they had when they did it. */
export interface Clearance {
  number: number
  sha256: string
  createdAt: Date
  createdBy: { id: string; name: string }
  /** Everybody who wrote in it, by the update log, or gave it a title. */
  writers: { id: string; name: string }[]
  state: "open" | "approved" | "changes_requested" | "withdrawn"
  openedAt: Date
  closedAt: Date | null
  /** In the order in which they were given. */
  decisions: ClearanceDecision[]
}

/**
 * Who decided what on a version, and the names that were frozen with it. For callers that have checked that the reader
 * may see the brief.
 */
export async function clearanceOf(versionId: string): Promise<{ clearance: Clearance; names: Names }> {
  const version = await db.version.findUniqueOrThrow({
    where: { id: versionId },
    select: {
      number: true,
      sha256: true,
      createdAt: true,
      writers: true,
      createdById: true,
      names: true,
      rounds: { orderBy: { openedAt: "desc" }, take: 1, select: { state: true, openedAt: true, closedAt: true } },
      decisions: {
        orderBy: [{ at: "asc" }, { id: "asc" }],
        select: { id: true, role: true, kind: true, note: true, at: true, sha256: true, userId: true, name: true },
      },
    },
  })
  const [round] = version.rounds
  if (!round) throw new Error(`Version ${versionId} has no round`)
  const names = version.names as unknown as Names
  const clearance: Clearance = {
    number: version.number,
    sha256: version.sha256,
    createdAt: version.createdAt,
    createdBy: personOf(names, version.createdById),
    writers: version.writers.map((id) => personOf(names, id)).sort((a, b) => a.name.localeCompare(b.name)),
    ...round,
    decisions: version.decisions.map(({ userId, name, ...decision }) => ({
      ...decision,
      person: { id: userId, name },
    })),
  }
  return { clearance, names }
}

/** A person by the name that was frozen with the version. */
export const personOf = ({ people }: Pick<Names, "people">, id: string): { id: string; name: string } => ({
  id,
  name: people[id] ?? id,
})
