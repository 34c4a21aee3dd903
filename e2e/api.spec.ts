// The whole job by script: tokens, the API and the collaboration socket, no browser.

import { createHash } from "node:crypto"
import pg from "pg"
import WebSocket from "ws"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import type { BriefContent } from "../lib/document/content.ts"
import type { SectionOutline } from "../lib/document/kinds/kind.ts"
import { SCHEMA_VERSION } from "../lib/document/schema.ts"
import { fillDoc } from "../lib/document/ydoc.ts"
import { expect, test } from "./fixtures.ts"
import type { ChanceryServer, SampleRole } from "./server.ts"

interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: shapes of answers are held against their schemas in app/api/v1
  body: any
  text: string
}

/** Sends "METHOD path" with the token of a person of the sample. */
async function send(server: ChanceryServer, role: SampleRole, line: string, body?: unknown): Promise<Answer> {
  const [method, path] = line.split(" ")
  const answer = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${await server.token(role)}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: JSON.parse(text), text }
}

/** The outline as the database has it, with what the template adds to the kinds. */
async function outlineOf(server: ChanceryServer, briefId: string): Promise<SectionOutline[]> {
  const client = new pg.Client({ connectionString: await server.database() })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select key, kind, heading, guidance, required, "limit", adds from "BriefSection" where "briefId" = $1 order by position`,
      [briefId],
    )
    return rows
  } finally {
    await client.end()
  }
}

/** Writes sections into a brief as a script does: through the socket, with the stock client. */
async function fill(server: ChanceryServer, role: SampleRole, briefId: string, content: BriefContent): Promise<void> {
  const doc = new Y.Doc()
  const outline = await outlineOf(server, briefId)
  const provider = new WebsocketProvider(`${server.url.replace("http", "ws")}/collab`, briefId, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { token: await server.token(role), schema: String(SCHEMA_VERSION) },
    disableBc: true,
  })
  await new Promise((resolve) => provider.once("sync", resolve))
  fillDoc(doc, content.sections, content.languages, outline)
  const wanted = JSON.stringify(content.sections.map((section) => [section.prose, section.parts]))
  await expect
    .poll(async () => {
      const { body } = await send(server, role, `GET briefs/${briefId}/content`)
      return JSON.stringify(
        body.content.sections.map((section: BriefContent["sections"][0]) => [section.prose, section.parts]),
      )
    })
    .toBe(wanted)
  provider.destroy()
}

test("a script starts a brief, fills it over the socket, submits it; another signs it; the PDF follows", async ({
  server,
}) => {
  const { body: mine } = await send(server, "drafter", "GET workshops")
  const [{ id: workshopId }] = mine.workshops
  const { body: listed } = await send(server, "drafter", `GET workshops/${workshopId}/briefs`)
  const pattern = listed.briefs.find((brief: { state: string }) => brief.state === "approved")
  const { body: frozen } = await send(server, "drafter", `GET versions/${pattern.latest.id}`)

  const made = await send(server, "drafter", `POST workshops/${workshopId}/briefs`, {
    template: pattern.template.code,
    title: { zh: "副本", en: "A copy" },
    languages: frozen.content.languages,
    options: frozen.content.options,
  })
  expect(made).toMatchObject({ status: 201, body: { status: "draft", complete: false } })
  const briefId = made.body.id
  const early = await send(server, "drafter", `POST briefs/${briefId}/submit`)
  expect(early).toMatchObject({ status: 400, body: { error: { code: "invalid" } } })
  expect(early.body.error.details.length).toBeGreaterThan(0)

  await fill(server, "drafter", briefId, frozen.content)
  const live = await send(server, "drafter", `GET briefs/${briefId}/content`)
  const canonical = live.text.slice(live.text.indexOf('"content":') + '"content":'.length, -1)
  expect(createHash("sha256").update(canonical).digest("hex")).toBe(live.body.sha256)

  const { status, body: submitted } = await send(server, "drafter", `POST briefs/${briefId}/submit`)
  expect(status).toBe(201)
  expect(submitted).toMatchObject({ number: 1, sha256: live.body.sha256 })
  const decisions = `POST versions/${submitted.versionId}/decisions`
  const sign = { decision: "approve", sha256: submitted.sha256, note: "同意。" }
  expect((await send(server, "drafter", decisions, sign)).status).toBe(403)
  expect((await send(server, "approver", decisions, { ...sign, sha256: "0".repeat(64) })).status).toBe(409)
  expect((await send(server, "reviewer", decisions, { ...sign, decision: "pass" })).status).toBe(201)
  expect(await send(server, "approver", decisions, sign)).toMatchObject({ status: 201, body: { state: "approved" } })
  expect((await send(server, "approver", decisions, sign)).status).toBe(409)

  const pdf = await fetch(`${server.url}/api/v1/briefs/${briefId}/export?format=pdf`, {
    headers: { authorization: `Bearer ${await server.token("observer")}` },
  })
  expect(pdf.headers.get("content-disposition")).toContain("-rev-1-approved.pdf")
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-")
})

test("what is not there and what is not yours look the same, and nothing answers without a token", async ({
  server,
}) => {
  const nothing = "00000000-0000-7000-8000-000000000000"
  for (const path of [
    `workshops/${nothing}/briefs`,
    `briefs/${nothing}`,
    `versions/${nothing}`,
    "briefs/1",
    "nowhere",
  ]) {
    const { status, body } = await send(server, "convener", `GET ${path}`)
    expect({ path, status, code: body.error.code }).toEqual({ path, status: 404, code: "not-found" })
  }
  for (const path of ["me", "workshops", `briefs/${nothing}`]) {
    const answer = await fetch(`${server.url}/api/v1/${path}`)
    expect(answer.status).toBe(401)
    expect((await answer.json()).error.code).toBe("not-signed-in")
  }
  expect((await (await fetch(`${server.url}/api/v1/openapi.json`)).json()).openapi).toMatch(/^3\.1/)
})
