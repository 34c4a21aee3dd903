import { beforeAll, expect, test } from "vitest"
import { loadDoc, readLive } from "#lib/briefs/content.ts"
import { db } from "#lib/db.ts"
import { makeAnchor, sectionAnchor } from "#lib/document/anchor.ts"
import { listen, type Nudge } from "#lib/nudge.ts"
import { submit } from "#lib/versions/submit.ts"
import { publishSmallTemplate, writtenBrief } from "../../vitest/brief.ts"
import { type Cast, gather, join, person } from "../../vitest/cast.ts"
import { bodyLimit, openThreadInput } from "./input.ts"
import { listThreads } from "./list.ts"
import { openThread } from "./open.ts"
import { reply } from "./reply.ts"
import { reopenThread, resolveThread } from "./resolve.ts"

let cast: Cast
let briefId: string
beforeAll(async () => {
  cast = await gather()
  briefId = await writtenBrief(cast, await publishSmallTemplate())
})

const anchor = sectionAnchor("issue")
const thread = (body: string, mentions: string[] = []) => ({
  briefId,
  sectionKey: "issue",
  anchor,
  quote: "why now",
  body,
  mentions,
})
const find = async (threadId: string) => (await listThreads(cast.observer, briefId)).find((one) => one.id === threadId)

test("who may comment needs no right to write, and the text is not touched", async () => {
  const before = await readLive(cast.observer, briefId)
  for (const who of [cast.reviewer, cast.approver, cast.drafter, cast.convener]) {
    const { threadId } = await openThread(who, thread("谁来付？Who pays?", [cast.drafter, cast.drafter]))
    expect(await find(threadId)).toMatchObject({
      sectionKey: "issue",
      quote: "why now",
      anchor,
      openedBy: { id: who },
      resolvedAt: null,
      comments: [{ body: "谁来付？Who pays?", author: { id: who }, mentions: [{ id: cast.drafter, name: "drafter" }] }],
    })
  }
  await expect(openThread(cast.observer, thread("Me too"))).rejects.toMatchObject({ code: "not-allowed" })
  expect(await readLive(cast.observer, briefId)).toEqual(before)
})

test("comments can be made while the brief is in review", async () => {
  const other = await writtenBrief(cast, (await db.template.findFirstOrThrow()).key)
  await submit(cast.drafter, { briefId: other })
  await expect(openThread(cast.reviewer, { ...thread("Rev. 1?"), briefId: other })).resolves.toBeDefined()
})

test("a section that the brief does not have is refused", async () => {
  await expect(openThread(cast.reviewer, { ...thread("Where?"), sectionKey: "nowhere" })).rejects.toMatchObject({
    code: "invalid",
    messageKey: "sectionUnknown",
  })
})

test("only members can be mentioned: not strangers, not who has left, not what is no person", async () => {
  const left = await person("left")
  await join(cast.workshopId, left, "drafter")
  await db.member.updateMany({ where: { userId: left }, data: { removedAt: new Date() } })
  for (const mention of [cast.stranger, left, "anna", "00000000-0000-0000-0000-000000000000"])
    await expect(openThread(cast.reviewer, thread("You!", [mention]))).rejects.toMatchObject({
      code: "invalid",
      messageKey: "mentionUnknown",
    })
})

test("a thread is replied to, resolved, opened again, each with one audit event and a nudge", async () => {
  const heard: Nudge[] = []
  const stop = await listen((nudge) => heard.push(nudge))
  const { threadId } = await openThread(cast.reviewer, thread("Why so late?"))
  await reply(cast.drafter, { threadId, body: "Because of the harvest." })
  await resolveThread(cast.reviewer, { threadId })
  expect(await find(threadId)).toMatchObject({ resolvedBy: { id: cast.reviewer }, resolvedAt: expect.any(Date) })
  const resolved = { code: "conflict", messageKey: "threadResolved" }
  await expect(resolveThread(cast.drafter, { threadId })).rejects.toMatchObject(resolved)
  await expect(reply(cast.drafter, { threadId, body: "And" })).rejects.toMatchObject(resolved)
  await reopenThread(cast.drafter, { threadId })
  await expect(reopenThread(cast.drafter, { threadId })).rejects.toMatchObject({ code: "conflict" })
  const found = await find(threadId)
  expect(found).toMatchObject({ resolvedBy: null, resolvedAt: null })
  expect(found?.comments.map((comment) => comment.body)).toEqual(["Why so late?", "Because of the harvest."])
  const events = await db.auditEvent.findMany({
    where: { briefId, data: { path: ["threadId"], equals: threadId } },
    orderBy: { id: "asc" },
  })
  expect(events.map((event) => event.kind)).toEqual([
    "thread.opened",
    "thread.replied",
    "thread.resolved",
    "thread.reopened",
  ])
  await expect.poll(() => heard).toEqual(Array(4).fill({ briefId, what: "threads" }))
  await stop()
})

test("an observer neither replies nor resolves", async () => {
  const { threadId } = await openThread(cast.reviewer, thread("Mine"))
  await expect(reply(cast.observer, { threadId, body: "Mine too" })).rejects.toMatchObject({ code: "not-allowed" })
  await expect(resolveThread(cast.observer, { threadId })).rejects.toMatchObject({ code: "not-allowed" })
  await resolveThread(cast.reviewer, { threadId })
  await expect(reopenThread(cast.observer, { threadId })).rejects.toMatchObject({ code: "not-allowed" })
})

test("a comment has a length, and nothing that a database cannot keep", () => {
  const accepts = (body: string) => openThreadInput.safeParse(thread(body)).success
  expect(accepts("字".repeat(bodyLimit))).toBe(true)
  expect(accepts("字".repeat(bodyLimit + 1))).toBe(false)
  expect(accepts("   ")).toBe(false)
  expect(accepts("a\0b")).toBe(false)
  expect(accepts("\ud800")).toBe(false)
})

test("an anchor must be sound and stand in the section it is filed under", async () => {
  const { doc } = await loadDoc(briefId)
  const range = makeAnchor(doc, "p:issue:en", 1, 5)
  const accepts = (anchor: unknown, sectionKey = "issue") =>
    openThreadInput.safeParse({ ...thread("Here"), sectionKey, anchor }).success
  expect(accepts(range)).toBe(true)
  expect(accepts(range, "argument")).toBe(false)
  expect(accepts({ ...range, from: { tname: "p:made-up:en" } })).toBe(false)
  expect(accepts({ ...range, from: { item: { client: "1", clock: {} } } })).toBe(false)
  expect(accepts({ type: "cell", section: "issue", part: "rows", row: "r1", column: "c" })).toBe(true)
  expect(accepts({ type: "range", root: "t:issue/rows/r1/c:en", from: {}, to: {} })).toBe(true)
  expect(accepts({ type: "range", root: "p:argument:en", from: {}, to: {} })).toBe(false)
  expect(accepts({ type: "page" })).toBe(false)
})
