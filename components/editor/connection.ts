// The socket to the collaboration server: the stock provider, with what our server adds to the wire.

import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import { delayMs } from "#components/editor/backoff.ts"
import { network as ofDevice } from "#components/editor/network.ts"
import type { SaveLedger } from "#components/editor/save-state.ts"
import { splitUpdate } from "#components/editor/split-update.ts"

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
  /** Whether this device may keep what is not saved: said before the first sync, and when it changes. */
  mayKeep(may: boolean): void
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
const mayKeep = 105
/** The server takes frames of 1 MB: more is said in several. */
const maxFrame = 900_000

/** An edit came without what it leans on. The document has it: the answer on the next socket carries all of it. */
const incomplete = ["gap", "missing-dependency", "delete-of-unknown"]
/** A document that is incomplete more often than this is not complete in itself. */
const maxResends = 3

/** Opens the socket. Every frame with text that leaves through it is counted in the ledger. */
export function connect(
  briefId: string,
  doc: Y.Doc,
  schema: number,
  ledger: SaveLedger,
  events: ConnectionEvents,
  network = ofDevice,
) {
  const origin = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/collab`
  let refusal: string | null = null
  let resends = 0
  let attempts = 0

  const provider = new WebsocketProvider(origin, briefId, doc, {
    connect: false,
    disableBc: true,
    params: { client: String(doc.clientID), schema: String(schema) },
    WebSocketPolyfill: network.lines({
      counted: (socket) => counting(socket, ledger),
      stateVector: () => Y.encodeStateVector(doc),
    }),
    shouldReconnect: ({ code }) => {
      if (refusal !== null && incomplete.includes(refusal) && resends < maxResends) {
        refusal = null
        resends++
        return true
      }
      return !(refusal !== null || code === 4205 || (code >= 4400 && code < 4500))
    },
  })
  provider.messageHandlers[saved] = (_answer, message) => ledger.committedUpTo(decoding.readVarUint(message))
  provider.messageHandlers[nudged] = (_answer, message) => {
    const { what } = JSON.parse(decoding.readVarString(message)) as { what: string }
    events.nudged(what)
  }
  provider.messageHandlers[mayKeep] = (_answer, message) => events.mayKeep(decoding.readVarUint(message) === 1)
  provider.messageHandlers[refused] = (_answer, message) => {
    refusal = (JSON.parse(decoding.readVarString(message)) as { reason: string }).reason
  }
  provider.on("connection-close", () => {
    ledger.dropped()
    // The provider doubles its own wait up to this one; ours alone shall count.
    provider.wsUnsuccessfulReconnects = 20
    provider.maxBackoffTime = delayMs(attempts++)
  })
  provider.on("sync", (isSynced: boolean) => {
    if (isSynced) attempts = 0
    ledger.nowSynced(isSynced)
    if (isSynced) events.synced()
  })
  provider.on("closed", ({ code }: { code: number }) =>
    events.ended(refusal !== null ? "refused" : (endings[code] ?? "not-allowed")),
  )
  return provider
}

/**
 * A WebSocket, or what looks like one, that tells the ledger when it opens and of each sync frame that carries text. It
 * lets no update pass before the answer to the server's question: that one carries everything the server lacks, also
 * what was written offline, and an update that overtook it would leave a gap.
 */
function counting<Socket extends new (...given: never[]) => WebSocket>(Base: Socket, ledger: SaveLedger): Socket {
  // biome-ignore lint/suspicious/noExplicitAny: TypeScript wants it so of whoever extends a class that it is given
  class Counting extends (Base as unknown as new (...given: any[]) => WebSocket) {
    private hasAnswered = false

    // biome-ignore lint/suspicious/noExplicitAny: as above
    constructor(...given: any[]) {
      super(...given)
      this.addEventListener("open", () => ledger.opened())
    }

    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBuffer>) {
      const kind = data instanceof Uint8Array && data[0] === 0 ? data[1] : undefined
      if (kind === 2 && !this.hasAnswered) return ledger.editedUnsent()
      if (kind !== 1 && kind !== 2) return super.send(data as ArrayBuffer)
      const parts = partsOf(data as Uint8Array)
      for (const part of parts.slice(0, -1)) {
        super.send(part as Uint8Array<ArrayBuffer>)
        ledger.sentFrame("update")
      }
      super.send(parts.at(-1) as Uint8Array<ArrayBuffer>)
      this.hasAnswered ||= kind === 1
      ledger.sentFrame(kind === 1 ? "answer" : "update")
    }
  }
  return Counting as unknown as Socket
}

/** A sync frame as it is, or as several that the server takes one after the other. */
function partsOf(frame: Uint8Array): Uint8Array[] {
  if (frame.length <= maxFrame) return [frame]
  const update = decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(2)))
  return splitUpdate(update, maxFrame).map((part) =>
    encoding.encode((encoder) => {
      encoding.writeUint8Array(encoder, frame.subarray(0, 2))
      encoding.writeVarUint8Array(encoder, part)
    }),
  )
}
