import { randomUUID } from "node:crypto"
import { beforeAll, expect, test } from "vitest"
import { accessToBrief } from "#lib/briefs/access.ts"
import { assignSection } from "#lib/briefs/assign-section.ts"
import { readLive } from "#lib/briefs/content.ts"
import { createBrief } from "#lib/briefs/create.ts"
import { fillBrief } from "#lib/briefs/fill.ts"
import { listBriefs } from "#lib/briefs/list.ts"
import { readBrief } from "#lib/briefs/read.ts"
import { renameBrief } from "#lib/briefs/rename.ts"
import { listThreads } from "#lib/comments/list.ts"
import { openThread } from "#lib/comments/open.ts"
import { reply } from "#lib/comments/reply.ts"
import { reopenThread, resolveThread } from "#lib/comments/resolve.ts"
import { db } from "#lib/db.ts"
import { sectionAnchor } from "#lib/document/anchor.ts"
import { publishSmallTemplate, writtenBrief } from "../../vitest/brief.ts"
import { type Cast, gather, join, person } from "../../vitest/cast.ts"
import { compareVersions } from "./compare.ts"
import { decide } from "./decide.ts"
import { listVersions, readVersion, readVersionNumber } from "./read.ts"
import { reopen } from "./reopen.ts"
import { submit } from "./submit.ts"
import { withdraw } from "./withdraw.ts"

let cast: Cast
let template: string
let ids: { workshop: string; brief: string; version: string; thread: string }
let sha256: string
beforeAll(async () => {
  cast = await gather()
  template = await publishSmallTemplate()
  const brief = await writtenBrief(cast, template)
  const submitted = await submit(cast.drafter, { briefId: brief })
  sha256 = submitted.sha256
  const { threadId } = await openThread(cast.reviewer, {
    briefId: brief,
    sectionKey: "issue",
    anchor,
    quote: "",
    body: "Hm.",
  })
  ids = { workshop: cast.workshopId, brief, version: submitted.versionId, thread: threadId }
})

const anchor = sectionAnchor("issue")
const title = { en: "Taken over" }

/** Every use case about briefs, versions and comments, by the kind of id it is given. */
const useCases: Record<string, [keyof typeof ids, (who: string, id: string) => Promise<unknown>]> = {
  createBrief: ["workshop", (who, workshopId) => createBrief(who, { workshopId, template, title, languages: ["en"] })],
  listBriefs: ["workshop", listBriefs],
  accessToBrief: ["brief", accessToBrief],
  readBrief: ["brief", readBrief],
  readLive: ["brief", readLive],
  renameBrief: ["brief", (who, briefId) => renameBrief(who, { briefId, title })],
  fillBrief: ["brief", (who, briefId) => fillBrief(who, { briefId, sections: [] })],
  assignSection: ["brief", (who, briefId) => assignSection(who, { briefId, section: "issue", owners: [] })],
  submit: ["brief", (who, briefId) => submit(who, { briefId })],
  withdraw: ["brief", (who, briefId) => withdraw(who, { briefId })],
  reopen: ["brief", (who, briefId) => reopen(who, { briefId })],
  listVersions: ["brief", listVersions],
  readVersionNumber: ["brief", (who, briefId) => readVersionNumber(who, briefId, 1)],
  compareVersions: ["brief", (who, briefId) => compareVersions(who, { briefId, before: 1, after: "live" })],
  openThread: [
    "brief",
    (who, briefId) => openThread(who, { briefId, sectionKey: "issue", anchor, quote: "", body: "Hello" }),
  ],
  listThreads: ["brief", listThreads],
  readVersion: ["version", readVersion],
  decide: ["version", (who, versionId) => decide(who, { versionId, decision: "approve", sha256 })],
  reply: ["thread", (who, threadId) => reply(who, { threadId, body: "Hello" })],
  resolveThread: ["thread", (who, threadId) => resolveThread(who, { threadId })],
  reopenThread: ["thread", (who, threadId) => reopenThread(who, { threadId })],
}

const counts = () =>
  Promise.all([
    db.brief.count(),
    db.briefUpdate.count(),
    db.version.count(),
    db.decision.count(),
    db.thread.count(),
    db.comment.count(),
    db.auditEvent.count(),
    db.sectionOwner.count(),
  ])

const nothing = { code: "not-found", messageKey: "notFound", values: {} }

for (const [name, [kind, use]] of Object.entries(useCases))
  test(`${name}: a stranger, somebody who left and a disabled account find nothing, as with an id of nothing`, async () => {
    const left = await person("left")
    await join(cast.workshopId, left, "convener")
    await db.member.updateMany({ where: { userId: left }, data: { removedAt: new Date() } })
    const disabled = await person("disabled")
    await join(cast.workshopId, disabled, "convener")
    await db.user.update({ where: { id: disabled }, data: { disabledAt: new Date() } })
    const before = await counts()
    for (const who of [cast.stranger, left, disabled, randomUUID(), "nobody"])
      await expect(use(who, ids[kind]), who).rejects.toMatchObject(nothing)
    for (const id of [randomUUID(), "1", "", "' or true --", "\0", `${ids[kind]} `])
      for (const who of [cast.convener, cast.stranger]) await expect(use(who, id), id).rejects.toMatchObject(nothing)
    expect(await counts()).toEqual(before)
  })

test("a member finds them all: the ids above were right", async () => {
  for (const [name, [kind, use]] of Object.entries(useCases)) {
    const refusal = await use(cast.observer, ids[kind]).catch((error) => error)
    if (refusal instanceof Error) expect(refusal, name).toMatchObject({ code: "not-allowed" })
  }
})
