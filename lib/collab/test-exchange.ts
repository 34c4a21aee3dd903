// A request over plain HTTP with frames in it, and what its answer says.

import * as decoding from "lib0/decoding"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import type { Served } from "./test-stage.ts"
import { Message, packFrames, unpackFrames } from "./wire.ts"

export interface Answer {
  frames: Uint8Array[]
  saved: number
  closed: { code: number; reason: string } | undefined
  refused: string | undefined
}

/** The bytes that a frame carries. */
export const payload = (frame: Uint8Array, from: number) =>
  decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(from)))
/** What a frame says in JSON. */
export const said = (frame: Uint8Array | undefined) =>
  frame && JSON.parse(decoding.readVarString(decoding.createDecoder(frame.subarray(1))))

/** Sends frames as one request. Throws the status if there is no answer in frames. */
export async function send(
  { port }: Pick<Served, "port">,
  brief: string,
  query: string,
  frames: Uint8Array[],
  headers: Record<string, string> = {},
  signal: AbortSignal | null = null,
): Promise<Uint8Array> {
  const answer = await fetch(`http://127.0.0.1:${port}/collab/${brief}?schema=${SCHEMA_VERSION}&${query}`, {
    method: "POST",
    body: packFrames(frames) as Uint8Array<ArrayBuffer>,
    headers,
    signal,
  })
  if (answer.status !== 200) throw new Error(String(answer.status))
  return new Uint8Array(await answer.arrayBuffer())
}

export function read(body: Uint8Array): Answer {
  const frames = unpackFrames(body)
  const last = (type: number) => frames.findLast((frame) => frame[0] === type)
  const saved = last(Message.saved)
  return {
    frames,
    saved: saved ? decoding.readVarUint(decoding.createDecoder(saved.subarray(1))) : 0,
    closed: said(last(Message.closed)),
    refused: said(last(Message.refused))?.reason,
  }
}
