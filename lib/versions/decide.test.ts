import { beforeAll, expect, test } from "vitest"
import { renameBrief } from "#lib/briefs/rename.ts"
import { db } from "#lib/db.ts"
import { publishSmallTemplate, startBrief, type, writtenBrief } from "../../vitest/brief.ts"
import { type Cast, gather, join, person } from "../../vitest/cast.ts"
import { decide } from "./decide.ts"
import { readVersion } from "./read.ts"
import { submit } from "./submit.ts"

let cast: Cast
let template: string
beforeAll(async () => {
  cast = await gather()
  template = await publishSmallTemplate()
})

async function submitted() {
  const briefId = await writtenBrief(cast, template)
  return { briefId, ...(await submit(cast.drafter, { briefId })) }
}

const stateOf = async (briefId: string) => (await db.brief.findUniqueOrThrow({ where: { id: briefId } })).state
const trace = async (briefId: string) =>
  (await db.auditEvent.findMany({ where: { briefId }, orderBy: { id: "asc" } })).map((event) => event.kind)

test("an approval signs exactly the frozen hash, with the note and the role it was given in", async () => {
  const { briefId, versionId, sha256 } = await submitted()
  const note = "同意。As agreed on Friday."
  const { id } = await decide(cast.approver, { versionId, decision: "approve", sha256, note })
  const { clearance } = await readVersion(cast.observer, versionId)
  expect(clearance.state).toBe("approved")
  expect(clearance.decisions).toEqual([
    {
      id,
      person: { id: cast.approver, name: "approver" },
      role: "approver",
      kind: "approve",
      note,
      sha256,
      at: expect.any(Date),
    },
  ])
  expect(await stateOf(briefId)).toBe("approved")
  expect(await trace(briefId)).toEqual(["brief.created", "brief.submitted", "version.approved"])
})

test("a wrong hash is refused naming both, and nothing changes", async () => {
  const { briefId, versionId, sha256 } = await submitted()
  for (const shown of ["0".repeat(64), sha256.slice(1), "not a hash"]) {
    await expect(decide(cast.approver, { versionId, decision: "approve", sha256: shown })).rejects.toMatchObject({
      code: "conflict",
      messageKey: "wrongHash",
      values: { shown, frozen: sha256 },
    })
  }
  expect(await stateOf(briefId)).toBe("in_review")
  expect(await db.decision.count({ where: { versionId } })).toBe(0)
  expect(await trace(briefId)).toEqual(["brief.created", "brief.submitted"])
})

test("nobody approves, passes or returns their own work, whatever their role is today", async () => {
  const turned = await person("turned")
  await join(cast.workshopId, turned, "drafter")
  const briefId = await writtenBrief(cast, template)
  await type(briefId, turned, "Mine.", "argument")
  const { versionId, sha256 } = await submit(cast.drafter, { briefId })
  const ownWork = { code: "not-allowed", messageKey: "ownWork" }
  await join(cast.workshopId, turned, "approver")
  await expect(decide(turned, { versionId, decision: "approve", sha256 })).rejects.toMatchObject(ownWork)
  await expect(decide(turned, { versionId, decision: "request_changes", sha256, note: "No." })).rejects.toMatchObject(
    ownWork,
  )
  await join(cast.workshopId, turned, "reviewer")
  await expect(decide(turned, { versionId, decision: "pass", sha256 })).rejects.toMatchObject(ownWork)
  expect(await stateOf(briefId)).toBe("in_review")
})

test("a title is part of what is signed: nobody approves a brief that they named, at its beginning or later", async () => {
  const first = await person("first")
  const second = await person("second")
  for (const who of [first, second]) await join(cast.workshopId, who, "drafter")
  const briefId = await startBrief({ ...cast, drafter: first }, template)
  await type(briefId, cast.drafter, "What is to be decided.")
  await renameBrief(second, { briefId, title: { en: "Another name" } })
  const { versionId, sha256 } = await submit(cast.drafter, { briefId })
  const writers = (await readVersion(cast.observer, versionId)).clearance.writers.map(({ id }) => id)
  expect(writers.sort()).toEqual([first, second, cast.drafter].sort())
  for (const who of [first, second]) {
    await join(cast.workshopId, who, "approver")
    await expect(decide(who, { versionId, decision: "approve", sha256 })).rejects.toMatchObject({
      messageKey: "ownWork",
    })
  }
  expect(await stateOf(briefId)).toBe("in_review")
})

