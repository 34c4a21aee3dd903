// What is deleted, per client: merged ranges in one flat sorted list [from, to, from, to, …].

import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import type { Range } from "./update-reader.ts"

/** Fewer than this many are added one by one: an ordinary edit deletes in one or two places. */
const fewRanges = 16

export class DeadRanges {
  #byClient = new Map<number, number[]>()

  has(client: number, from: number, to: number): boolean {
    const list = this.#byClient.get(client)
    if (!list) return false
    const i = lastFrom(list, from)
    return i >= 0 && at(list, i + 1) >= to
  }

  /** The parts of a range that are not yet deleted. */
  alive(client: number, from: number, to: number): [from: number, to: number][] {
    const list = this.#byClient.get(client)
    if (!list) return [[from, to]]
    const out: [number, number][] = []
    let start = from
    for (let i = Math.max(0, lastFrom(list, from)); start < to; i += 2) {
      if (i >= list.length || at(list, i) >= to) {
        out.push([start, to])
        break
      }
      if (at(list, i + 1) <= start) continue
      if (at(list, i) > start) out.push([start, at(list, i)])
      start = at(list, i + 1)
    }
    return out
  }

  add(client: number, from: number, to: number) {
    const list = this.#byClient.get(client)
    if (!list) {
      this.#byClient.set(client, [from, to])
      return
    }
    let first = lastFrom(list, from)
    if (first < 0 || at(list, first + 1) < from) first += 2
    let after = first
    let low = from
    let high = to
    while (after < list.length && at(list, after) <= to) {
      low = Math.min(low, at(list, after))
      high = Math.max(high, at(list, after + 1))
      after += 2
    }
    list.splice(first, after - first, low, high)
  }

  /** Adds many ranges of one client, in ascending order: one merge, where adding each would move the list each time. */
  addAll(client: number, ranges: Range[]) {
    const list = this.#byClient.get(client) ?? []
    if (ranges.length < fewRanges) {
      for (const [, from, to] of ranges) this.add(client, from, to)
      return
    }
    const merged: number[] = []
    const append = (from: number, to: number) => {
      const last = merged.length - 1
      if (last > 0 && from <= at(merged, last)) merged[last] = Math.max(at(merged, last), to)
      else merged.push(from, to)
    }
    let known = 0
    for (const [, from, to] of ranges) {
      for (; known < list.length && at(list, known) <= from; known += 2) append(at(list, known), at(list, known + 1))
      append(from, to)
    }
    for (; known < list.length; known += 2) append(at(list, known), at(list, known + 1))
    this.#byClient.set(client, merged)
  }

  write(encoder: encoding.Encoder) {
    encoding.writeVarUint(encoder, this.#byClient.size)
    for (const [client, list] of this.#byClient) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, list.length)
      for (const [i, clock] of list.entries()) encoding.writeVarUint(encoder, i === 0 ? clock : clock - at(list, i - 1))
    }
  }

  read(decoder: decoding.Decoder) {
    for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
      const client = decoding.readVarUint(decoder)
      const list: number[] = []
      for (let n = decoding.readVarUint(decoder), clock = 0; n > 0; n--)
        list.push((clock += decoding.readVarUint(decoder)))
      this.#byClient.set(client, list)
    }
  }

  get bytes(): number {
    let sum = 0
    for (const list of this.#byClient.values()) sum += 60 + list.length * 4
    return sum
  }
}

const at = (list: number[], index: number) => list[index] as number

/** Index of the last range that begins at or before `clock`; -2 if none does. */
function lastFrom(list: number[], clock: number): number {
  let low = 0
  let high = (list.length >> 1) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (at(list, middle << 1) <= clock) low = middle + 1
    else high = middle - 1
  }
  return high < 0 ? -2 : high << 1
}
