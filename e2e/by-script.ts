// What a script may do here: the API with a token, and the stock client on the collaboration socket.

import pg from "pg"
import WebSocket from "ws"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import { Message } from "../lib/collab/wire.ts"
import { canonical } from "../lib/document/canonical.ts"
import type { SectionContent, Text } from "../lib/document/content.ts"
import type { SectionOutline } from "../lib/document/kinds/kind.ts"
import { SCHEMA_VERSION } from "../lib/document/schema.ts"
import { fillDoc, readContent } from "../lib/document/ydoc.ts"
import { sampleBriefs } from "../lib/sample/files.ts"
import { expect } from "./fixtures.ts"
import type { ChanceryServer } from "./server.ts"

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: the shapes of answers are held against their schemas elsewhere
  body: any
}

/** Sends "METHOD path" below /api/v1 with a token; `body` goes as JSON. */
export async function send(server: ChanceryServer, token: string, line: string, body?: unknown): Promise<Answer> {
  const [method, path] = line.split(" ")
  const answer = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "accept-language": "en" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() }
}

/** The first workshop of whoever has the token. */
export async function workshopOf(server: ChanceryServer, token: string): Promise<string> {
  const { body } = await send(server, token, "GET workshops")
  return body.workshops[0].id
}

interface NewBrief {
  workshopId?: string
  template?: string
  title?: Text
  languages?: ("zh" | "en")[]
}

/** Starts a brief, a policy memo in both languages if nothing else is said; answers its id. */
export async function newBrief(
  server: ChanceryServer,
  token: string,
  {
    workshopId,
    template = "policy-memo",
    title = { zh: "备忘", en: "A memo" },
    languages = ["zh", "en"],
  }: NewBrief = {},
): Promise<string> {
  const into = workshopId ?? (await workshopOf(server, token))
  const made = await send(server, token, `POST workshops/${into}/briefs`, { template, title, languages, options: [] })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body.id
}

/** The content as the database has it, and its hash. */
export async function contentOf(server: ChanceryServer, token: string, briefId: string) {
  const { body } = await send(server, token, `GET briefs/${briefId}/content`)
  return body as { sha256: string; content: { sections: SectionContent[] } & Parameters<typeof canonical>[0] }
}

/** Rows of the server's database. */
export async function rowsOf<Row extends object>(
  server: ChanceryServer,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: await server.database() })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

/** The collaboration socket of a brief as a script opens it. */
export function joinBrief(server: ChanceryServer, token: string, briefId: string, doc: Y.Doc): WebsocketProvider {
  const provider = new WebsocketProvider(`${server.url.replace("http", "ws")}/collab`, briefId, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { token, schema: String(SCHEMA_VERSION) },
    disableBc: true,
  })
  // The stock client does without our own messages, and says of each that it does not know it.
  for (const type of [Message.saved, Message.nudge, Message.refused, Message.mayKeep])
    provider.messageHandlers[type] = () => {}
  return provider
}

/** Writes sections into a brief over the socket; resolves when the database has exactly them. */
export async function write(
  server: ChanceryServer,
  token: string,
  briefId: string,
  sections: SectionContent[],
): Promise<void> {
  const outline = await rowsOf<SectionOutline>(
    server,
    `select key, kind, heading, guidance, required, "limit", adds from "BriefSection" where "briefId" = $1 order by position`,
    [briefId],
  )
  const { content: before } = await contentOf(server, token, briefId)
  const doc = new Y.Doc()
  const provider = joinBrief(server, token, briefId, doc)
  try {
    await new Promise((resolve) => provider.once("sync", resolve))
    fillDoc(doc, sections, before.languages, outline)
    const written = canonical(readContent(doc, { ...before, outline }))
    await expect.poll(async () => canonical((await contentOf(server, token, briefId)).content)).toBe(written)
  } finally {
    provider.destroy()
  }
}

/** What the memo of the sample says, without the names of members: a complete brief of template T13. */
export function memo(): SectionContent[] {
  const sample = sampleBriefs().find(({ template }) => template === "policy-memo")
  const members = ["lead_author", "reviewers", "owner"]
  return Object.entries(sample?.sections ?? {}).map(([key, { prose, parts = {} }]) => ({
    key,
    kind: "",
    heading: {},
    ...(prose && { prose }),
    parts: Object.fromEntries(
      Object.entries(parts).map(([part, rows]) => [
        part,
        rows.map(({ id, cells }) => ({
          id,
          cells: Object.fromEntries(Object.entries(cells).filter(([column]) => !members.includes(column))),
        })),
      ]),
    ),
  }))
}

/** A memo that lacks nothing. */
export async function fullMemo(server: ChanceryServer, token: string, brief: NewBrief = {}): Promise<string> {
  const briefId = await newBrief(server, token, brief)
  await write(server, token, briefId, memo())
  return briefId
}

/** A memo under decision. */
export async function submittedMemo(server: ChanceryServer, token: string, brief: NewBrief = {}) {
  const briefId = await fullMemo(server, token, brief)
  const { status, body } = await send(server, token, `POST briefs/${briefId}/submit`)
  expect(status, JSON.stringify(body)).toBe(201)
  return { briefId, versionId: body.versionId as string, sha256: body.sha256 as string }
}
