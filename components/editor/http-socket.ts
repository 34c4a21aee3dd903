// What looks like a WebSocket to the provider and speaks plain HTTP: a row of requests, each with the state vector of
// the document and the edits that have not been acknowledged. Without edits a request waits at the server until there
// is something to tell. When one fails the line is down, as a socket would be: the document has everything, and the
// next line says it again. Presence does not travel this way.

import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"

const [sync, step1, saved, nudged, place, closed] = [0, 0, 100, 101, 103, 104] as const

/** Bytes of edits in one request; what is more follows in the next. */
const maxBody = 2 << 20
/** The server answers within 20 s; a network that says nothing for so long has lost the request. Milliseconds. */
const lostAfterMs = 40_000

export interface Pace {
  /** Edits are gathered so long before they leave. */
  gatherMs: number
  /** Requests begin no closer together than this. */
  everyMs: number
}

export class HttpSocket extends EventTarget {
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  binaryType = "arraybuffer"
  readyState = 0
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onclose: ((event: CloseEvent) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  readonly #url: string
  readonly #stateVector: () => Uint8Array
  readonly #pace: Pace
  /** Frames with text that no answer has confirmed, in order. */
  #edits: Uint8Array[] = []
  #confirmed = 0
  #place: Uint8Array | null = null
  /** Ends the request that only waits. */
  #waiting: AbortController | null = null
  #wake: () => void = () => {}
  #gathering: ReturnType<typeof setTimeout> | undefined

  constructor(url: string | URL, stateVector: () => Uint8Array, pace: Pace) {
    super()
    this.#url = String(url).replace(/^ws/, "http")
    this.#stateVector = stateVector
    this.#pace = pace
    globalThis.addEventListener?.("pagehide", this.#sayLast)
    void this.#run()
  }

  /** Edits are kept until they are confirmed; everything else this line says by itself or does without. */
  send(frame: Uint8Array) {
    if (frame[0] !== sync || frame[1] === step1) return
    this.#edits.push(frame)
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined
      this.#waiting?.abort()
      this.#wake()
    }, this.#pace.gatherMs)
  }

  close() {
    if (this.readyState === this.CLOSED) return
    this.#sayLast()
    this.end(1000)
  }

  /** The line is down, and says so. */
  end(code: number, reason = "") {
    if (this.readyState === this.CLOSED) return
    this.readyState = this.CLOSED
    clearTimeout(this.#gathering)
    globalThis.removeEventListener?.("pagehide", this.#sayLast)
    this.#waiting?.abort()
    this.#wake()
    this.#say(Object.assign(new Event("close"), { code, reason, wasClean: code !== 1006 }))
  }

  async #run() {
    while (this.readyState !== this.CLOSED) {
      const begun = Date.now()
      try {
        await this.#exchange()
      } catch {
        this.end(1006)
      }
      const rest = begun + this.#pace.everyMs - Date.now()
      if (rest > 0 && this.readyState !== this.CLOSED) await new Promise((resolve) => setTimeout(resolve, rest))
      // What was typed a moment ago is still being gathered.
      if (this.#gathering && this.readyState !== this.CLOSED)
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
    }
  }

  /** One request and its answer. */
  async #exchange() {
    const edits = this.#nextEdits()
    const waiting = new AbortController()
    if (edits.length === 0) this.#waiting = waiting
    let body: Uint8Array
    try {
      const signal = AbortSignal.any([waiting.signal, AbortSignal.timeout(lostAfterMs)])
      const answer = await fetch(this.#url, { method: "POST", body: this.#body(edits), signal, cache: "no-store" })
      if (answer.headers.get("content-type") !== "application/vnd.chancery.frames") throw new Error("not our server")
      body = new Uint8Array(await answer.arrayBuffer())
    } catch (error) {
      // There is something to send now.
      if (waiting.signal.aborted) return
      throw error
    } finally {
      this.#waiting = null
    }
    if (this.readyState !== this.CLOSED) this.#take(body)
  }

  #take(body: Uint8Array) {
    const isFirst = this.readyState === this.CONNECTING
    const frames = unpack(body)
    const last = frames.find((frame) => frame[0] === closed)
    if (isFirst) {
      this.readyState = this.OPEN
      if (!last) this.#say(new Event("open"))
    }
    for (const frame of frames) {
      if (this.readyState === this.CLOSED) return
      const rest = decoding.createDecoder(frame.subarray(1))
      if (frame[0] === place) this.#place = decoding.readVarUint8Array(rest)
      else if (frame[0] === saved) this.#confirm(decoding.readVarUint(rest))
      else if (frame[0] !== closed && (isFirst || frame[0] !== sync || frame[1] !== step1)) this.#hear(frame)
    }
    // A nudge may have fallen between two requests.
    if (!isFirst && !last) this.#hear(nudgeFrame("threads"))
    if (!last) return
    const { code, reason } = JSON.parse(decoding.readVarString(decoding.createDecoder(last.subarray(1))))
    this.end(code, reason)
  }

  /** The first of what was sent is in the database. */
  #confirm(count: number) {
    this.#edits.splice(0, count)
    this.#confirmed += count
    this.#hear(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, saved)
        encoding.writeVarUint(encoder, this.#confirmed)
      }),
    )
  }

  #nextEdits(): Uint8Array[] {
    let size = 0
    const fits = this.#edits.findIndex((frame, i) => {
      size += frame.length
      return i > 0 && size > maxBody
    })
    return fits < 0 ? [...this.#edits] : this.#edits.slice(0, fits)
  }

  #body(edits: Uint8Array[]): Uint8Array<ArrayBuffer> {
    const frames = [...(this.#place ? [labelled([place], this.#place)] : []), step1Frame(this.#stateVector())]
    return pack([...frames, ...edits]) as Uint8Array<ArrayBuffer>
  }

  /** The page goes away: what has not been confirmed is sent once more, and nobody waits for the answer. */
  readonly #sayLast = () => {
    if (this.readyState !== this.OPEN || this.#edits.length === 0) return
    const body = this.#body(this.#edits)
    // Browsers let no more than 64 KB outlive their page.
    fetch(this.#url, { method: "POST", body, keepalive: body.length < 60_000 }).catch(() => {})
  }

  #hear(frame: Uint8Array) {
    this.#say(new MessageEvent("message", { data: frame.slice().buffer }))
  }

  #say(event: Event) {
    this.dispatchEvent(event)
    const handler = this[`on${event.type}` as "onopen"]
    handler?.(event)
  }
}

const labelled = (labels: number[], bytes: Uint8Array) =>
  encoding.encode((encoder) => {
    for (const label of labels) encoding.writeVarUint(encoder, label)
    encoding.writeVarUint8Array(encoder, bytes)
  })

/** Asks for what a document with this state vector lacks. */
export const step1Frame = (stateVector: Uint8Array) => labelled([sync, step1], stateVector)

const nudgeFrame = (what: string) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, nudged)
    encoding.writeVarString(encoder, JSON.stringify({ what }))
  })

const pack = (frames: Uint8Array[]) =>
  encoding.encode((encoder) => {
    for (const frame of frames) encoding.writeVarUint8Array(encoder, frame)
  })

function unpack(body: Uint8Array): Uint8Array[] {
  const decoder = decoding.createDecoder(body)
  const frames: Uint8Array[] = []
  while (decoding.hasContent(decoder)) frames.push(decoding.readVarUint8Array(decoder))
  return frames
}
