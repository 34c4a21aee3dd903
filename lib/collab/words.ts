// What the processes of one instance tell each other about a brief, and how it is written.

import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import type { AwarenessEntry } from "./wire.ts"

/** A client id and the person to whom it belongs. */
export interface Claim {
  client: number
  person: string
}

export type Word =
  /** These rows of the log are committed; `update` is all of them merged, `claims` the client ids they use first. */
  | { kind: "rows"; seqs: bigint[]; update: Uint8Array; claims: Claim[] }
  /** A snapshot that held everything up to `after` now holds these rows too, and everything up to `upto`. */
  | { kind: "folded"; after: bigint; upto: bigint; seqs: bigint[]; bytes: number }
  /** More is in the log: read it. */
  | { kind: "look" }
  /** Who is in the brief by way of this process, as far as it changed. */
  | { kind: "presence"; entries: AwarenessEntry[] }
  /** Who is there? Everybody answers with *presence*. */
  | { kind: "who" }

const kinds = ["rows", "look", "presence", "who", "folded"] as const

export function writeWord(encoder: encoding.Encoder, word: Word) {
  encoding.writeUint8(encoder, kinds.indexOf(word.kind))
  if (word.kind === "rows") {
    list(encoder, word.seqs, (seq) => encoding.writeVarUint(encoder, Number(seq)))
    encoding.writeVarUint8Array(encoder, word.update)
    list(encoder, word.claims, ({ client, person }) => {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarString(encoder, person)
    })
  } else if (word.kind === "folded") {
    for (const number of [word.after, word.upto, word.bytes]) encoding.writeVarUint(encoder, Number(number))
    list(encoder, word.seqs, (seq) => encoding.writeVarUint(encoder, Number(seq)))
  } else if (word.kind === "presence")
    list(encoder, word.entries, ({ client, clock, json }) => {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, json)
    })
}

/** Throws on what no process of this version writes. */
export function readWord(decoder: decoding.Decoder): Word {
  const kind = kinds[decoding.readUint8(decoder)]
  switch (kind) {
    case "rows":
      return {
        kind,
        seqs: listOf(decoder, () => BigInt(decoding.readVarUint(decoder))),
        update: decoding.readVarUint8Array(decoder).slice(),
        claims: listOf(decoder, () => ({
          client: decoding.readVarUint(decoder),
          person: decoding.readVarString(decoder),
        })),
      }
    case "presence":
      return {
        kind,
        entries: listOf(decoder, () => ({
          client: decoding.readVarUint(decoder),
          clock: decoding.readVarUint(decoder),
          json: decoding.readVarString(decoder),
        })),
      }
    case "folded": {
      const [after, upto, bytes] = [0, 0, 0].map(() => decoding.readVarUint(decoder)) as [number, number, number]
      const seqs = listOf(decoder, () => BigInt(decoding.readVarUint(decoder)))
      return { kind, after: BigInt(after), upto: BigInt(upto), bytes, seqs }
    }
    case "look":
    case "who":
      return { kind }
    default:
      throw new Error("a word of another version")
  }
}

function list<Entry>(encoder: encoding.Encoder, entries: Entry[], write: (entry: Entry) => void) {
  encoding.writeVarUint(encoder, entries.length)
  for (const entry of entries) write(entry)
}

function listOf<Entry>(decoder: decoding.Decoder, read: () => Entry): Entry[] {
  const entries: Entry[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--) entries.push(read())
  return entries
}
