// What the gate knows of a brief instead of holding its document: for each clock of each client the container it lies
// in, for each container its root, depth and shape, and what is deleted. Clocks of a client are accepted in order and
// without gaps, so all columns only grow, and taking back a refused update is cutting them. A brief of 260,000
// operations needs about 200 kB here, thirty times less than its Y.Doc.

import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { ClientClocks } from "./client-clocks.ts"
import { Column } from "./column.ts"
import { DeadRanges } from "./dead-ranges.ts"
import { refuse } from "./refused.ts"
import { type Id, limits, Ref, type Shape, type Struct } from "./update-reader.ts"

/** Garbage-collected space: its root is unknown, and what leans on it is invisible everywhere. */
export const gone = 0

/** A container number and whether the place is an entry (attribute, map key) or a child of its list. */
export type Place = number
export const placeOf = (container: number, isEntry: boolean): Place => (container << 1) | (isEntry ? 1 : 0)
export const containerOf = (place: Place) => place >> 1
export const isEntry = (place: Place) => (place & 1) === 1

/** Where the columns ended, so that a refused update can be taken back. */
export interface Mark {
  containers: number
  roots: number
  clients: { client: number; was: [end: number, runs: number, types: number, formats: number] | null }[]
}

export class ClockIndex {
  readonly dead = new DeadRanges()
  #clients = new Map<number, ClientClocks>()
  #rootContainer = new Map<string, number>()
  #rootNames = [""]
  /** root << 12 | depth << 4 | shape */
  #facts = new Column()

  constructor() {
    this.#newContainer(0, 0, 0)
  }

  /** The first clock of this client that is not known. */
  end(client: number): number {
    return this.#clients.get(client)?.end ?? 0
  }

  /** Name of the root under which a container lies. */
  root(container: number): string {
    return this.#rootNames[this.#facts.at(container) >>> 12] as string
  }

