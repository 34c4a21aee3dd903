// One client: a socket, and a document or none. It speaks as the stock clients do (ask for the state, answer the
// server's question, send each local edit), at the same cost for every server. No awareness.

import * as decoding from "lib0/decoding"
import { WebSocket } from "ws"
import * as Y from "yjs"
import { Sync, syncFrame } from "#lib/collab/wire.ts"
import { type Address, dialects } from "./dialect.ts"

const nothing = new Uint8Array([0, 0])
const emptyVector = new Uint8Array([0])

export class Peer {
  readonly doc: Y.Doc
  /** The state was asked for and is here. The relay has none: there it is the open socket. */
  readonly synced: Promise<void>
  /** When the largest frame had arrived, before it was read: the state of a large brief. */
  arrivedAt = 0
  /** Bytes that came in. */
  received = 0
  readonly #at: Address
  readonly #brief: string
  readonly #keeps: boolean
  readonly #socket: WebSocket
  #resolve = () => {}
  #reject: (why: Error) => void = () => {}
  #isLeaving = false
  #largest = 0
  #send = (update: Uint8Array, origin: unknown) => {
    if (origin !== this) this.#say(syncFrame(Sync.update, update))
  }

  /** `keeps: false`: reads frames and drops them, so that thousands fit in one process. */
  constructor(at: Address, brief: string, token: string, { doc = new Y.Doc(), keeps = true } = {}) {
    this.#at = at
    this.#brief = brief
    this.#keeps = keeps
    this.doc = doc
    this.synced = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.synced.catch(() => {})
    this.#socket = new WebSocket(dialects[at.kind].url(at, brief, token, doc.clientID), { perMessageDeflate: false })
    this.#socket.on("open", () => this.#open())
    this.#socket.on("message", (data) => this.#read(data as Buffer))
    this.#socket.on("error", (error) => this.#reject(error))
    this.#socket.on("close", (code, reason) => {
      if (this.#isLeaving) return
      this.#reject(new Error(`${at.kind} hung up: ${code} ${reason}`))
    })
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** Drops the connection as a broken network does; the document stays. */
  drop() {
    this.#isLeaving = true
    this.doc.off("update", this.#send)
    this.#socket.terminate()
  }

  leave() {
    this.drop()
    this.doc.destroy()
  }

  #open() {
    const hello = dialects[this.#at.kind].hello(this.#brief)
    if (hello) this.#socket.send(hello)
    this.doc.on("update", this.#send)
    if (this.#at.kind === "relay") return this.#resolve()
    this.#say(syncFrame(Sync.step1, this.#keeps ? Y.encodeStateVector(this.doc) : emptyVector))
  }

  #say(frame: Uint8Array) {
    this.#socket.send(dialects[this.#at.kind].wrap(this.#brief, frame))
  }

  #read(data: Buffer) {
    this.received += data.length
    if (data.length > this.#largest) {
      this.#largest = data.length
      this.arrivedAt = performance.now()
    }
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    const frame = dialects[this.#at.kind].unwrap(bytes)
    if (!frame) return
    const kind = frame[1]
    const payload = decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(2)))
    if (kind === Sync.step1)
      return this.#say(syncFrame(Sync.step2, this.#keeps ? Y.encodeStateAsUpdate(this.doc, payload) : nothing))
    if (this.#keeps) Y.applyUpdate(this.doc, payload, this)
    if (kind === Sync.step2) this.#resolve()
  }
}
