// Updates written byte by byte, so that they can say what no Yjs would.

import * as encoding from "lib0/encoding"
import { Ref, Shape } from "./update-reader.ts"

export interface Written {
  origin?: [number, number]
  right?: [number, number]
  root?: string
  parent?: [number, number]
  key?: string
  ref: number
  content: (encoder: encoding.Encoder) => void
}

export function forge(
  blocks: { client: number; clock: number; structs: Written[] }[],
  deletes: [number, number, number][] = [],
) {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, blocks.length)
    for (const { client, clock, structs } of blocks) {
      encoding.writeVarUint(encoder, structs.length)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      for (const { origin, right, root, parent, key, ref, content } of structs) {
        encoding.writeUint8(encoder, ref | (origin ? 128 : 0) | (right ? 64 : 0) | (key === undefined ? 0 : 32))
        for (const id of [origin, right]) for (const part of id ?? []) encoding.writeVarUint(encoder, part)
        if (!origin && !right && ref !== Ref.gone) {
          encoding.writeVarUint(encoder, root === undefined ? 0 : 1)
          if (root !== undefined) encoding.writeVarString(encoder, root)
          else for (const part of parent ?? [0, 0]) encoding.writeVarUint(encoder, part)
          if (key !== undefined) encoding.writeVarString(encoder, key)
        }
        content(encoder)
      }
    }
    encoding.writeVarUint(encoder, deletes.length)
    for (const [client, clock, length] of deletes) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, length)
    }
  })
}

export const words = (text: string) => (encoder: encoding.Encoder) => encoding.writeVarString(encoder, text)
export const number = (value: number) => (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, value)
export const values =
  (...list: unknown[]) =>
  (encoder: encoding.Encoder) => {
    encoding.writeVarUint(encoder, list.length)
    for (const value of list) encoding.writeAny(encoder, value as never)
  }
export const element = (name: string) => (encoder: encoding.Encoder) => {
  encoding.writeVarUint(encoder, Shape.element)
  encoding.writeVarString(encoder, name)
}
/** A value in arrays, so many deep. */
export const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
/** An update of one struct. */
export const one = (struct: Written, client = 9, clock = 0) => forge([{ client, clock, structs: [struct] }])
