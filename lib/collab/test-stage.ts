// What the tests of this folder share: a real server on a real port, people with tokens, a brief, and two kinds of
// client: the stock one of y-websocket, and a bare socket that says whatever a test wants.

import { createHash, randomBytes } from "node:crypto"
import { once } from "node:events"
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"
import * as decoding from "lib0/decoding"
import pg from "pg"
import { WebSocket } from "ws"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import { loadDoc } from "#lib/briefs/content.ts"
import { db } from "#lib/db.ts"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { env } from "#lib/env.ts"
import { seal, sessionCookieName } from "#lib/members/session.ts"
import type { BriefState, Role } from "#lib/policy.ts"
import { handshake } from "#lib/start/handshake.ts"
import { type Collab, createCollab } from "./server.ts"
import { Message, Sync, syncFrame } from "./wire.ts"

export interface Served {
  collab: Collab
  port: number
  origin: string
  stop(): Promise<void>
}

export async function serve(limits?: Parameters<typeof createCollab>[0]): Promise<Served> {
  const collab = await createCollab(limits)
  const http = createServer(handshake, (request, response) => collab.handleRequest(request, response))
  http.on("upgrade", (request, socket, head) => collab.handleUpgrade(request, socket, head))
  http.listen(0, "127.0.0.1")
  await once(http, "listening")
  const { port } = http.address() as AddressInfo
  return {
    collab,
    port,
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      await collab.stop()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

export interface Someone {
  id: string
  name: string
  token: string
}

/** A person with an API token; a member of the workshop if a role is given. */
export async function someone(name: string, workshopId?: string, role?: Role): Promise<Someone> {
  const token = `chy_${randomBytes(32).toString("base64url")}`
  const { id } = await db.user.create({
    data: {
      name,
      email: `${name.toLowerCase().replaceAll(" ", ".")}.${randomBytes(4).toString("hex")}@example.org`,
      passwordHash: "none",
      tokens: { create: { name: "test", hash: createHash("sha256").update(token).digest("hex") } },
    },
  })
  if (workshopId && role) await db.member.create({ data: { workshopId, userId: id, role } })
  return { id, name, token }
}

/** The cookie of a new sign-in. */
export async function cookieOf(
  person: Someone,
  { secure = false, expiresAt = new Date(Date.now() + 3_600_000) } = {},
): Promise<{ cookie: string; sessionId: string }> {
  const { id } = await db.session.create({ data: { userId: person.id, expiresAt } })
  return { cookie: `${sessionCookieName(secure)}=${await seal({ sub: person.id, sid: id })}`, sessionId: id }
}

export async function openWorkshop(): Promise<string> {
  const { id } = await db.workshop.create({ data: { names: { en: "Workshop" } } })
  return id
}

/** An empty brief with the sections `problem` and `actors`, in Chinese and English. */
export async function openBrief(workshopId: string, state: BriefState = "draft"): Promise<string> {
  const key = randomBytes(6).toString("hex")
  const template = await db.template.create({
    data: { key, code: key, versions: { create: { number: 1, definition: {} } } },
    include: { versions: true },
  })
  const section = (name: string, position: number, kind: string) => ({
    key: name,
    position,
    kind,
    heading: { en: name },
    guidance: {},
    required: true,
  })
  const { id } = await db.brief.create({
    data: {
      workshopId,
      templateVersionId: template.versions[0]?.id as string,
      title: { en: "Brief" },
      languages: ["zh", "en"],
      state,
      sections: { create: [section("problem", 0, "prose"), section("actors", 1, "actor_table")] },
    },
  })
  return id
}

/** What the database says the brief is, from the bytes alone. */
export const storedDoc = async (briefId: string): Promise<Y.Doc> => (await loadDoc(briefId)).doc

export const textOf = (doc: Y.Doc, root = "p:problem:en") => doc.getXmlFragment(root).toString()

/** Writes a paragraph at the end of a section, in one transaction. */
export function writeParagraph(doc: Y.Doc, words: string, root = "p:problem:en"): Y.XmlText {
  const text = new Y.XmlText(words)
  const paragraph = new Y.XmlElement("paragraph")
  paragraph.insert(0, [text])
  const fragment = doc.getXmlFragment(root)
  fragment.insert(fragment.length, [paragraph])
  return text
}

/** No wait of a test takes so long, not on a slow machine either: it would wait for ever. Milliseconds. */
const patience = 120_000

/**
 * Resolves when `holds` does; asks again whenever one of the documents or sockets moves. Rejects when `holds` throws,
 * because it cannot come true any more, and says what it waited for when it has waited too long.
 */
export function until(holds: () => boolean, ...sources: (Y.Doc | Client | Raw)[]): Promise<void> {
  const late = new Error()
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      for (const source of sources) source.off("update", check as never)
    }
    const check = () => {
      try {
        if (!holds()) return
        resolve()
      } catch (error) {
        reject(error)
      }
      end()
    }
    const timer = setTimeout(() => {
      late.message = `waited in vain for ${holds}: ${sources.filter((source) => !(source instanceof Y.Doc)).join("; ")}`
      reject(late)
      end()
    }, patience)
    for (const source of sources) source.on("update", check as never)
    check()
  })
}

