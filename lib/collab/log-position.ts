// How much of a brief's log a room holds. Numbers of the log are drawn before their commit, so with several processes a
// smaller one may appear after a larger one: what is known is therefore a point below which nothing can appear any more
// (a snapshot's), and the numbers above it one by one. There are never many: a checkpoint moves the point.

import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"

export class LogPosition {
  #upto = 0n
  #above = new Set<bigint>()

  /** Everything up to here is held, and nothing can appear below. */
  get upto(): bigint {
    return this.#upto
  }

  /** The numbers above `upto` that are held. */
  get above(): bigint[] {
    return [...this.#above]
  }

  note(seq: bigint) {
    if (seq > this.#upto) this.#above.add(seq)
  }

  has(seq: bigint): boolean {
    return seq <= this.#upto || this.#above.has(seq)
  }

  /** A snapshot holds everything up to here, and so does the room. */
  moveTo(upto: bigint) {
    if (upto <= this.#upto) return
    this.#upto = upto
    for (const seq of this.#above) if (seq <= upto) this.#above.delete(seq)
  }

  /** For somebody who is to say later how much they were told. */
  encode(): Uint8Array {
    return encoding.encode((encoder) => {
      let last = this.#upto
      encoding.writeVarUint(encoder, Number(last))
      for (const seq of this.above.sort((a, b) => Number(a - b))) {
        encoding.writeVarUint(encoder, Number(seq - last))
        last = seq
      }
    })
  }

  /** Whether all that is held here was held where this was encoded. If that cannot be told: no. */
  isWithin(encoded: Uint8Array): boolean {
    const decoder = decoding.createDecoder(encoded)
    const theirs = new LogPosition()
    let last = BigInt(decoding.readVarUint(decoder))
    theirs.moveTo(last)
    while (decoding.hasContent(decoder)) {
      last += BigInt(decoding.readVarUint(decoder))
      theirs.note(last)
    }
    return this.#upto <= theirs.upto && this.above.every((seq) => theirs.has(seq))
  }
}
