// The API by its own route handlers, with real tokens and a real Postgres: requests as a script sends them.

import { createHash, randomUUID } from "node:crypto"
import { globSync } from "node:fs"
import { resolve } from "node:path"
import { beforeAll, expect, test } from "vitest"
import type { z } from "zod"
import { db } from "#lib/db.ts"
import { createToken } from "#lib/members/tokens.ts"
import * as shapes from "#lib/web/api-shapes.ts"
import { publishSmallTemplate, startBrief, type, writtenBrief } from "../../../vitest/brief.ts"
import { type Cast, gather } from "../../../vitest/cast.ts"

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>

const routes = globSync("app/api/v1/**/route.ts").filter((file) => !file.includes("[...rest]"))

let cast: Cast
let template: string
const tokens: Record<string, string> = {}
beforeAll(async () => {
  cast = await gather()
  template = await publishSmallTemplate()
  for (const name of ["convener", "drafter", "reviewer", "approver", "observer", "stranger"] as const)
    tokens[name] = (await createToken(cast[name], { name: "test" })).token
})

/** Sends "METHOD /path" as a person, through the route that answers there. */
async function send(who: string, line: string, body?: unknown): Promise<Response> {
  const [method = "", path = ""] = line.split(" ")
  const url = new URL(path, "http://chancery.test/api/v1/")
  for (const file of routes) {
    const pattern = file
      .replace(/^app/, "")
      .replace(/\/route\.ts$/, "")
      .replaceAll(".", "\\.")
      .replace(/\[(\w+)\]/g, "(?<$1>[^/]+)")
    const hit = new RegExp(`^${pattern}$`).exec(url.pathname)
    if (!hit) continue
    const handlers = (await import(/* @vite-ignore */ resolve(file))) as Record<string, Handler>
    const request = new Request(url, {
      method,
      headers: { authorization: `Bearer ${tokens[who] ?? who}`, "content-type": "application/json" },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    })
    const handler = handlers[method]
    if (!handler) throw new Error(`${file} has no ${method}`)
    return handler(request, { params: Promise.resolve({ ...hit.groups }) })
  }
  throw new Error(`nothing answers at ${path}`)
}

/** The answer, which must have this status and exactly this shape. */
async function expectAnswer<Shape extends z.ZodType>(
  answer: Response,
  status: number,
  shape: Shape,
): Promise<z.output<Shape>> {
  const text = await answer.text()
  expect(answer.status, text).toBe(status)
  expect(answer.headers.get("cache-control")).toBe("no-store")
  return shape.parse(JSON.parse(text))
}

async function expectRefusal(answer: Response, status: number, code: string) {
  const { error } = await expectAnswer(answer, status, shapes.errorShape)
  expect(error.code).toBe(code)
  expect(error.message).toMatch(/^\p{L}|^“/u)
  return error
}

const newBrief = () => ({ template, title: { zh: "备忘录", en: "A memo" }, languages: ["zh", "en"], options: [] })

test("a brief is started from a template by key or by code, and says how far it is", async () => {
  const { code } = await db.template.findUniqueOrThrow({ where: { key: template } })
  for (const name of [template, code]) {
    const made = await expectAnswer(
      await send("drafter", `POST workshops/${cast.workshopId}/briefs`, { ...newBrief(), template: name }),
      201,
      shapes.briefShape,
    )
    expect(made).toMatchObject({ state: "draft", status: "draft", template: { key: template, code, version: 1 } })
    expect(
      made.sections.map(({ key, kind, languages, completeness }) => ({ key, kind, languages, completeness })),
    ).toEqual([
      { key: "issue", kind: "prose", languages: ["zh", "en"], completeness: "empty" },
      { key: "argument", kind: "prose", languages: ["zh", "en"], completeness: "empty" },
    ])
    expect(await expectAnswer(await send("drafter", `GET briefs/${made.id}`), 200, shapes.briefShape)).toEqual(made)
    const { briefs } = await expectAnswer(
      await send("observer", `GET workshops/${cast.workshopId}/briefs`),
      200,
      shapes.briefsShape,
    )
    expect(briefs.map((brief) => brief.id)).toContain(made.id)
  }
})

