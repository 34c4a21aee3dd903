// A brief over plain HTTP, for networks that let no WebSocket through. A request carries frames of the same protocol,
// and is one short connection of its person: admitted, limited, refused and cut like a socket. Nothing is remembered
// from one to the next, so any node may answer each: the client says with a state vector what it has, and repeats the
// *place* of the last answer, by which a node sees whether it holds more than was told.
//
// A request with edits is answered when they are in the database, or after 20 s without a word on those that are not:
// then they are sent again. One without edits is answered when there is something to tell. Nobody is present over HTTP.

import { EventEmitter } from "node:events"
import type { IncomingMessage, ServerResponse } from "node:http"
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import type { Connection } from "./connection.ts"
import type { Line } from "./line.ts"
import { Refused, refuse } from "./refused.ts"
import type { standingOf } from "./rights.ts"
import type { Room } from "./room.ts"
import { Close, closedFrame, Message, nudgeFrame, packFrames, placeFrame, Sync, unpackFrames } from "./wire.ts"

const maxBody = 4 << 20
/** A proxy gives up on an answer after half a minute or a minute. Milliseconds. */
const longest = 20_000

/** The body must be here within this time. Milliseconds. */
export const bodyWithin = 30_000

export const contentType = "application/vnd.chancery.frames"

export class Exchange extends EventEmitter implements Line {
  readonly OPEN = 1
  readyState: 1 | 3 = 1
  bufferedAmount = 0
  isPaused = false
  #request: IncomingMessage
  #response: ServerResponse
  #inbox: Uint8Array[] | null = null
  #out: Uint8Array[] = []
  #hasEdits = false
  #hasNews = false
  #isTurnAsked = false
  #patience: NodeJS.Timeout | undefined
  /** How much whoever asks has when they have read the answer. */
  #place: (() => Uint8Array) | undefined
  #connection: Connection | undefined

  constructor(request: IncomingMessage, response: ServerResponse) {
    super()
    this.#request = request
    this.#response = response
    response.once("close", () => this.terminate())
  }

  /** Reads what was sent and hands it to the connection that listens here. */
  async run(connection: Connection, room: Room, now: ReturnType<typeof standingOf>): Promise<void> {
    this.#connection = connection
    this.#place = () => encodePlace(now, room.reading.place)
    try {
      const frames = await this.#readBody()
      const told = frames[0]?.[0] === Message.place ? readPlace(frames.shift() as Uint8Array) : undefined
      if (this.readyState !== this.OPEN) return
      if (told && told.standing !== now.standing) return connection.refuse("rights-changed", Close.rightsChanged)
      if (told && told.sections !== now.sections) this.send(nudgeFrame("access"))
      if (told && isStep1(frames[0]) && room.reading.isWithin(told.position)) {
        frames.shift()
        connection.follow()
      }
      this.#hasEdits = frames.some((frame) => frame[0] === Message.sync && !isStep1(frame))
      this.#patience = setTimeout(() => this.#answer(), longest).unref()
      this.#inbox = frames.filter(([type]) => type !== Message.awareness && type !== Message.queryAwareness)
      this.#feed()
    } catch (error) {
      connection.refuse(error instanceof Refused ? error.reason : "malformed")
    }
  }

  send(frame: Uint8Array) {
    if (this.readyState !== this.OPEN || frame[0] === Message.awareness) return
    this.#out.push(frame)
    this.bufferedAmount += frame.length
    if (frame[0] !== Message.saved && frame[0] !== Message.mayKeep) this.#hasNews = true
    this.#takeTurn()
  }

  pause() {
    this.isPaused = true
  }

  resume() {
    this.isPaused = false
    this.#takeTurn()
  }

  ping() {}

  close(code: number = Close.later, reason: string | Buffer = "") {
    if (this.readyState !== this.OPEN) return
    this.#out.push(closedFrame(code, String(reason)))
    this.#answer()
  }

  terminate() {
    if (this.readyState !== this.OPEN) return
    this.readyState = 3
    clearTimeout(this.#patience)
    if (!this.#response.writableEnded) this.#response.destroy()
    this.emit("close")
  }

  /** The frames of the request. Throws if it is none of ours. */
  async #readBody(): Promise<Uint8Array[]> {
    const chunks: Buffer[] = []
    let size = 0
    // Read to its end also where it is too large: who is cut off while sending never reads the answer.
    for await (const chunk of this.#request as AsyncIterable<Buffer>) {
      if (this.readyState !== this.OPEN) break
      size += chunk.length
      if (size <= maxBody) chunks.push(chunk)
    }
    if (size > maxBody) refuse("too-big", "body")
    return unpackFrames(Buffer.concat(chunks))
  }

  #feed() {
    while (this.#inbox?.length && !this.isPaused && this.readyState === this.OPEN) {
      const { buffer, byteOffset, byteLength } = this.#inbox.shift() as Uint8Array
      this.emit("message", Buffer.from(buffer, byteOffset, byteLength), true)
    }
    this.#takeTurn()
  }

  /** Later in this turn: the room may be in the middle of telling everybody. */
  #takeTurn() {
    if (this.#isTurnAsked) return
    this.#isTurnAsked = true
    setImmediate(() => {
      this.#isTurnAsked = false
      if (this.readyState !== this.OPEN || !this.#inbox || this.isPaused) return
      if (this.#inbox.length > 0) this.#feed()
      else if (this.#hasEdits ? this.#connection?.isSaved : this.#hasNews) this.#answer()
    })
  }

  #answer() {
    this.readyState = 3
    clearTimeout(this.#patience)
    const place = this.#place ? [placeFrame(this.#place())] : []
    answerWith(this.#response, [...place, ...this.#out])
    // What was not read of the request is not ours to read any more.
    this.#request.resume()
    this.emit("close")
  }
}

/** Answers with frames. */
export function answerWith(response: ServerResponse, frames: Uint8Array[]) {
  response.writeHead(200, { "content-type": contentType, "cache-control": "no-store" })
  response.end(packFrames(frames))
}

const isStep1 = (frame: Uint8Array | undefined) => frame?.[0] === Message.sync && frame[1] === Sync.step1

const encodePlace = ({ standing, sections }: ReturnType<typeof standingOf>, position: Uint8Array) =>
  encoding.encode((encoder) => {
    encoding.writeVarString(encoder, standing)
    encoding.writeVarString(encoder, sections)
    encoding.writeVarUint8Array(encoder, position)
  })

function readPlace(frame: Uint8Array) {
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(1))))
  return {
    standing: decoding.readVarString(decoder),
    sections: decoding.readVarString(decoder),
    position: decoding.readVarUint8Array(decoder),
  }
}
