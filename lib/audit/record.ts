import type { Tx } from "#lib/db.ts"

/** What happened, in the past tense: "member.invited", "brief.submitted". */
export interface Happening {
  workshopId: string
  briefId?: string
  /** Who did it. Absent: the instance itself. */
  actorId?: string
  kind: string
  /** Ids and facts, never the text of a brief and never a secret. */
  data?: Record<string, unknown>
}

/** Writes what happened in the transaction in which it happens: one is never there without the other. */
export async function record(tx: Tx, { data = {}, ...event }: Happening): Promise<void> {
  await tx.auditEvent.create({ data: { ...event, data: data as object } })
}