test("options are the workshop's, and come in the order given", async () => {
  for (const code of ["O-01", "O-02"])
    await db.option.create({ data: { workshopId: cast.workshopId, code, names: { en: code } } })
  const path = `POST workshops/${cast.workshopId}/briefs`
  const made = await expectAnswer(
    await send("convener", path, { ...newBrief(), options: ["O-02", "O-01", "O-02"] }),
    201,
    shapes.briefShape,
  )
  expect(made.options).toEqual(["O-02", "O-01"])
  const other = await db.workshop.create({ data: { names: {} } })
  await db.option.create({ data: { workshopId: other.id, code: "O-77", names: {} } })
  const error = await expectRefusal(await send("convener", path, { ...newBrief(), options: ["O-77"] }), 400, "invalid")
  expect(error.message).toContain("O-77")
})

test("what cannot become a brief is refused in words, and nothing is made", async () => {
  const path = `POST workshops/${cast.workshopId}/briefs`
  const before = await db.brief.count()
  const unknown = await expectRefusal(await send("drafter", path, { ...newBrief(), template: "T99" }), 400, "invalid")
  expect(unknown.message).toContain("T99")
  for (const bad of [
    {},
    { ...newBrief(), title: { zh: "备忘录" } },
    { ...newBrief(), title: { zh: "备忘录", en: "  " } },
    { ...newBrief(), title: "A memo" },
    { ...newBrief(), title: { zh: "备忘录", en: "x".repeat(301) } },
    { ...newBrief(), title: { zh: "备忘录", en: "a\u0000b" } },
    { ...newBrief(), languages: [] },
    { ...newBrief(), languages: ["zh", "zh"] },
    { ...newBrief(), languages: ["tlh"] },
    { ...newBrief(), options: "O-01" },
    { ...newBrief(), state: "approved" },
    [],
    "not json",
    "null",
  ])
    await expectRefusal(await send("drafter", path, bad), 400, "invalid")
  await expectRefusal(await send("drafter", path, { ...newBrief(), note: "x".repeat(2 ** 20) }), 413, "too-large")
  for (const who of ["reviewer", "approver", "observer"])
    await expectRefusal(await send(who, path, newBrief()), 403, "not-allowed")
  expect(await db.brief.count()).toBe(before)
})

test("content is the canonical JSON byte for byte: whoever hashes what they got gets the hash", async () => {
  const briefId = await writtenBrief(cast, template)
  const answer = await send("observer", `GET briefs/${briefId}/content`)
  const text = await answer.clone().text()
  const { sha256, content } = await expectAnswer(answer, 200, shapes.liveShape)
  const raw = text.slice(text.indexOf('"content":') + '"content":'.length, -1)
  expect(JSON.parse(raw)).toEqual(content)
  expect(createHash("sha256").update(raw).digest("hex")).toBe(sha256)
  expect(JSON.stringify(content)).toContain("What is to be decided")
})

