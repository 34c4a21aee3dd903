// How each server wants to be spoken to. The sync frames inside are the same: 0, kind, bytes. Hocuspocus puts the name
// of the document in front and wants a token before anything else.

import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"

export const kinds = ["relay", "y-websocket", "hocuspocus", "chancery"] as const
export type Kind = (typeof kinds)[number]

/** A running server, as a client must know it. */
export interface Address {
  kind: Kind
  port: number
  /** Of the briefs' content; ours lets nobody write who does not say it. */
  schema: number
}

export interface Dialect {
  url(at: Address, brief: string, token: string, client: number): string
  /** What is said before the first sync frame. */
  hello(brief: string): Uint8Array | undefined
  wrap(brief: string, frame: Uint8Array): Uint8Array
  /** The frame inside; undefined if it is none of sync. */
  unwrap(data: Uint8Array): Uint8Array | undefined
}

const plain: Dialect = {
  url: ({ port }, brief) => `ws://127.0.0.1:${port}/${brief}`,
  hello: () => undefined,
  wrap: (_, frame) => frame,
  unwrap: (data) => (data[0] === 0 ? data : undefined),
}

const auth = 2
const token = 0
const syncReply = 4

const hocuspocus: Dialect = {
  url: ({ port }) => `ws://127.0.0.1:${port}/`,
  hello: (brief) =>
    encoding.encode((encoder) => {
      encoding.writeVarString(encoder, brief)
      encoding.writeVarUint(encoder, auth)
      encoding.writeVarUint(encoder, token)
      encoding.writeVarString(encoder, "token")
    }),
  wrap: (brief, frame) =>
    encoding.encode((encoder) => {
      encoding.writeVarString(encoder, brief)
      encoding.writeUint8Array(encoder, frame)
    }),
  unwrap: (data) => {
    const decoder = decoding.createDecoder(data)
    decoding.readVarUint8Array(decoder)
    const type = data[decoder.pos]
    return type === 0 || type === syncReply ? data.subarray(decoder.pos) : undefined
  },
}

const chancery: Dialect = {
  ...plain,
  url: ({ port, schema }, brief, person, client) =>
    `ws://127.0.0.1:${port}/collab/${brief}?token=${person}&client=${client}&schema=${schema}`,
}

export const dialects: Record<Kind, Dialect> = { relay: plain, "y-websocket": plain, hocuspocus, chancery }
