import { conflict } from "#lib/errors.ts"
import type { BriefState } from "#lib/policy.ts"

export type Move = "submit" | "approve" | "request_changes" | "withdraw" | "reopen"

const next: Record<BriefState, Partial<Record<Move, BriefState>>> = {
  draft: { submit: "in_review" },
  in_review: { approve: "approved", request_changes: "draft", withdraw: "draft" },
  approved: { reopen: "draft" },
}

/** The state after a move; a move that this state does not know is a conflict: somebody else moved first. */
export function after(state: BriefState, move: Move): BriefState {
  const to = next[state][move]
  if (!to) throw conflict(`lifecycle.${move}`, { state })
  return to
}
