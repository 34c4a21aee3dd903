import { after, type Move } from "#lib/briefs/lifecycle.ts"
import { notAllowed } from "#lib/errors.ts"
import { type Access, type Action, type BriefState, can, ruleFor } from "#lib/policy.ts"

/**
 * The state after a move, or the refusal that fits: *not allowed* to a role that may never do it,
 * *conflict* to one that could have, had nobody moved first.
 */
export function moved(access: Access & { state: BriefState }, action: Action, move: Move): BriefState {
  if (!ruleFor(action).roles.includes(access.role)) throw notAllowed()
  const state = after(access.state, move)
  if (!can(access, action)) throw notAllowed()
  return state
}
