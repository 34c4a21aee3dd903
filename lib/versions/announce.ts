import type { Tx } from "#lib/db.ts"
import { nudge } from "#lib/nudge.ts"

/**
 * Tells everybody who has the brief open that it moved from one state to another: editors are admitted afresh, pages
 * read it again. Sent in the transaction, so it arrives exactly if, and only after, the move is committed.
 */
export async function announceMove(tx: Tx, briefId: string): Promise<void> {
  await nudge(briefId, "access", undefined, tx)
  await nudge(briefId, "state", undefined, tx)
}