/** Somebody with the stock client. `saved` is what the server said of the frames of this connection. */
export class Client {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  saved = -1
  sent = 0
  nudges: string[] = []
  refusals: string[] = []
  closed: { code: number; reason: string } | null = null
  #listeners = new Set<() => void>()

  constructor(
    served: Pick<Served, "port">,
    briefId: string,
    { token }: Someone,
    params: Record<string, string> = {},
    doc = new Y.Doc(),
  ) {
    this.doc = doc
    const counted = (count: () => void) =>
      class extends WebSocket {
        override send(data: Uint8Array) {
          if (data[0] === Message.sync && data[1] !== Sync.step1) count()
          super.send(data)
        }
      }
    const socket = counted(() => {
      this.sent++
    })
    this.provider = new WebsocketProvider(`ws://127.0.0.1:${served.port}/collab`, briefId, this.doc, {
      WebSocketPolyfill: socket as never,
      params: { token, client: String(this.doc.clientID), schema: String(SCHEMA_VERSION), ...params },
      disableBc: true,
      maxBackoffTime: 200,
    })
    this.provider.messageHandlers[Message.saved] = (_, decoder) => {
      this.saved = decoding.readVarUint(decoder)
      this.#tell()
    }
    this.provider.messageHandlers[Message.nudge] = (_, decoder) => {
      this.nudges.push(JSON.parse(decoding.readVarString(decoder)).what)
      this.#tell()
    }
    this.provider.messageHandlers[Message.refused] = (_, decoder) => {
      this.refusals.push(JSON.parse(decoding.readVarString(decoder)).reason)
      this.#tell()
    }
    this.provider.messageHandlers[Message.mayKeep] = () => {}
    this.provider.on("connection-close", (event) => {
      this.closed = event && { code: event.code, reason: event.reason }
      this.saved = -1
      this.sent = 0
      this.#tell()
    })
    this.provider.on("status", ({ status }) => {
      if (status === "connected") this.saved = 0
    })
    for (const event of ["sync", "status", "closed"] as const) this.provider.on(event, () => this.#tell())
    this.provider.awareness.on("change", () => this.#tell())
    this.doc.on("update", () => this.#tell())
  }

  get isSaved(): boolean {
    return this.provider.synced && this.saved === this.sent
  }

  synced(): Promise<void> {
    return until(() => this.#comesBack() && this.provider.synced, this)
  }

  allSaved(): Promise<void> {
    return until(() => this.#comesBack() && this.isSaved, this)
  }

  toString() {
    const { synced, wsconnected } = this.provider
    return `client ${JSON.stringify({ wsconnected, synced, saved: this.saved, sent: this.sent, closed: this.closed, refusals: this.refusals })}`
  }

  on(_: "update", listener: () => void) {
    this.#listeners.add(listener)
  }

  off(_: "update", listener: () => void) {
    this.#listeners.delete(listener)
  }

  leave() {
    this.provider.destroy()
    this.doc.destroy()
  }

  /** Whoever was sent away for good is never synced or saved again. */
  #comesBack(): true {
    const { code = 0 } = this.closed ?? {}
    if (code >= 4400 && code < 4500 && !this.provider.shouldConnect) throw new Error(`sent away: ${this}`)
    return true
  }

  #tell() {
    for (const listener of this.#listeners) listener()
  }
}

/** A bare socket: what came in, and whatever a test sends. */
export class Raw {
  readonly socket: WebSocket
  readonly frames: Uint8Array[] = []
  closed: { code: number; reason: string } | null = null
  /** HTTP status if there was no upgrade. */
  status: number | null = null
  #listeners = new Set<() => void>()

  constructor({ port }: Pick<Served, "port">, path: string, headers: IncomingHttpHeaders = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${withSchema(path)}`, {
      headers: headers as Record<string, string>,
    })
    this.socket.on("message", (data) => {
      this.frames.push(new Uint8Array(data as Buffer))
      this.#tell()
    })
    this.socket.on("close", (code, reason) => {
      this.closed = { code, reason: String(reason) }
      this.#tell()
    })
    this.socket.on("unexpected-response", (_, response) => {
      this.status = response.statusCode ?? null
      this.socket.terminate()
      this.#tell()
    })
    this.socket.on("error", () => this.#tell())
    this.socket.on("open", () => this.#tell())
  }

  static of(served: Pick<Served, "port">, briefId: string, person: Someone, query = ""): Raw {
    return new Raw(served, `/collab/${briefId}?token=${person.token}${query}`)
  }

  async opened(): Promise<this> {
    await until(() => this.socket.readyState !== WebSocket.CONNECTING || this.status !== null, this)
    return this
  }

  /** Opens and asks for everything. */
  async following(): Promise<this> {
    await this.opened()
    this.socket.send(syncFrame(Sync.step1, new Uint8Array([0])))
    await until(() => {
      if (this.updates(Sync.step2).length > 0) return true
      if (this.closed || this.status !== null) throw new Error(`not let in: ${this}`)
      return false
    }, this)
    return this
  }

  end(): Promise<void> {
    return until(() => this.closed !== null, this)
  }

  toString() {
    const { closed, status, refusals, frames } = this
    return `socket ${JSON.stringify({ state: this.socket.readyState, closed, status, refusals, frames: frames.length })}`
  }

  /** Payloads of the sync frames of one kind. */
  updates(kind: number): Uint8Array[] {
    return this.frames
      .filter((frame) => frame[0] === Message.sync && frame[1] === kind)
      .map((frame) => decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(2))))
  }

  get saved(): number {
    const last = this.frames.findLast((frame) => frame[0] === Message.saved)
    return last ? decoding.readVarUint(decoding.createDecoder(last.subarray(1))) : 0
  }

  get refusals(): string[] {
    return this.frames
      .filter((frame) => frame[0] === Message.refused)
      .map((frame) => {
        const { reason } = JSON.parse(decoding.readVarString(decoding.createDecoder(frame.subarray(1))))
        return reason
      })
  }

  on(_: "update", listener: () => void) {
    this.#listeners.add(listener)
  }

  off(_: "update", listener: () => void) {
    this.#listeners.delete(listener)
  }

  #tell() {
    for (const listener of this.#listeners) listener()
  }
}

/** Says the schema where a test says nothing else: "&schema=" leaves it out. */
export const withSchema = (path: string) =>
  /[?&]schema=/.test(path) ? path : `${path}${path.includes("?") ? "&" : "?"}schema=${SCHEMA_VERSION}`

/** Asks the database until it says yes. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const start = performance.now()
  while (!(await holds())) {
    if (performance.now() - start > patience) throw new Error(`waited in vain for ${holds}`)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** An update that adds one paragraph, as a client with this id would send it to somebody who has nothing. */
export function paragraphUpdate(words: string, { client, root }: { client?: number; root?: string } = {}): Uint8Array {
  const doc = new Y.Doc()
  if (client !== undefined) doc.clientID = client
  writeParagraph(doc, words, root)
  return Y.encodeStateAsUpdate(doc)
}

/** Statements of the server that wait for a lock. */
export async function waiting(): Promise<number[]> {
  const rows = await db.$queryRaw<{ pid: number }[]>`
    select pid from pg_stat_activity
    where datname = current_database() and application_name = 'chancery-collab' and wait_event_type = 'Lock'`
  return rows.map(({ pid }) => pid)
}

/** Holds a brief as submitting does, until `release` is called with what to do before the commit. */
export async function holdBrief(briefId: string): Promise<(change?: string) => Promise<void>> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL })
  await client.connect()
  await client.query("begin")
  await client.query(`select 1 from "Brief" where id = $1 for update`, [briefId])
  return async (change) => {
    if (change) await client.query(change)
    await client.query("commit")
    await client.end()
  }
}
