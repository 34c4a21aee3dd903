import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"

/** A growing column of unsigned 32-bit numbers. Only its end changes, so an undo is a cut. */
export class Column {
  #values: Uint32Array
  length = 0

  constructor(capacity = 4) {
    this.#values = new Uint32Array(capacity)
  }

  at(index: number): number {
    return this.#values[index] as number
  }

  push(value: number) {
    if (this.length === this.#values.length) {
      const wider = new Uint32Array(Math.max(4, this.length + (this.length >> 1) + 1))
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.length++] = value
  }

  cut(length: number) {
    this.length = length
  }

  /** Index of the last value that is not greater, in a column that ascends; -1 if all are. */
  atOrBefore(value: number): number {
    let low = 0
    let high = this.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      if ((this.#values[middle] as number) <= value) low = middle + 1
      else high = middle - 1
    }
    return high
  }

  get bytes(): number {
    return this.#values.byteLength
  }

  /** As differences: neighbours are close. */
  write(encoder: encoding.Encoder) {
    encoding.writeVarUint(encoder, this.length)
    for (let i = 0, last = 0; i < this.length; last = this.at(i++)) encoding.writeVarInt(encoder, this.at(i) - last)
  }

  static read(decoder: decoding.Decoder): Column {
    const length = decoding.readVarUint(decoder)
    // Each takes a byte at least: a damaged length asks for no memory.
    if (length > decoder.arr.length - decoder.pos) throw new RangeError("a column longer than its bytes")
    const column = new Column(length)
    for (let last = 0; column.length < length; ) column.push((last += decoding.readVarInt(decoder)))
    return column
  }
}