test("the whole way: submit, read, a wrong hash, approve, and nothing twice", async () => {
  const briefId = await writtenBrief(cast, template)
  const submitted = await expectAnswer(
    await send("drafter", `POST briefs/${briefId}/submit`),
    201,
    shapes.submittedShape,
  )
  await expectRefusal(await send("drafter", `POST briefs/${briefId}/submit`), 409, "conflict")
  const { versionId, sha256 } = submitted

  const open = await expectAnswer(await send("approver", `GET versions/${versionId}`), 200, shapes.versionShape)
  expect(open).toMatchObject({ number: 1, sha256, state: "open", isOwnWork: false, decisions: [] })
  expect(
    await expectAnswer(await send("drafter", `GET versions/${versionId}`), 200, shapes.versionShape),
  ).toMatchObject({
    isOwnWork: true,
  })

  const decisions = `POST versions/${versionId}/decisions`
  const wrong = await expectRefusal(
    await send("approver", decisions, { decision: "approve", sha256: "f".repeat(64), note: "" }),
    409,
    "conflict",
  )
  expect(wrong.message).toContain(sha256)
  await expectRefusal(await send("approver", decisions, { decision: "sign", sha256 }), 400, "invalid")
  await expectRefusal(await send("approver", decisions, { decision: "approve" }), 400, "invalid")
  await expectRefusal(await send("drafter", decisions, { decision: "approve", sha256 }), 403, "not-allowed")
  const passed = await expectAnswer(
    await send("reviewer", decisions, { decision: "pass", sha256 }),
    201,
    shapes.decidedShape,
  )
  expect(passed.state).toBe("in_review")
  const approval = { decision: "approve", sha256: sha256.toUpperCase(), note: "同意。" }
  const approved = await expectAnswer(await send("approver", decisions, approval), 201, shapes.decidedShape)
  expect(approved.state).toBe("approved")
  await expectRefusal(await send("approver", decisions, approval), 409, "conflict")

  const closed = await expectAnswer(await send("observer", `GET versions/${versionId}`), 200, shapes.versionShape)
  expect(closed).toMatchObject({
    state: "approved",
    decisions: [{ kind: "pass" }, { kind: "approve", note: "同意。", sha256 }],
  })
  const { versions } = await expectAnswer(
    await send("observer", `GET briefs/${briefId}/versions`),
    200,
    shapes.versionsShape,
  )
  expect(versions).toMatchObject([{ id: versionId, number: 1, sha256, state: "approved" }])
  const brief = await expectAnswer(await send("observer", `GET briefs/${briefId}`), 200, shapes.briefShape)
  expect(brief).toMatchObject({ state: "approved", latest: { id: versionId, number: 1, sha256 } })
})

test("an incomplete brief is not submitted, and the answer lists what it lacks", async () => {
  const briefId = await startBrief(cast, template)
  const error = await expectRefusal(await send("drafter", `POST briefs/${briefId}/submit`), 400, "invalid")
  expect(error.details).toContainEqual(expect.objectContaining({ section: "issue", level: "error" }))
})

test("the draft and each version come as JSON files with their hash", async () => {
  const briefId = await writtenBrief(cast, template)
  const { sha256 } = await expectAnswer(
    await send("drafter", `POST briefs/${briefId}/submit`),
    201,
    shapes.submittedShape,
  )
  const { versionId } = await db.round.findFirstOrThrow({ where: { briefId } })
  await send("reviewer", `POST versions/${versionId}/decisions`, { decision: "request_changes", sha256, note: "More." })
  await type(briefId, cast.drafter, "More.")
  const answer = await send("observer", `GET briefs/${briefId}/export?format=json&version=1`)
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[\x20-\x7e]+\.json"/)
  const version = await expectAnswer(answer, 200, shapes.exportedShape)
  expect(version).toMatchObject({ number: 1, sha256 })
  const draft = await expectAnswer(
    await send("observer", `GET briefs/${briefId}/export?format=json`),
    200,
    shapes.exportedShape,
  )
  expect(draft.number).toBeNull()
  expect(draft.sha256).not.toBe(sha256)
})

test("a version and even an empty brief come as PDF, named for what they are", { timeout: 60_000 }, async () => {
  const empty = await startBrief(cast, template)
  const briefId = await writtenBrief(cast, template)
  await send("drafter", `POST briefs/${briefId}/submit`)
  for (const [id, query, name] of [
    [empty, "format=pdf", "A memo-draft.pdf"],
    [briefId, "format=pdf&version=1", "A memo-rev-1.pdf"],
    [briefId, "lang=en", "A memo-rev-1-en.pdf"],
  ]) {
    const answer = await send("observer", `GET briefs/${id}/export?${query}`)
    expect(answer.headers.get("content-disposition")).toContain(`filename="${name}"`)
    expect(answer.headers.get("content-type")).toBe("application/pdf")
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-")
  }
})

