// What the database holds of a brief, as bytes ready to send: one large base, untouched, and a tail of small updates.
// No document is built: differences are cut from the bytes.

import * as encoding from "lib0/encoding"
import { decodeStateVector, diffUpdate, encodeStateVectorFromUpdate, mergeUpdates } from "yjs"

const maxTail = 256
/** Bytes of answers that are kept beside the base. */
const maxKept = 16 << 20

export class DurableState {
  #base: Uint8Array | undefined
  #tail: Uint8Array[] = []
  /** Differences of the base by the state vector that asked: after a restart many ask the same. */
  #differences = new Map<string, Uint8Array>()
  /** How far the base goes, once somebody has asked for less than all. */
  #baseEnds: Map<number, number> | undefined
  #kept = 0

  constructor(base: Uint8Array | undefined, tail: Uint8Array[]) {
    this.#base = base
    this.#tail = tail
    this.#shorten()
  }

  append(update: Uint8Array) {
    this.#tail.push(update)
    this.#shorten()
  }

  /** All updates, oldest first. */
  *updates(): Generator<Uint8Array> {
    if (this.#base) yield this.#base
    yield* this.#tail
  }

  /** What somebody with this state vector lacks: updates in order, together complete. */
  since(stateVector: Uint8Array): Uint8Array[] {
    if (this.#tail.length > 1) this.#tail = [mergeUpdates(this.#tail)]
    const tail = this.#tail[0]
    const hasNothing = stateVector.length === 1 && stateVector[0] === 0
    const parts: Uint8Array[] = []
    if (this.#base) parts.push(hasNothing ? this.#base : this.#baseSince(this.#base, stateVector))
    if (tail) parts.push(hasNothing ? tail : diffUpdate(tail, stateVector))
    return parts
  }

  /** What is held in memory, kept answers included. */
  get bytes(): number {
    let sum = this.#kept
    for (const update of this.updates()) sum += update.length
    return sum
  }

  #baseSince(base: Uint8Array, asked: Uint8Array): Uint8Array {
    this.#baseEnds ??= decodeStateVector(encodeStateVectorFromUpdate(base))
    const stateVector = within(this.#baseEnds, decodeStateVector(asked))
    const key = Buffer.from(stateVector).toString("latin1")
    const known = this.#differences.get(key)
    if (known) return known
    const difference = diffUpdate(base, stateVector)
    const size = key.length + difference.length
    if (this.#kept + size > maxKept) this.#forgetDifferences()
    this.#kept += size
    this.#differences.set(key, difference)
    return difference
  }

  #forgetDifferences() {
    this.#differences.clear()
    this.#kept = 0
  }

  #shorten() {
    if (this.#tail.length <= maxTail) return
    const tail = mergeUpdates(this.#tail)
    if (this.#base && tail.length < this.#base.length / 4) {
      this.#tail = [tail]
      return
    }
    this.#base = this.#base ? mergeUpdates([this.#base, tail]) : tail
    this.#baseEnds = undefined
    this.#tail = []
    this.#forgetDifferences()
  }
}

/**
 * What of a state vector matters to a base that ends here. Whoever was there a moment ago has all of the base, whatever
 * they typed since: they all ask the same.
 */
function within(ends: Map<number, number>, asked: Map<number, number>): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, ends.size)
    for (const [client, end] of ends) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, Math.min(end, asked.get(client) ?? 0))
    }
  })
}
