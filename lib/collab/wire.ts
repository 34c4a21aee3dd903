// What is said over the socket. 0 and 1 are y-websocket's own, so that its stock client works; the rest is ours.
// Over HTTP (exchange.ts) a body is a row of such frames, each with its length before it.

import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"

export const Message = {
  sync: 0,
  awareness: 1,
  queryAwareness: 3,
  /** To the author: of the sync-step-2 and update frames of this socket, the first n are committed. */
  saved: 100,
  /** Something about the brief moved: JSON {what}. */
  nudge: 101,
  /** Before a close: JSON {reason}. */
  refused: 102,
  /** Only over HTTP: how much the other end has. The client repeats what the last answer said. */
  place: 103,
  /** Only over HTTP, the last word of an answer: how a socket would have been closed, JSON {code, reason}. */
  closed: 104,
  /** Whether the device may keep edits that are not saved: 0 or 1. Said to each newcomer, and when it changes. */
  mayKeep: 105,
} as const

export const Sync = { step1: 0, step2: 1, update: 2 } as const

/** The client of y-websocket takes 4400 to 4499 as final and comes back after every other code. */
export const Close = {
  /** The server goes down or restarts. */
  restart: 1012,
  /** Not now: the database is away, or too many sockets. */
  later: 1013,
  /** What this person may do changed: come back, and start from a fresh document. */
  rightsChanged: 4205,
  notSignedIn: 4401,
  final: 4403,
  /** No such brief, or none that this person may know of. */
  unknown: 4404,
  /** The client's schema is older than the server's: reload before writing. */
  oldSchema: 4409,
} as const

export const syncFrame = (kind: number, bytes: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, Message.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, bytes)
  })

export const savedFrame = (count: number): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, Message.saved)
    encoding.writeVarUint(encoder, count)
  })

export const nudgeFrame = (what: string): Uint8Array => jsonFrame(Message.nudge, { what })

export const refusedFrame = (reason: string): Uint8Array => jsonFrame(Message.refused, { reason })

export const mayKeepFrame = (may: boolean): Uint8Array => new Uint8Array([Message.mayKeep, may ? 1 : 0])

export const placeFrame = (place: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, Message.place)
    encoding.writeVarUint8Array(encoder, place)
  })

export const closedFrame = (code: number, reason: string): Uint8Array => jsonFrame(Message.closed, { code, reason })

/** Frames as the body of a request or an answer. */
export const packFrames = (frames: Uint8Array[]): Uint8Array =>
  encoding.encode((encoder) => {
    for (const frame of frames) encoding.writeVarUint8Array(encoder, frame)
  })

/** The frames of a body. Throws if it is none. */
export function unpackFrames(body: Uint8Array): Uint8Array[] {
  const decoder = decoding.createDecoder(body)
  const frames: Uint8Array[] = []
  while (decoding.hasContent(decoder)) frames.push(decoding.readVarUint8Array(decoder))
  return frames
}

/** State of one client as others see it; `json` is "null" when it has left. */
export interface AwarenessEntry {
  client: number
  clock: number
  json: string
}

/** An empty list is a sign of life: y-websocket hangs up after 30 s without any message. */
export const awarenessFrame = (entries: AwarenessEntry[]): Uint8Array =>
  encoding.encode((encoder) => {
    const inner = encoding.encode((list) => {
      encoding.writeVarUint(list, entries.length)
      for (const { client, clock, json } of entries) {
        encoding.writeVarUint(list, client)
        encoding.writeVarUint(list, clock)
        encoding.writeVarString(list, json)
      }
    })
    encoding.writeVarUint(encoder, Message.awareness)
    encoding.writeVarUint8Array(encoder, inner)
  })

function jsonFrame(type: number, value: object): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    encoding.writeVarString(encoder, JSON.stringify(value))
  })
}
