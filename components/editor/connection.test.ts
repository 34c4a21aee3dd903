// The page's own connection against the real server: what is typed while a socket comes and goes.

import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest"
import type { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import {
  openBrief,
  openWorkshop,
  type Served,
  type Someone,
  serve,
  someone,
  storedDoc,
  textOf,
  writeParagraph,
} from "#lib/collab/test-stage.ts"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { connect, type Ending } from "./connection.ts"
import { SaveLedger } from "./save-state.ts"

let served: Served
let workshop: string
let brief: string
let anna: Someone
let page: { doc: Y.Doc; ledger: SaveLedger; provider: WebsocketProvider; endings: Ending[] }
/** Asked whenever anything moves on the page. */
let moved: (() => void)[] = []

/** A browser sends its cookie along; here a token in the address says who it is. */
const SocketOf = ({ token }: Someone) =>
  class extends WebSocket {
    constructor(url: string | URL) {
      super(`${url}&token=${token}`)
    }
  }
const RealSocket = WebSocket

beforeAll(async () => {
  served = await serve()
  workshop = await openWorkshop()
  anna = await someone("Anna", workshop, "drafter")
})

afterAll(() => served.stop())

beforeEach(async () => {
  brief = await openBrief(workshop)
  vi.stubGlobal("location", { protocol: "http:", host: `127.0.0.1:${served.port}` })
})

afterEach(() => {
  page.provider.destroy()
  moved = []
  vi.unstubAllGlobals()
})

function open(person: Someone) {
  vi.stubGlobal("WebSocket", SocketOf(person))
  const tell = () => {
    for (const ask of [...moved]) ask()
  }
  const doc = new Y.Doc()
  const ledger = new SaveLedger(tell)
  const endings: Ending[] = []
  const ended = (why: Ending) => {
    endings.push(why)
    tell()
  }
  const provider = connect(brief, doc, SCHEMA_VERSION, ledger, {
    nudged: () => {},
    mayKeep: () => {},
    synced: () => {},
    ended,
  })
  page = { doc, ledger, provider, endings }
  provider.connect()
}

const until = (holds: () => boolean) =>
  new Promise<void>((resolve) => {
    const ask = () => {
      if (!holds()) return
      moved = moved.filter((one) => one !== ask)
      resolve()
    }
    moved.push(ask)
    ask()
  })
const allSaved = () => until(() => page.ledger.state === "saved" || page.endings.length > 0)

/** Runs when the next socket is open and has asked for the state, and nothing has come back yet. */
const inTheRoundTrip = (run: () => void) => {
  const { provider } = page
  const listen = ({ status }: { status: string }) => {
    if (status !== "connected") return
    provider.off("status", listen)
    queueMicrotask(run)
  }
  provider.on("status", listen)
}

test("what is typed in the round trip of a reconnect follows what was typed offline", async () => {
  open(anna)
  await allSaved()
  writeParagraph(page.doc, "One")
  await allSaved()
  page.provider.disconnect()
  writeParagraph(page.doc, "Two")
  page.ledger.editedUnsent()
  const isTyped = new Promise<void>((resolve) =>
    inTheRoundTrip(() => {
      expect(page.provider.ws?.readyState).toBe(RealSocket.OPEN)
      expect(page.provider.synced).toBe(false)
      writeParagraph(page.doc, "Three")
      writeParagraph(page.doc, "Four")
      page.doc.getXmlFragment("p:problem:en").delete(2)
      expect(page.ledger.hasUnsaved).toBe(true)
      resolve()
    }),
  )
  page.provider.connect()
  await isTyped
  await allSaved()
  expect(page.endings).toEqual([])
  expect(page.ledger.state).toBe("saved")
  const stored = textOf(await storedDoc(brief))
  expect(stored).toBe(textOf(page.doc))
  for (const word of ["One", "Two", "Four"]) expect(stored).toContain(word)
})

test("what is typed in the round trip of the first connection is saved too", async () => {
  open(anna)
  await new Promise<void>((resolve) =>
    inTheRoundTrip(() => {
      writeParagraph(page.doc, "At once")
      expect(page.ledger.state).toBe("saving")
      resolve()
    }),
  )
  await allSaved()
  expect(page.endings).toEqual([])
  expect(textOf(await storedDoc(brief))).toContain("At once")
})

/** Writes without telling the server, as if the frame had never left. */
function lose(words: string) {
  const { doc, provider } = page
  doc.off("update", provider._updateHandler)
  writeParagraph(doc, words)
  doc.on("update", provider._updateHandler)
}

test("an edit that came without what it leans on is sent again with it, from the same document", async () => {
  open(anna)
  await allSaved()
  lose("lost on the way")
  writeParagraph(page.doc, "after it")
  await allSaved()
  expect(page.endings).toEqual([])
  expect(textOf(await storedDoc(brief))).toBe(textOf(page.doc))
  expect(textOf(page.doc)).toContain("lost on the way")
})

test("a document that keeps leaving something out is given up", async () => {
  open(anna)
  page.provider.on("sync", (isSynced: boolean) => {
    if (!isSynced) return
    lose("lost")
    writeParagraph(page.doc, "after")
  })
  await until(() => page.endings.length > 0)
  expect(page.endings).toEqual(["refused"])
  expect(page.ledger.hasUnsaved).toBe(true)
})

test("more than the server takes in one frame arrives in several", async () => {
  open(anna)
  await allSaved()
  page.provider.disconnect()
  const paragraph = "Water, energy and transit. ".repeat(2000)
  for (let count = 0; count < 30; count++) writeParagraph(page.doc, `${count} ${paragraph}`)
  page.doc.getXmlFragment("p:problem:en").delete(3)
  page.ledger.editedUnsent()
  page.provider.connect()
  await allSaved()
  expect(page.endings).toEqual([])
  const stored = textOf(await storedDoc(brief))
  expect(stored.length).toBeGreaterThan(1 << 20)
  expect(stored).toBe(textOf(page.doc))
})

test("an edit that its author may not make ends the document", async () => {
  open(await someone("Reader", workshop, "observer"))
  await until(() => page.provider.synced)
  writeParagraph(page.doc, "not mine to write")
  await until(() => page.endings.length > 0)
  expect(page.endings).toEqual(["refused"])
  expect(textOf(await storedDoc(brief))).toBe("")
})
