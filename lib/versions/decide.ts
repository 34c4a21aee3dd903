import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { type Brief, lockBrief } from "#lib/briefs/access.ts"
import { plainText } from "#lib/briefs/input.ts"
import { after } from "#lib/briefs/lifecycle.ts"
import { db, type Tx } from "#lib/db.ts"
import { conflict, invalid, notAllowed } from "#lib/errors.ts"
import { nudge } from "#lib/nudge.ts"
import { type Access, type Action, type BriefState, can, ruleFor } from "#lib/policy.ts"
import { accessToVersion, type FrozenVersion } from "#lib/versions/access.ts"
import { announceMove } from "#lib/versions/announce.ts"
import { frozenContent } from "#lib/versions/content.ts"

/** `sha256` as the screen showed it. Whatever is not the frozen one is a wrong hash, well-formed or not. */
export const decisionInput = z.strictObject({
  decision: z.enum(["pass", "request_changes", "approve"]),
  sha256: z.string().trim().toLowerCase().min(1).max(200),
  note: plainText(4000).default(""),
})

export const decideInput = decisionInput.extend({ versionId: z.string() })
export type Decide = z.input<typeof decideInput>

/**
 * One member's word on one version. `sha256` is the hash their screen showed: if it is not that of the version,
 * nothing is decided. A pass is advice and leaves the round open; a demand for changes and an approval close it.
 */
export async function decide(who: string, input: Decide): Promise<{ id: string; state: BriefState }> {
  const { access, brief } = await accessToVersion(who, input.versionId)
  refuseRole(access, input.decision)
  return db.$transaction(async (tx) => {
    await lockBrief(tx, brief.id)
    return decideInside(tx, who, input)
  })
}

async function decideInside(tx: Tx, who: string, input: Decide): Promise<{ id: string; state: BriefState }> {
  const { version, brief, access } = await accessToVersion(who, input.versionId, tx)
  refuseRole(access, input.decision)
  const round = await openRoundOf(tx, brief, version)
  if (!can(access, actionOf(input.decision))) throw notAllowed()
  await refuseHash(tx, version, input.sha256)
  const note = input.note?.trim() ?? ""
  if (input.decision === "request_changes" && !note) throw invalid("noteMissing")
  if (input.decision === "pass") await refuseSecondPass(tx, round.id, who)

  const { name } = await tx.user.findUniqueOrThrow({ where: { id: who }, select: { name: true } })
  const now = new Date()
  const state = input.decision === "pass" ? brief.state : after(brief.state, input.decision)
  const decision = await tx.decision.create({
    data: {
      roundId: round.id,
      versionId: version.id,
      userId: who,
      name,
      role: access.role,
      kind: input.decision,
      sha256: version.sha256,
      note,
      at: now,
    },
    select: { id: true },
  })
  if (input.decision !== "pass") {
    const closed = input.decision === "approve" ? "approved" : "changes_requested"
    await tx.round.update({ where: { id: round.id }, data: { state: closed, closedAt: now } })
  }
  await tx.brief.update({ where: { id: brief.id }, data: { state, updatedAt: now } })
  await record(tx, {
    workshopId: brief.workshopId,
    briefId: brief.id,
    actorId: who,
    kind: happened[input.decision],
    data: { versionId: version.id, number: version.number, sha256: version.sha256, decisionId: decision.id },
  })
  if (state === brief.state) await nudge(brief.id, "state", undefined, tx)
  else await announceMove(tx, brief.id)
  return { id: decision.id, state }
}

const actionOf = (decision: Decide["decision"]) => `version.${decision}` satisfies Action

const happened = {
  pass: "version.passed",
  request_changes: "version.changes_requested",
  approve: "version.approved",
} as const

/** Who may never take this decision on this version. The state is judged later: it can have moved meanwhile. */
function refuseRole(access: Access, decision: Decide["decision"]): void {
  if (!ruleFor(actionOf(decision)).roles.includes(access.role)) throw notAllowed()
  if (access.isOwnWork !== false) throw notAllowed("ownWork")
}

async function openRoundOf(tx: Tx, brief: Brief, version: FrozenVersion): Promise<{ id: string }> {
  const latest = await tx.version.aggregate({ where: { briefId: brief.id }, _max: { number: true } })
  if (latest._max.number !== version.number)
    throw conflict("notLatest", { number: version.number, latest: latest._max.number ?? 0 })
  const round = await tx.round.findFirst({ where: { versionId: version.id, state: "open" }, select: { id: true } })
  if (!round) throw conflict("roundClosed", { number: version.number })
  return round
}

/** The hash must be the one that was frozen, and the content must still be what was hashed. */
async function refuseHash(tx: Tx, version: FrozenVersion, shown: string): Promise<void> {
  if (shown !== version.sha256) throw conflict("wrongHash", { shown, frozen: version.sha256 })
  await frozenContent(version, tx)
}

async function refuseSecondPass(tx: Tx, roundId: string, userId: string): Promise<void> {
  if (await tx.decision.findFirst({ where: { roundId, userId, kind: "pass" } })) throw conflict("alreadyPassed")
}