test("convener, drafter, reviewer and observer cannot approve", async () => {
  const { briefId, versionId, sha256 } = await submitted()
  for (const who of [cast.convener, cast.drafter, cast.reviewer, cast.observer])
    await expect(decide(who, { versionId, decision: "approve", sha256 })).rejects.toMatchObject({ code: "not-allowed" })
  expect(await stateOf(briefId)).toBe("in_review")
})

test("of two approvals at once one counts; the other and any later one is a conflict", async () => {
  const second = await person("second approver")
  await join(cast.workshopId, second, "approver")
  const { briefId, versionId, sha256 } = await submitted()
  const both = await Promise.allSettled(
    [cast.approver, second].map((who) => decide(who, { versionId, decision: "approve", sha256 })),
  )
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"])
  expect(both.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "conflict" })
  await expect(decide(second, { versionId, decision: "approve", sha256 })).rejects.toMatchObject({
    code: "conflict",
    messageKey: "roundClosed",
  })
  expect(await db.decision.count({ where: { versionId } })).toBe(1)
  expect((await trace(briefId)).filter((kind) => kind === "version.approved")).toHaveLength(1)
})

test("a pass is advice: it is recorded once per reviewer and leaves the round open", async () => {
  const { briefId, versionId, sha256 } = await submitted()
  await decide(cast.reviewer, { versionId, decision: "pass", sha256 })
  expect(await stateOf(briefId)).toBe("in_review")
  await expect(decide(cast.reviewer, { versionId, decision: "pass", sha256 })).rejects.toMatchObject({
    code: "conflict",
    messageKey: "alreadyPassed",
  })
  const { clearance } = await readVersion(cast.observer, versionId)
  expect(clearance).toMatchObject({ state: "open", decisions: [{ kind: "pass", person: { name: "reviewer" } }] })
})

test("a demand for changes says what must change, returns the text and closes the round", async () => {
  const { briefId, versionId, sha256 } = await submitted()
  await expect(
    decide(cast.reviewer, { versionId, decision: "request_changes", sha256, note: "  " }),
  ).rejects.toMatchObject({ code: "invalid", messageKey: "noteMissing" })
  expect(await stateOf(briefId)).toBe("in_review")
  await decide(cast.reviewer, { versionId, decision: "request_changes", sha256, note: "Say who pays." })
  expect(await stateOf(briefId)).toBe("draft")
  expect((await readVersion(cast.observer, versionId)).clearance.state).toBe("changes_requested")
  await expect(decide(cast.approver, { versionId, decision: "approve", sha256 })).rejects.toMatchObject({
    code: "conflict",
    messageKey: "roundClosed",
  })
})

test("a version that was overtaken cannot be decided on", async () => {
  const { briefId, versionId, sha256 } = await submitted()
  await decide(cast.reviewer, { versionId, decision: "request_changes", sha256, note: "Again." })
  await type(briefId, cast.drafter, "Again, then.")
  await submit(cast.drafter, { briefId })
  await expect(decide(cast.approver, { versionId, decision: "approve", sha256 })).rejects.toMatchObject({
    code: "conflict",
    messageKey: "notLatest",
    values: { number: 1, latest: 2 },
  })
})

test("an approver who is removed before the commit cannot sign", async () => {
  const leaving = await person("leaving")
  await join(cast.workshopId, leaving, "approver")
  const { briefId, versionId, sha256 } = await submitted()
  let deciding: Promise<unknown> | undefined
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "Brief" where id = ${briefId}::uuid for update`
    deciding = decide(leaving, { versionId, decision: "approve", sha256 }).catch((error) => error)
    for (let waits = 0; waits === 0; ) {
      const [row] = await db.$queryRaw<{ waits: number }[]>`
        select count(*)::int as waits from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`
      waits = row?.waits ?? 0
    }
    await db.member.update({
      where: { workshopId_userId: { workshopId: cast.workshopId, userId: leaving } },
      data: { removedAt: new Date() },
    })
  })
  expect(await deciding).toMatchObject({ code: "not-found" })
  expect(await stateOf(briefId)).toBe("in_review")
})

test("content that is no longer what was hashed is never signed nor shown", async () => {
  const { versionId, sha256 } = await submitted()
  await db.$executeRaw`update "Version" set content = replace(content, 'memo', 'nemo') where id = ${versionId}::uuid`
  await expect(decide(cast.approver, { versionId, decision: "approve", sha256 })).rejects.toThrow("not what was frozen")
  await expect(readVersion(cast.observer, versionId)).rejects.toThrow("not what was frozen")
})
