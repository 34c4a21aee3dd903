import { db } from "#lib/db.ts"
import type { Role } from "#lib/policy.ts"

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

/** What the clearance page says of one version. */
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

const person = { select: { id: true, name: true } } as const

/** Who decided what on a version. For callers that have checked that the reader may see the brief. */
export async function clearanceOf(versionId: string): Promise<Clearance> {
  const version = await db.version.findUniqueOrThrow({
    where: { id: versionId },
    select: {
      number: true,
      sha256: true,
      createdAt: true,
      writers: true,
      createdBy: person,
      rounds: { orderBy: { openedAt: "desc" }, take: 1, select: { state: true, openedAt: true, closedAt: true } },
      decisions: {
        orderBy: [{ at: "asc" }, { id: "asc" }],
        select: { id: true, role: true, kind: true, note: true, at: true, sha256: true, user: person },
      },
    },
  })
  const [round] = version.rounds
  if (!round) throw new Error(`Version ${versionId} has no round`)
  return {
    number: version.number,
    sha256: version.sha256,
    createdAt: version.createdAt,
    createdBy: version.createdBy,
    writers: await db.user.findMany({ where: { id: { in: version.writers } }, orderBy: { name: "asc" }, ...person }),
    ...round,
    decisions: version.decisions.map(({ user, ...decision }) => ({ ...decision, person: user })),
  }
}
