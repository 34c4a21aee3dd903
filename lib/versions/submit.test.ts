import { beforeAll, expect, test } from "vitest"
import { encodeStateAsUpdate } from "yjs"
import { loadDoc, readLive } from "#lib/briefs/content.ts"
import { openPools } from "#lib/collab/pool.ts"
import { type Edit, type Stored, UpdateLog } from "#lib/collab/update-log.ts"
import { db } from "#lib/db.ts"
import { edit, publishSmallTemplate, startBrief, type, writtenBrief } from "../../vitest/brief.ts"
import { type Cast, gather } from "../../vitest/cast.ts"
import { decide } from "./decide.ts"
import { readVersion } from "./read.ts"
import { reopen } from "./reopen.ts"
import { submit } from "./submit.ts"
import { withdraw } from "./withdraw.ts"

let cast: Cast
let template: string
beforeAll(async () => {
  cast = await gather()
  template = await publishSmallTemplate()
})

const eventsOf = (briefId: string) =>
  db.auditEvent.findMany({ where: { briefId }, orderBy: { id: "asc" }, select: { kind: true, actorId: true } })

/** Resolves when somebody waits for a lock in this database. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const rows = await db.$queryRaw<unknown[]>`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if (rows.length > 0) return
  }
}

test("an empty brief is refused with the list of what it lacks, and nothing changes", async () => {
  const briefId = await startBrief(cast, template)
  const refusal = await submit(cast.drafter, { briefId }).catch((error) => error)
  expect(refusal).toMatchObject({ code: "invalid", messageKey: "incomplete" })
  expect(refusal.values.count).toBe(refusal.details.length)
  expect(refusal.details).toContainEqual(expect.objectContaining({ section: "issue", level: "error" }))
  expect(await db.brief.findUniqueOrThrow({ where: { id: briefId } })).toMatchObject({ state: "draft" })
  expect(await db.version.count({ where: { briefId } })).toBe(0)
  expect((await eventsOf(briefId)).map((event) => event.kind)).toEqual(["brief.created"])
})

test("submit freezes exactly the text as it stands, hashes it and opens a round", async () => {
  const briefId = await writtenBrief(cast, template)
  const live = await readLive(cast.observer, briefId)
  const submitted = await submit(cast.drafter, { briefId })
  expect(submitted).toEqual({ versionId: submitted.versionId, number: 1, sha256: live.sha256 })
  const version = await readVersion(cast.observer, submitted.versionId)
  expect(version.canonical).toBe(live.canonical)
  expect(version.clearance).toMatchObject({ state: "open", decisions: [], createdBy: { name: "drafter" } })
  expect(version.clearance.writers).toEqual([{ id: cast.drafter, name: "drafter" }])
  expect(await db.brief.findUniqueOrThrow({ where: { id: briefId } })).toMatchObject({ state: "in_review" })
  expect((await eventsOf(briefId)).map((event) => event.kind)).toEqual(["brief.created", "brief.submitted"])
})

test("writers are everybody in the log, also those whose edits were folded into the snapshot", async () => {
  const briefId = await writtenBrief(cast, template)
  const { doc, upto } = await loadDoc(briefId)
  await db.briefSnapshot.create({
    data: { briefId, upto, data: encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>, authors: [cast.drafter] },
  })
  await db.briefUpdate.deleteMany({ where: { briefId } })
  await type(briefId, cast.convener, "And a second thought.")
  const { versionId } = await submit(cast.convener, { briefId })
  const version = await readVersion(cast.observer, versionId)
  expect(version.clearance.writers.map((writer) => writer.id).sort()).toEqual([cast.drafter, cast.convener].sort())
  expect(version.canonical).toContain("What is to be decided")
  expect(version.canonical).toContain("second thought")
})

test("two submits at once make one version; the second is a conflict", async () => {
  const briefId = await writtenBrief(cast, template)
  const both = await Promise.allSettled([submit(cast.drafter, { briefId }), submit(cast.convener, { briefId })])
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"])
  const refused = both.find((one) => one.status === "rejected")
  expect(refused?.reason).toMatchObject({ code: "conflict", messageKey: "lifecycle.submit" })
  expect(await db.version.count({ where: { briefId } })).toBe(1)
  expect(await db.round.count({ where: { briefId } })).toBe(1)
  expect((await eventsOf(briefId)).filter((event) => event.kind === "brief.submitted")).toHaveLength(1)
})

test("the last keystroke is in the version: submit waits for an edit that is being committed", async () => {
  const briefId = await writtenBrief(cast, template)
  const data = await edit(briefId, "The very last words.")
  let submitting: ReturnType<typeof submit> | undefined
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "Brief" where id = ${briefId}::uuid for share`
    await tx.briefUpdate.create({ data: { briefId, authorId: cast.drafter, data } })
    submitting = submit(cast.drafter, { briefId })
    await somebodyWaits()
  })
  const version = await readVersion(cast.drafter, (await submitting)?.versionId ?? "")
  expect(version.canonical).toContain("The very last words.")
})

test("no edit enters the log after the freeze, however it races", { timeout: 60_000 }, async () => {
  const pools = openPools()
  const log = new UpdateLog(pools)
  const session = (
    await db.session.create({ data: { userId: cast.drafter, expiresAt: new Date(Date.now() + 3_600_000) } })
  ).id
  /** One edit through the collaboration server's log: whether it was taken. */
  const append = (briefId: string, data: Uint8Array) =>
    new Promise<boolean>((resolve, reject) => {
      const committed = (stored: Stored[]) => stored.length > 0 && resolve(true)
      const refused = (edits: Edit[]) => edits.length > 0 && resolve(false)
      const to = { briefId, workshopId: cast.workshopId, committed, refused, failed: reject }
      log.append({ to, author: cast.drafter, session, token: undefined, data, claims: [], sections: ["issue"] })
    })
  try {
    for (let round = 0; round < 8; round++) {
      const briefId = await writtenBrief(cast, template)
      const data = await edit(briefId, `Typed in round ${round}.`)
      let submitting: ReturnType<typeof submit> | undefined
      let taken = 0
      const typeUntilRefused = async () => {
        while (await append(briefId, data))
          if (++taken === 1 + round * 7) submitting = submit(cast.drafter, { briefId })
      }
      await Promise.all([typeUntilRefused(), typeUntilRefused(), typeUntilRefused()])
      const submitted = await submitting
      const version = await db.version.findUniqueOrThrow({ where: { id: submitted?.versionId } })
      const rows = await db.briefUpdate.findMany({ where: { briefId }, orderBy: { seq: "asc" } })
      // The empty form, the first paragraph, and what was taken.
      expect(rows).toHaveLength(2 + taken)
      expect(rows.at(-1)?.seq).toBe(version.upto)
      expect((await readLive(cast.observer, briefId)).sha256).toBe(version.sha256)
    }
  } finally {
    await pools.end()
  }
})

