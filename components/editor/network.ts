// Which way the network lets us go: a WebSocket, or plain HTTP where a proxy refuses WebSockets. HTTP is taken only when
// a WebSocket fails again after the server is known to answer, so a server that is down is not taken for a proxy; and
// it is left by itself when a WebSocket comes through.

import { delayMs } from "#components/editor/backoff.ts"
import { HttpSocket, type Pace, step1Frame } from "#components/editor/http-socket.ts"
import { Signal } from "#components/editor/signal.ts"

/** Sockets that fail before HTTP is tried. */
const patience = 3
/** A proxy may leave a WebSocket hanging. Milliseconds. */
const openWithinMs = 10_000
const firstLookMs = 60_000
const longestLookMs = 600_000

/** What a line of the page needs of its document. */
interface Means {
  /** What a WebSocket and an HTTP line have in common: counts what is sent. */
  counted<Socket extends new (...given: never[]) => WebSocket>(socket: Socket): Socket
  stateVector(): Uint8Array
}

export class Network {
  /** Whether the page lives without a WebSocket. */
  readonly isBlocked = new Signal(false)
  #failures = 0
  #answersHttp = false
  readonly #pace: Pace
  readonly #firstLookMs: number

  constructor(pace: Pace = { gatherMs: 300, everyMs: 1000 }, firstLook = firstLookMs) {
    this.#pace = pace
    this.#firstLookMs = firstLook
  }

  /** For the provider: `new` makes a line the way that is open. */
  lines({ counted, stateVector }: Means): typeof WebSocket {
    const network = this
    const Live = counted(liveSocket(network))
    const Http = counted(HttpSocket as unknown as new (...given: never[]) => WebSocket)
    return function line(url: string) {
      if (!network.isBlocked.value) return new Live(url as never)
      const http = new Http(...([url, stateVector, network.#pace] as never[])) as unknown as HttpSocket
      network.#lookAround(url, http, stateVector)
      return http
    } as unknown as typeof WebSocket
  }

  /** A WebSocket said something. */
  worked() {
    this.#failures = 0
    this.#answersHttp = false
    this.isBlocked.set(false)
  }

  /** A WebSocket ended before it had said anything, by nobody's word. */
  failed(url: string) {
    this.#failures++
    if (this.#failures >= patience && this.#answersHttp) return this.isBlocked.set(true)
    // Our server refuses this way to ask with 405. A proxy before a server that is down says something else.
    fetch(url.replace(/^ws/, "http"), { cache: "no-store" }).then(
      ({ status }) => {
        this.#answersHttp = status === 405
      },
      () => {
        this.#answersHttp = false
      },
    )
  }

  /** Tries a WebSocket now and then while HTTP is the way; when one comes through, the provider is sent there. */
  #lookAround(url: string, http: HttpSocket, stateVector: () => Uint8Array) {
    let timer: ReturnType<typeof setTimeout> | undefined
    let socket: WebSocket | undefined
    const next = (after: number) => {
      // Everybody behind one proxy looks at another moment.
      timer = setTimeout(() => look(after), after * (0.75 + delayMs(0) / 2000))
    }
    const look = (after: number) => {
      socket = new WebSocket(url)
      socket.binaryType = "arraybuffer"
      socket.onopen = () => socket?.send(step1Frame(stateVector()) as Uint8Array<ArrayBuffer>)
      socket.onmessage = () => {
        this.worked()
        http.end(1000, "live")
      }
      socket.onclose = () => next(Math.min(after * 2, longestLookMs))
    }
    next(this.#firstLookMs)
    http.addEventListener("close", () => {
      clearTimeout(timer)
      if (!socket) return
      socket.onclose = null
      socket.close()
    })
  }
}

/** A WebSocket that says how it went. */
const liveSocket = (network: Network) =>
  class extends WebSocket {
    constructor(url: string | URL) {
      super(url)
      const impatient = setTimeout(() => this.close(), openWithinMs)
      let hasHeard = false
      this.addEventListener("open", () => clearTimeout(impatient))
      this.addEventListener("message", () => {
        if (!hasHeard) network.worked()
        hasHeard = true
      })
      this.addEventListener("close", ({ code }) => {
        clearTimeout(impatient)
        if (!hasHeard && code === 1006) network.failed(String(url))
      })
    }
  }

/** The network of this device: what was learned of it holds for every brief that is opened. */
export const network = new Network()
