// The page's connection behind a proxy that lets no WebSocket through, against the real server, which can be killed.

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { createServer, request as forward, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { connect as dial } from "node:net"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import {
  Client,
  openBrief,
  openWorkshop,
  type Someone,
  someone,
  storedDoc,
  textOf,
  writeParagraph,
} from "#lib/collab/test-stage.ts"
import { db } from "#lib/db.ts"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { nudge } from "#lib/nudge.ts"
import { connect, type Ending } from "./connection.ts"
import { Network } from "./network.ts"
import { SaveLedger } from "./save-state.ts"

const RealSocket = WebSocket
const realFetch = fetch
const cleanUp: (() => unknown)[] = []
let workshop: string
let brief: string
let anna: Someone
let lan: Someone

beforeEach(async () => {
  workshop = await openWorkshop()
  brief = await openBrief(workshop)
  anna = await someone("Anna", workshop, "drafter")
  lan = await someone("Lan", workshop, "convener")
})

afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
  vi.unstubAllGlobals()
})

/** The server in a process of its own. */
class ServerProcess {
  port = 0
  #child: ChildProcess | undefined

  async start(): Promise<this> {
    this.#child = fork(join(import.meta.dirname, "../../lib/collab/test-process.ts"), [String(this.port)], {
      execArgv: [],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    })
    const [port] = (await once(this.#child, "message")) as [number]
    this.port = port
    return this
  }

  async kill() {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const dead = once(this.#child, "exit")
    this.#child.kill("SIGKILL")
    await dead
  }
}

/** A proxy that forwards requests and, unless told otherwise, drops every upgrade. */
class Blocker {
  port = 0
  letsSocketsThrough = false
  posts = 0
  /** Called with each request with edits after the server has answered; true: the answer is lost. */
  loses: () => boolean = () => false
  #http: Server | undefined

  async open(to: ServerProcess): Promise<this> {
    this.#http = createServer((request, response) => {
      if (request.method === "POST") this.posts++
      const onward = forward(
        { port: to.port, host: "127.0.0.1", method: request.method, path: request.url, headers: request.headers },
        (answer) => {
          if (request.method === "POST" && this.loses()) return response.destroy()
          response.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.on("error", () => response.destroy())
          answer.pipe(response)
        },
      )
      onward.on("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
      response.on("close", () => onward.destroy())
      request.pipe(onward)
    })
    this.#http.on("upgrade", (request, socket, head) => {
      socket.on("error", () => {})
      if (!this.letsSocketsThrough) return socket.destroy()
      const onward = dial(to.port, "127.0.0.1", () => {
        const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`)
        onward.write(`GET ${request.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`)
        onward.write(head)
        socket.pipe(onward).pipe(socket)
      })
      onward.on("error", () => socket.destroy())
      cleanUp.push(() => onward.destroy())
    })
    this.#http.listen(0, "127.0.0.1")
    await once(this.#http, "listening")
    this.port = (this.#http.address() as AddressInfo).port
    cleanUp.push(() => {
      this.#http?.closeAllConnections()
      this.#http?.close()
    })
    return this
  }
}

interface Page {
  doc: Y.Doc
  ledger: SaveLedger
  provider: WebsocketProvider
  network: Network
  endings: Ending[]
}

/** The page's connection as a browser behind this proxy would have it; a token stands for its cookie. */
function openPage(proxy: Blocker, { token }: Someone, firstLookMs = 1_000_000): Page {
  const withToken = (url: string | URL | Request) => `${url}${String(url).includes("?") ? "&" : "?"}token=${token}`
  vi.stubGlobal("location", { protocol: "http:", host: `127.0.0.1:${proxy.port}` })
  vi.stubGlobal(
    "WebSocket",
    class extends RealSocket {
      constructor(url: string | URL) {
        super(withToken(url))
      }
    },
  )
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => realFetch(withToken(url), init))
  const doc = new Y.Doc()
  const ledger = new SaveLedger()
  const endings: Ending[] = []
  const network = new Network({ gatherMs: 5, everyMs: 20 }, firstLookMs)
  const events = {
    nudged: () => {},
    mayKeep: () => {},
    synced: () => {},
    ended: (why: Ending) => void endings.push(why),
  }
  const provider = connect(brief, doc, SCHEMA_VERSION, ledger, events, network)
  provider.connect()
  cleanUp.push(() => {
    provider.destroy()
    doc.destroy()
  })
  return { doc, ledger, provider, network, endings }
}

/** Asks on every turn of the loop. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

async function stage(): Promise<{ server: ServerProcess; proxy: Blocker }> {
  const server = await new ServerProcess().start()
  cleanUp.push(() => server.kill())
  return { server, proxy: await new Blocker().open(server) }
}

const isSaved = ({ ledger }: Page) => ledger.state === "saved"
const paragraphs = (doc: Y.Doc) => Array.from(textOf(doc).matchAll(/<paragraph>([^<]*)/g), ([, words]) => words)

test("one writes over HTTP and one over a WebSocket: everything arrives, and saved is true", async () => {
  const { server, proxy } = await stage()
  const page = openPage(proxy, anna)
  const other = new Client(server, brief, lan)
  cleanUp.push(() => other.leave())
  await until(() => isSaved(page))
  expect(page.network.isBlocked.value).toBe(true)
  await other.synced()
  for (let i = 0; i < 20; i++) {
    writeParagraph(page.doc, `HTTP ${i}`)
    writeParagraph(other.doc, `Socket ${i}`)
    expect(page.ledger.hasUnsaved).toBe(true)
    if (i % 5 === 4) {
      await until(() => isSaved(page))
      expect(textOf(await storedDoc(brief))).toContain(`HTTP ${i}<`)
    }
  }
  await until(() => isSaved(page) && textOf(page.doc) === textOf(other.doc))
  await other.allSaved()
  expect(textOf(await storedDoc(brief))).toBe(textOf(page.doc))
  expect(new Set(paragraphs(page.doc)).size).toBe(40)
  expect(paragraphs(page.doc)).toHaveLength(40)
  other.doc.getXmlFragment("p:problem:en").delete(0, 39)
  await until(() => paragraphs(page.doc).length === 1)
})

test("answers that are lost on the way cost nothing and double nothing", async () => {
  const { proxy } = await stage()
  const page = openPage(proxy, anna)
  await until(() => isSaved(page))
  let lost = 0
  proxy.loses = () => lost < 4 && ++lost % 2 === 1
  for (let i = 0; i < 6; i++) writeParagraph(page.doc, `Paragraph ${i}`)
  await until(() => lost === 4 && isSaved(page))
  expect(paragraphs(await storedDoc(brief))).toEqual(Array.from({ length: 6 }, (_, i) => `Paragraph ${i}`))
  expect(paragraphs(page.doc)).toHaveLength(6)
}, 30_000)

test("the server is killed between a request and its answer: nothing is lost, nothing doubled", async () => {
  const { server, proxy } = await stage()
  const page = openPage(proxy, anna)
  await until(() => isSaved(page))
  for (let round = 0; round < 3; round++) {
    const before = proxy.posts
    const killed = new Promise<void>((resolve) => {
      proxy.loses = () => {
        proxy.loses = () => false
        void server.kill().then(resolve)
        return true
      }
    })
    writeParagraph(page.doc, `Before ${round}`)
    await killed
    writeParagraph(page.doc, `While it is down ${round}`)
    await until(() => page.ledger.state === "offline")
    expect(page.ledger.hasUnsaved).toBe(true)
    await server.start()
    await until(() => isSaved(page))
    expect(proxy.posts).toBeGreaterThan(before)
  }
  expect(paragraphs(await storedDoc(brief))).toEqual(
    [0, 1, 2].flatMap((round) => [`Before ${round}`, `While it is down ${round}`]),
  )
  expect(paragraphs(page.doc)).toHaveLength(6)
}, 60_000)

test("a right that goes while the page waits ends the document, and one that was never there refuses", async () => {
  const { proxy } = await stage()
  const page = openPage(proxy, anna)
  await until(() => isSaved(page))
  await db.member.updateMany({ where: { userId: anna.id }, data: { role: "observer" } })
  await nudge(brief, "access", anna.id)
  await until(() => page.endings.length > 0)
  expect(page.endings).toEqual(["refused"])
  page.provider.destroy()
  const reader = openPage(proxy, anna)
  await until(() => reader.provider.synced)
  writeParagraph(reader.doc, "not mine to write")
  await until(() => reader.endings.length > 0)
  expect(reader.endings).toEqual(["refused"])
  expect(textOf(await storedDoc(brief))).toBe("")
}, 30_000)

test("when WebSockets work again the page goes back to one by itself", async () => {
  const { proxy } = await stage()
  const page = openPage(proxy, anna, 20)
  await until(() => isSaved(page))
  expect(page.network.isBlocked.value).toBe(true)
  writeParagraph(page.doc, "Over HTTP")
  proxy.letsSocketsThrough = true
  await until(() => !page.network.isBlocked.value && isSaved(page))
  const { posts } = proxy
  writeParagraph(page.doc, "Over a socket")
  await until(() => isSaved(page))
  expect(proxy.posts).toBe(posts)
  expect(paragraphs(await storedDoc(brief))).toEqual(["Over HTTP", "Over a socket"])
}, 30_000)

test("a server that is down is not taken for a network without WebSockets", async () => {
  const { server, proxy } = await stage()
  proxy.letsSocketsThrough = true
  const page = openPage(proxy, anna)
  await until(() => isSaved(page))
  await server.kill()
  let failed = 0
  page.provider.on("connection-close", () => {
    failed++
  })
  await until(() => failed >= 3)
  await server.start()
  await until(() => isSaved(page))
  expect(page.network.isBlocked.value).toBe(false)
  expect(proxy.posts).toBe(0)
}, 60_000)
