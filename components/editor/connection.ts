// The socket to the collaboration server: the stock provider, with what our server adds to the wire.

import * as decoding from "lib0/decoding"
import { WebsocketProvider } from "y-websocket"
import type * as Y from "yjs"
import type { SaveLedger } from "#components/editor/save-state.ts"

/** Why the server would not go on with this document. */
export type Ending =
  /** Rights or state changed: come back with a fresh document. */
  | "changed"
  /** An edit was refused: this document can no longer be trusted to be the brief. */
  | "refused"
  | "signed-out"
  | "not-allowed"
  | "not-found"
  /** This page is older than the server: reload. */
  | "outdated"

export interface ConnectionEvents {
  nudged(what: string): void
  synced(): void
  ended(why: Ending): void
}

const endings: Record<number, Ending> = {
  4205: "changed",
  4401: "signed-out",
  4403: "not-allowed",
  4404: "not-found",
  4409: "outdated",
}

const saved = 100
const nudged = 101
const refused = 102

/** Opens the socket. Every frame with text that leaves through it is counted in the ledger. */
export function connect(briefId: string, doc: Y.Doc, schema: number, ledger: SaveLedger, events: ConnectionEvents) {
  const origin = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/collab`
  let wasRefused = false

  const provider = new WebsocketProvider(origin, briefId, doc, {
    connect: false,
    disableBc: true,
    params: { client: String(doc.clientID), schema: String(schema) },
    WebSocketPolyfill: countingSocket(ledger),
    shouldReconnect: (event) => !(wasRefused || event.code === 4205 || (event.code >= 4400 && event.code < 4500)),
  })
  provider.messageHandlers[saved] = (_answer, message) => ledger.committedUpTo(decoding.readVarUint(message))
  provider.messageHandlers[nudged] = (_answer, message) => {
    const { what } = JSON.parse(decoding.readVarString(message)) as { what: string }
    events.nudged(what)
  }
  provider.messageHandlers[refused] = (_answer, message) => {
    decoding.readVarString(message)
    wasRefused = true
  }
  provider.on("connection-close", () => ledger.dropped())
  provider.on("sync", (isSynced: boolean) => {
    ledger.nowSynced(isSynced)
    if (isSynced) events.synced()
  })
  provider.on("closed", ({ code }: { code: number }) =>
    events.ended(wasRefused ? "refused" : (endings[code] ?? "not-allowed")),
  )
  return provider
}

/** A WebSocket that tells the ledger when it opens and of each sync frame that carries text. */
function countingSocket(ledger: SaveLedger): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener("open", () => ledger.opened())
    }

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>) {
      super.send(data as ArrayBuffer)
      if (!(data instanceof Uint8Array) || data[0] !== 0) return
      if (data[1] === 1) ledger.sentFrame("answer")
      else if (data[1] === 2) ledger.sentFrame("update")
    }
  }
}