  depth(container: number): number {
    return (this.#facts.at(container) >>> 4) & 255
  }

  shape(container: number): number {
    return this.#facts.at(container) & 15
  }

  /** Where a known clock lies. */
  place(id: Id): Place {
    const clocks = this.#known(id.client)
    return clocks.place.at(clocks.start.atOrBefore(id.clock))
  }

  /** The container that a known clock is, or -1. */
  containerAt(id: Id): number {
    const clocks = this.#known(id.client)
    const i = clocks.typeClock.atOrBefore(id.clock)
    return i >= 0 && clocks.typeClock.at(i) === id.clock ? clocks.typeContainer.at(i) : -1
  }

  rootContainer(name: string, shape: number): number {
    let container = this.#rootContainer.get(name)
    if (container === undefined) {
      this.#rootNames.push(name)
      container = this.#newContainer(this.#rootNames.length - 1, 0, shape)
      this.#rootContainer.set(name, container)
    }
    return container
  }

  /** Notes a struct that follows what is known of its client. `maxDepth` is larger for our own log than for clients. */
  add(struct: Struct, place: Place, maxDepth = limits.depth) {
    let clocks = this.#clients.get(struct.client)
    if (!clocks) {
      clocks = new ClientClocks()
      this.#clients.set(struct.client, clocks)
    }
    if (clocks.start.length === 0 || clocks.place.at(clocks.place.length - 1) !== place) {
      clocks.start.push(struct.clock)
      clocks.place.push(place)
    }
    const container = containerOf(place)
    if (struct.ref === Ref.type && container !== gone) {
      const depth = Math.min(this.depth(container) + 1, deepest)
      if (depth > maxDepth) refuse("depth")
      clocks.typeClock.push(struct.clock)
      clocks.typeContainer.push(this.#newContainer(this.#facts.at(container) >>> 12, depth, struct.shape))
    }
    if (struct.ref === Ref.format) clocks.format.push(struct.clock)
    clocks.end = struct.clock + struct.length
  }

  /** Whether a known range consists of formatting only. */
  isFormat(client: number, from: number, to: number): boolean {
    const { format } = this.#known(client)
    return format.atOrBefore(to - 1) - format.atOrBefore(from - 1) === to - from
  }

  /** A known range, cut where its container changes. */
  *pieces(client: number, from: number, to: number): Generator<[from: number, to: number, container: number]> {
    const { start, place, end } = this.#known(client)
    for (let i = start.atOrBefore(from); i < start.length && start.at(i) < to; i++) {
      const next = i + 1 < start.length ? start.at(i + 1) : end
      yield [Math.max(from, start.at(i)), Math.min(to, next), containerOf(place.at(i))]
    }
  }

  mark(clients: Iterable<number>): Mark {
    return {
      containers: this.#facts.length,
      roots: this.#rootNames.length,
      clients: Array.from(clients, (client) => {
        const clocks = this.#clients.get(client)
        if (!clocks) return { client, was: null }
        return { client, was: [clocks.end, clocks.start.length, clocks.typeClock.length, clocks.format.length] }
      }),
    }
  }

  /** Back to the mark. Deletions are not taken back: they are noted only when nothing can fail any more. */
  cut(mark: Mark) {
    this.#facts.cut(mark.containers)
    for (const name of this.#rootNames.splice(mark.roots)) this.#rootContainer.delete(name)
    for (const { client, was } of mark.clients) {
      if (!was) {
        this.#clients.delete(client)
        continue
      }
      const clocks = this.#known(client)
      clocks.end = was[0]
      clocks.start.cut(was[1])
      clocks.place.cut(was[1])
      clocks.typeClock.cut(was[2])
      clocks.typeContainer.cut(was[2])
      clocks.format.cut(was[3])
    }
  }

  /** What a client is told is here, in Yjs' own encoding. */
  stateVector(): Uint8Array {
    const encoder = encoding.createEncoder()
    const known = [...this.#clients].filter(([, clocks]) => clocks.end > 0)
    encoding.writeVarUint(encoder, known.length)
    for (const [client, clocks] of known) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clocks.end)
    }
    return encoding.toUint8Array(encoder)
  }

  /** Approximate memory, for the metrics. */
  get bytes(): number {
    let sum = this.#facts.bytes + this.dead.bytes
    for (const clocks of this.#clients.values()) sum += clocks.bytes
    return sum
  }

  /** Everything it knows; `ClockIndex.read` makes an equal one of it. */
  write(encoder: encoding.Encoder) {
    encoding.writeVarUint(encoder, this.#rootNames.length)
    for (const name of this.#rootNames) encoding.writeVarString(encoder, name)
    this.#facts.write(encoder)
    encoding.writeVarUint(encoder, this.#rootContainer.size)
    for (const [name, container] of this.#rootContainer) {
      encoding.writeVarString(encoder, name)
      encoding.writeVarUint(encoder, container)
    }
    encoding.writeVarUint(encoder, this.#clients.size)
    for (const [client, clocks] of this.#clients) {
      encoding.writeVarUint(encoder, client)
      clocks.write(encoder)
    }
    this.dead.write(encoder)
  }

  static read(decoder: decoding.Decoder): ClockIndex {
    const index = new ClockIndex()
    index.#rootNames = times(decoding.readVarUint(decoder), () => decoding.readVarString(decoder))
    index.#facts = Column.read(decoder)
    for (let n = decoding.readVarUint(decoder); n > 0; n--)
      index.#rootContainer.set(decoding.readVarString(decoder), decoding.readVarUint(decoder))
    for (let n = decoding.readVarUint(decoder); n > 0; n--)
      index.#clients.set(decoding.readVarUint(decoder), ClientClocks.read(decoder))
    index.dead.read(decoder)
    return index
  }

  #known(client: number): ClientClocks {
    const clocks = this.#clients.get(client)
    if (!clocks) throw new Error(`client ${client} is not known`)
    return clocks
  }

  #newContainer(root: number, depth: number, shape: number): number {
    this.#facts.push((root << 12) | (depth << 4) | shape)
    return this.#facts.length - 1
  }
}

const times = <Of>(count: number, make: () => Of): Of[] => {
  const made: Of[] = []
  while (made.length < count) made.push(make())
  return made
}

/** Deeper is not told apart: clients are refused long before, only an old log may hold it. */
const deepest = 255

/** Shapes a root can have. */
export type RootShape = typeof Shape.fragment | typeof Shape.map