test("a version after a reopening is a new one; the approved one stays approved and as it was", async () => {
  const briefId = await writtenBrief(cast, template)
  const first = await submit(cast.drafter, { briefId })
  await decide(cast.approver, { versionId: first.versionId, decision: "approve", sha256: first.sha256, note: "" })
  const before = await readVersion(cast.observer, first.versionId)
  await reopen(cast.drafter, { briefId })
  await type(briefId, cast.drafter, "One thing more.")
  const second = await submit(cast.drafter, { briefId })
  expect(second.number).toBe(2)
  expect(second.sha256).not.toBe(first.sha256)
  expect(await readVersion(cast.observer, first.versionId)).toEqual({ ...before, isLatest: false })
})

test("withdrawing closes the round without a decision and the text moves again", async () => {
  const briefId = await writtenBrief(cast, template)
  const { versionId } = await submit(cast.drafter, { briefId })
  await expect(withdraw(cast.drafter, { briefId })).rejects.toMatchObject({ code: "not-allowed" })
  await withdraw(cast.convener, { briefId })
  expect((await readVersion(cast.observer, versionId)).clearance).toMatchObject({ state: "withdrawn", decisions: [] })
  expect(await db.brief.findUniqueOrThrow({ where: { id: briefId } })).toMatchObject({ state: "draft" })
  await expect(withdraw(cast.convener, { briefId })).rejects.toMatchObject({ code: "conflict" })
})
