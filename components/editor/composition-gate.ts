// While a word is being composed (pinyin, kana, Hangul), nothing comes in and nothing goes out.
// A remote change in the paragraph under the input method breaks the word; half-typed letters must not reach others.
// The merge is Yjs's alone, so both directions are held in front of the Y.Doc, for the length of one word.
// Leans on two internals of y-websocket 3.1.0 (messageHandlers, _updateHandler): that version is pinned.

import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import type { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"

/** ProseMirror ends its own composition 20 ms after the browser does. */
const settleMs = 40
/** Words typed back to back may not keep the others waiting longer than this. */
const longestHoldMs = 1000

/** Who must know where the edits of this page are. */
export interface EditsKept {
  /** Whether edits are being kept back. */
  held(are: boolean): void
  /** Edits were let out and found no connection. */
  unsent(): void
}

export class CompositionGate {
  private holding = false
  private since = 0
  private inbox: Uint8Array[] = []
  private outbox: Uint8Array[] = []
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly provider: WebsocketProvider
  private readonly root: EventTarget
  private readonly edits: EditsKept
  private readonly receive: WebsocketProvider["messageHandlers"][number]
  private readonly afterwards: (() => void)[] = []

  constructor(provider: WebsocketProvider, root: EventTarget, edits: EditsKept) {
    this.provider = provider
    this.root = root
    this.edits = edits
    this.receive = provider.messageHandlers[0] as WebsocketProvider["messageHandlers"][number]
    provider.messageHandlers[0] = (encoder, decoder, from, emitSynced, type) => {
      if (!this.holding) return this.receive(encoder, decoder, from, emitSynced, type)
      this.inbox.push(decoder.arr.slice(decoder.pos))
    }
    provider.doc.off("update", provider._updateHandler)
    provider.doc.on("update", this.onUpdate)
    provider.on("connection-close", this.onConnectionClose)
    root.addEventListener("compositionstart", this.onStart, true)
    root.addEventListener("compositionend", this.onEnd, true)
    root.addEventListener("focusout", this.onLeave, true)
  }

  get isHolding(): boolean {
    return this.holding
  }

  /** Runs now, or as soon as the word is done: to lock an editor without committing half a word. */
  whenFree(run: () => void) {
    if (this.holding) this.afterwards.push(run)
    else run()
  }

  /** Lets the edits out without ending the hold: for a page that is going away. */
  flush = () => {
    const updates = this.outbox
    this.outbox = []
    if (updates.length) {
      if (this.provider.ws?.readyState !== 1) this.edits.unsent()
      this.provider._updateHandler(Y.mergeUpdates(updates), this)
    }
    this.edits.held(false)
  }

  release = () => {
    clearTimeout(this.timer)
    if (!this.holding) return
    this.holding = false
    this.flush()
    const frames = this.inbox
    this.inbox = []
    for (const frame of frames) {
      const answer = encoding.createEncoder()
      this.receive(answer, decoding.createDecoder(frame), this.provider, true, 0)
      if (encoding.length(answer) > 1 && this.provider.ws?.readyState === 1)
        this.provider.ws.send(encoding.toUint8Array(answer))
    }
    for (const run of this.afterwards.splice(0)) run()
  }

  destroy() {
    this.release()
    this.provider.doc.off("update", this.onUpdate)
    this.provider.off("connection-close", this.onConnectionClose)
    this.root.removeEventListener("compositionstart", this.onStart, true)
    this.root.removeEventListener("compositionend", this.onEnd, true)
    this.root.removeEventListener("focusout", this.onLeave, true)
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === this.provider) return
    if (!this.holding) return this.provider._updateHandler(update, origin)
    this.outbox.push(update)
    this.edits.held(true)
  }

  /** What waits was said to this socket: the next one is asked anew and says it again. */
  private readonly onConnectionClose = () => {
    this.inbox = []
  }

  private readonly onStart = () => {
    clearTimeout(this.timer)
    if (this.holding) {
      this.flush()
      if (Date.now() - this.since > longestHoldMs) this.release()
    }
    if (!this.holding) {
      this.holding = true
      this.since = Date.now()
    }
  }

  private readonly onEnd = () => {
    clearTimeout(this.timer)
    this.timer = setTimeout(this.release, settleMs)
  }

  private readonly onLeave = () => {
    if (this.holding) this.onEnd()
  }
}
