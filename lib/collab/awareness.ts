// Who is here and where their caret is. Never stored. The server writes name, colour and role; a client says only where
// it is, and only under its own client id. Sent in one frame every 45 ms, the latest state of each, to everybody here
// and to the other processes. What another process says of its sockets is believed, and forgotten if it falls silent.

import * as decoding from "lib0/decoding"
import type { Role } from "#lib/policy.ts"
import { readCaret } from "./caret.ts"
import { refuse } from "./refused.ts"
import { type AwarenessEntry, awarenessFrame } from "./wire.ts"

const flushEvery = 45
const maxEntries = 200
const maxState = 4096
/** Clients repeat themselves every 15 s; what came by way of another process and is not repeated has gone with it. */
const silence = 35_000

/** What others see of a person; only the server writes it. */
export interface Shown {
  id: string
  name: string
  color: string
  role: Role
}

/** A socket, as far as presence is concerned. */
export interface Present {
  readonly shown: Shown
  /** The one client id under which this socket is present; empty until it says so. */
  presence: number | undefined
  send(frame: Uint8Array): void
}

/** A state of one of our sockets (`of`), or of another process (`by`, last heard `at`). */
type State = AwarenessEntry & ({ of: Present; by?: undefined } | { of?: undefined; by: string; at: number })

export class Awareness {
  #states = new Map<number, State>()
  /** The clock of each client that was here: receivers ignore a state whose clock does not grow. */
  #clocks = new Map<number, number>()
  /** Clients whose state moved since the last frame, and the socket of ours that moved it. */
  #changed = new Map<number, Present | undefined>()
  #timer: NodeJS.Timeout | undefined
  #sweep: NodeJS.Timeout | undefined
  #everybody: () => Iterable<Present>
  #owns: (present: Present, client: number) => boolean
  #isRoot: (root: string) => boolean
  #tell: (entries: AwarenessEntry[]) => void

  /** `tell` says to the other processes what became of our sockets. */
  constructor(
    everybody: () => Iterable<Present>,
    owns: (present: Present, client: number) => boolean,
    isRoot: (root: string) => boolean,
    tell: (entries: AwarenessEntry[]) => void,
  ) {
    this.#everybody = everybody
    this.#owns = owns
    this.#isRoot = isRoot
    this.#tell = tell
  }

  /** Takes what a socket says of itself. What it says of others (y-websocket repeats all it hears) is passed over. */
  receive(from: Present, bytes: Uint8Array) {
    const decoder = decoding.createDecoder(bytes)
    const count = decoding.readVarUint(decoder)
    if (count > maxEntries) refuse("message", "awareness")
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const json = decoding.readVarString(decoder)
      if (!this.#isOwn(from, client)) continue
      if (json.length > maxState) refuse("too-big", "awareness")
      const known = this.#states.get(client)
      if (json === "null") {
        if (known?.of === from) this.leave(from)
        continue
      }
      if (clock >= 0x7fffffff) refuse("message", "awareness clock")
      this.#set(client, clock, this.#place(JSON.parse(json), from.shown), from)
    }
  }

  leave(present: Present) {
    const client = present.presence
    if (client === undefined || this.#states.get(client)?.of !== present) return
    this.#forget(client, present)
  }

  /** Everybody's state, for somebody who comes in. */
  greet(present: Present) {
    const others = [...this.#states.values()].filter(({ of }) => of !== present)
    if (others.length > 0) present.send(awarenessFrame(others))
  }

  /** Takes what another process says of its sockets. Of those that are ours we know better. */
  hear(by: string, entries: AwarenessEntry[]) {
    for (const { client, clock, json } of entries) {
      const known = this.#states.get(client)
      if (known?.of) continue
      if (json === "null") {
        if (known?.by === by) this.#forget(client)
        continue
      }
      const entry = { client, clock: this.#tick(client, clock), json }
      this.#states.set(client, { ...entry, by, at: Date.now() })
      this.#mark(client)
    }
    this.#sweep ??= setInterval(() => this.#sweepSilent(), silence / 4).unref()
  }

  /** Says to the other processes who is here. */
  tellAll() {
    const ours = [...this.#states.values()].filter(({ of }) => of)
    if (ours.length > 0) this.#tell(ours.map(bare))
  }

  /** Stops the clocks when the room goes. */
  stop() {
    clearTimeout(this.#timer)
    clearInterval(this.#sweep)
  }

  #sweepSilent() {
    for (const [client, state] of this.#states)
      if (state.by !== undefined && Date.now() - state.at > silence) this.#forget(client)
  }

  #forget(client: number, present?: Present) {
    this.#states.delete(client)
    this.#tick(client, 0)
    this.#mark(client, present)
  }

  /** The client's word on where it is, the server's on who it is. */
  #place(said: unknown, user: Shown) {
    const { caret, section } = (said ?? {}) as { caret?: unknown; section?: unknown }
    return {
      user,
      section: typeof section === "string" ? section : null,
      caret: readCaret(caret, this.#isRoot),
    }
  }

  #isOwn(from: Present, client: number): boolean {
    if (from.presence !== undefined) return from.presence === client
    if (!this.#owns(from, client)) return false
    from.presence = client
    return true
  }

  #set(client: number, clock: number, state: object, of: Present) {
    const next = this.#tick(client, clock)
    this.#states.set(client, { client, clock: next, json: JSON.stringify(state), of })
    this.#mark(client, of)
  }

  /** The next clock of this client: its own, unless it fell behind by coming back. */
  #tick(client: number, clock: number): number {
    const next = Math.max(clock, (this.#clocks.get(client) ?? -1) + 1)
    this.#clocks.set(client, next)
    return next
  }

  #mark(client: number, present?: Present) {
    this.#changed.set(client, present)
    this.#timer ??= setTimeout(() => this.#flush(), flushEvery).unref()
  }

  /** To everybody all that changed, but to nobody their own: it would set their caret back to where it was. */
  #flush() {
    this.#timer = undefined
    const entries = Array.from(this.#changed, ([client, of]) => {
      const clock = this.#clocks.get(client) as number
      return { of, entry: bare(this.#states.get(client) ?? { client, clock, json: "null" }) }
    })
    this.#changed.clear()
    const ours = entries.filter(({ of }) => of)
    if (ours.length > 0) this.#tell(ours.map(({ entry }) => entry))
    const authors = new Set<Present | undefined>(entries.map(({ of }) => of))
    const all = awarenessFrame(entries.map(({ entry }) => entry))
    for (const present of this.#everybody()) {
      if (!authors.has(present)) {
        present.send(all)
        continue
      }
      const others = entries.filter(({ of }) => of !== present)
      if (others.length > 0) present.send(awarenessFrame(others.map(({ entry }) => entry)))
    }
  }
}

const bare = ({ client, clock, json }: AwarenessEntry): AwarenessEntry => ({ client, clock, json })