test("an export that cannot be is refused in words", async () => {
  const briefId = await writtenBrief(cast, template)
  for (const query of ["format=exe", "version=0", "version=one", "version=1.5", "lang=fr", "version=-1", "version=1e3"])
    await expectRefusal(
      await send(
        "observer",
        `GET briefs/${briefId}/export?format=json&${query}`.replace("format=json&format", "format"),
      ),
      400,
      "invalid",
    )
  await expectRefusal(await send("observer", `GET briefs/${briefId}/export?format=json&version=7`), 404, "not-found")
})

test("a stranger and an id of nothing get the same answer at every address; without a token there is none", async () => {
  const briefId = await writtenBrief(cast, template)
  const { versionId, sha256 } = await expectAnswer(
    await send("drafter", `POST briefs/${briefId}/submit`),
    201,
    shapes.submittedShape,
  )
  const lines: [string, unknown?][] = [
    [`GET workshops/${cast.workshopId}/briefs`],
    [`POST workshops/${cast.workshopId}/briefs`, newBrief()],
    [`GET workshops/${cast.workshopId}/members`],
    [`GET briefs/${briefId}`],
    [`GET briefs/${briefId}/content`],
    [`POST briefs/${briefId}/submit`],
    [`GET briefs/${briefId}/versions`],
    [`GET briefs/${briefId}/export?format=json`],
    [`GET briefs/${briefId}/export?format=pdf`],
    [`GET versions/${versionId}`],
    [`POST versions/${versionId}/decisions`, { decision: "approve", sha256 }],
  ]
  for (const [line, body] of lines) {
    const stranger = await send("stranger", line, body)
    const answers = [await stranger.clone().json()]
    await expectRefusal(stranger, 404, "not-found")
    for (const id of [randomUUID(), "1", "%00"]) {
      const nothing = await send("convener", line.replace(/[0-9a-f-]{36}/, id), body)
      answers.push(await nothing.clone().json())
      await expectRefusal(nothing, 404, "not-found")
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size, line).toBe(1)
    await expectRefusal(await send("chy_wrong", line, body), 401, "not-signed-in")
  }
})

test("a section is given and opened again; the brief says whose it is and who may write in it", async () => {
  const brief = await startBrief(cast, template)
  const owners = [{ userId: cast.convener }, { role: "convener" }]
  const line = `PUT briefs/${brief}/sections/issue/owners`
  const given = await expectAnswer(await send("convener", line, { owners }), 200, shapes.assignedShape)
  expect(given.owners).toEqual([{ userId: cast.convener, name: "convener", writes: true }, { role: "convener" }])
  const issueOf = async (who: string) =>
    (await expectAnswer(await send(who, `GET briefs/${brief}`), 200, shapes.briefShape)).sections[0]
  expect(await issueOf("drafter")).toMatchObject({ key: "issue", owners: given.owners, mayWrite: false })
  expect(await issueOf("convener")).toMatchObject({ mayWrite: true, isQuarantined: false })
  // The drafter started the brief, so leads it.
  await expectAnswer(await send("drafter", line, { owners: [] }), 200, shapes.assignedShape)
  expect(await issueOf("drafter")).toMatchObject({ owners: [], mayWrite: true })
  await expectRefusal(await send("reviewer", line, { owners: [] }), 403, "not-allowed")
  await expectRefusal(await send("stranger", line, { owners: [] }), 404, "not-found")
  for (const bad of [{ userId: "me" }, { role: "king" }, { userId: cast.drafter, role: "drafter" }, {}])
    await expectRefusal(await send("convener", line, { owners: [bad] }), 400, "invalid")
  await expectRefusal(await send("convener", line, { owners: [owners[0], owners[0]] }), 400, "invalid")
  await expectRefusal(await send("convener", line, { owners: [{ userId: cast.stranger }] }), 400, "invalid")
  await expectRefusal(await send("convener", line.replace("issue", "nothing"), { owners: [] }), 400, "invalid")
})
