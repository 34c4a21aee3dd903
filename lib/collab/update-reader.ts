// A strict reader of Yjs updates (encoding V1), written beside Yjs' own because that one forgives too much: it keeps
// only the last of two blocks of one client, ignores what follows the delete set, and accepts structs of no length.
// It mirrors the decoder of the yjs version that package.json pins; gate.test.ts compares the two.

import * as decoding from "lib0/decoding"
import { refuse } from "./refused.ts"

/** What a struct carries: the numbers are the wire's. */
export const Ref = {
  gone: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  document: 9,
  skip: 10,
} as const

/** Which shared type a container is: the numbers are the wire's. */
export const Shape = { array: 0, map: 1, text: 2, element: 3, fragment: 4, hook: 5, xmlText: 6 } as const

/** In structs, clocks, characters and bytes. Wide enough for any honest edit, a paste of a whole brief included. */
export const limits = {
  clients: 1000,
  structs: 50_000,
  /** Clocks that carry nothing (deleted before they were sent): ten bytes could claim 2^45 of them. */
  blank: 1 << 22,
  clock: 2 ** 31,
  string: 1 << 20,
  value: 64 << 10,
  valueDepth: 8,
  name: 256,
  depth: 24,
}

export interface Id {
  client: number
  clock: number
}

export interface Struct {
  client: number
  clock: number
  length: number
  ref: number
  /** Left and right neighbour at the time of writing. */
  origin: Id | null
  right: Id | null
  /** Where it goes, said only when it has no neighbour: a root's name or the id of the containing type. */
  root: string | null
  parent: Id | null
  /** An attribute or map entry, not a child in the list. */
  isEntry: boolean
  /** The name of an entry, said only when it has no neighbour; else "". */
  key: string
  /** The shape of the container that this struct makes, or -1. */
  shape: number
  /** The name of the element that this struct makes, or "". */
  element: string
}

/** Clocks from..to (exclusive) of one client. */
export type Range = [client: number, from: number, to: number]

export interface UpdateParts {
  structs: Struct[]
  deletes: Range[]
  /** Byte offset where the delete set begins. */
  deletesAt: number
}

/**
 * Takes an update apart. Trusted updates come from our own log: their size is not limited, and contents that no editor
 * makes are passed over here and found by the validation (lib/document/valid.ts), for a brief must open all the same.
 */
export function readUpdate(update: Uint8Array, trusted = false): UpdateParts {
  const decoder = decoding.createDecoder(update)
  const structs: Struct[] = []
  const seen = new Set<number>()
  let blank = 0
  for (let blocks = decoding.readVarUint(decoder); blocks > 0; blocks--) {
    let count = decoding.readVarUint(decoder)
    const client = decoding.readVarUint(decoder)
    let clock = decoding.readVarUint(decoder)
    if (client > 0xffffffff) refuse("client-id")
    if (seen.has(client)) refuse("duplicate-client")
    if (!trusted && seen.size >= limits.clients) refuse("too-big", "clients")
    seen.add(client)
    for (; count > 0; count--) {
      const struct = readStruct(decoder, client, clock, trusted)
      if (struct.length < 1) refuse("empty-struct")
      clock += struct.length
      if (clock > limits.clock) refuse("clock")
      if (struct.ref <= Ref.deleted) blank += struct.length
      structs.push(struct)
      if (!trusted && structs.length > limits.structs) refuse("too-big", "structs")
    }
  }
  if (!trusted && blank > limits.blank) refuse("too-big", "blank")
  const deletesAt = decoder.pos
  const deletes = readDeletes(decoder)
  if (decoder.pos !== update.length) refuse("trailing-bytes")
  return { structs, deletes, deletesAt }
}

function readStruct(decoder: decoding.Decoder, client: number, clock: number, trusted: boolean): Struct {
  const info = decoding.readUint8(decoder)
  const struct: Struct = {
    client,
    clock,
    length: 0,
    ref: info & 31,
    origin: null,
    right: null,
    root: null,
    parent: null,
    isEntry: false,
    key: "",
    shape: -1,
    element: "",
  }
  if (struct.ref === Ref.gone) {
    struct.length = decoding.readVarUint(decoder)
    return struct
  }
  const name = trusted ? decoding.readVarString : readName
  if (info & 128) struct.origin = readId(decoder)
  if (info & 64) struct.right = readId(decoder)
  if (!struct.origin && !struct.right) {
    if (decoding.readVarUint(decoder) === 1) struct.root = name(decoder)
    else struct.parent = readId(decoder)
    if (info & 32) {
      struct.isEntry = true
      struct.key = name(decoder)
    }
  }
  if (trusted) readStoredContent(decoder, struct)
  else readContent(decoder, struct)
  return struct
}

/** Every content that Yjs knows: the order and number of its fields, whatever they say. */
function readStoredContent(decoder: decoding.Decoder, struct: Struct) {
  struct.length = 1
  const skip = (read: (decoder: decoding.Decoder) => unknown) => {
    struct.length = decoding.readVarUint(decoder)
    for (let i = 0; i < struct.length; i++) read(decoder)
  }
  switch (struct.ref) {
    case Ref.deleted:
      struct.length = decoding.readVarUint(decoder)
      return
    case Ref.json:
      return skip(decoding.readVarString)
    case Ref.binary:
      return void decoding.readVarUint8Array(decoder)
    case Ref.string:
      struct.length = decoding.readVarString(decoder).length
      return
    case Ref.embed:
      return void decoding.readVarString(decoder)
    case Ref.format:
      decoding.readVarString(decoder)
      return void decoding.readVarString(decoder)
    case Ref.type:
      struct.shape = decoding.readVarUint(decoder)
      if (struct.shape === Shape.element || struct.shape === Shape.hook)
        struct.element = decoding.readVarString(decoder)
      return
    case Ref.any:
      return skip(decoding.readAny)
    case Ref.document:
      decoding.readVarString(decoder)
      return void decoding.readAny(decoder)
    default:
      return refuse("struct", struct.ref)
  }
}

function readContent(decoder: decoding.Decoder, struct: Struct) {
  const start = decoder.pos
  const cap = (max: number) => {
    if (decoder.pos - start > max) refuse("too-big", "value")
  }
  switch (struct.ref) {
    case Ref.deleted:
      struct.length = decoding.readVarUint(decoder)
      return
    case Ref.string:
      struct.length = decoding.readVarString(decoder).length
      return cap(limits.string)
    case Ref.format:
      struct.length = 1
      readName(decoder)
      checkPlain(JSON.parse(decoding.readVarString(decoder)))
      return cap(limits.value)
    case Ref.type:
      struct.length = 1
      struct.shape = decoding.readVarUint(decoder)
      if (struct.shape === Shape.element) struct.element = readName(decoder)
      else if (struct.shape > Shape.xmlText || struct.shape === Shape.hook) refuse("content", `type ${struct.shape}`)
      return
    case Ref.any:
      struct.length = decoding.readVarUint(decoder)
      for (let i = 0; i < struct.length; i++) skipValue(decoder)
      return cap(limits.value)
    default: // binary, subdocuments, embeds, the legacy JSON content, skips: the editor never makes them
      return refuse("struct", struct.ref)
  }
}

const readId = (decoder: decoding.Decoder): Id => ({
  client: decoding.readVarUint(decoder),
  clock: decoding.readVarUint(decoder),
})

function readName(decoder: decoding.Decoder): string {
  const name = decoding.readVarString(decoder)
  if (name.length > limits.name) refuse("too-big", "name")
  if (name === "__proto__") refuse("value", name)
  return name
}

function readDeletes(decoder: decoding.Decoder): Range[] {
  const deletes: Range[] = []
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
    const client = decoding.readVarUint(decoder)
    for (let ranges = decoding.readVarUint(decoder); ranges > 0; ranges--) {
      const clock = decoding.readVarUint(decoder)
      const length = decoding.readVarUint(decoder)
      if (length < 1 || clock + length > limits.clock) refuse("delete-range")
      deletes.push([client, clock, clock + length])
    }
  }
  return deletes
}

/**
 * Reads over a value of lib0's `any` encoding: JSON-like only, and not too deep, for stacks differ between server and
 * browsers. It is not built: lib0 would let a key `__proto__` become the object's prototype unseen.
 */
function skipValue(decoder: decoding.Decoder, depth = 0) {
  if (depth > limits.valueDepth) refuse("value", "depth")
  const type = decoding.readUint8(decoder)
  if (type === 127 || type === 126 || type === 121 || type === 120) return // undefined, null, false, true
  if (type === 125) decoding.readVarInt(decoder)
  else if (type === 124) checkNumber(decoding.readFloat32(decoder))
  else if (type === 123) checkNumber(decoding.readFloat64(decoder))
  else if (type === 119) decoding.readVarString(decoder)
  else if (type === 118) {
    for (let keys = decoding.readVarUint(decoder); keys > 0; keys--) {
      readName(decoder)
      skipValue(decoder, depth + 1)
    }
  } else if (type === 117) {
    for (let items = decoding.readVarUint(decoder); items > 0; items--) skipValue(decoder, depth + 1)
  } else refuse("value", type) // big integers and bytes
}

/** The same for a value that came as JSON. */
function checkPlain(value: unknown, depth = 0) {
  if (value === null || typeof value !== "object") return
  if (depth > limits.valueDepth) refuse("value", "depth")
  for (const [key, inner] of Object.entries(value)) {
    if (key === "__proto__") refuse("value", key)
    checkPlain(inner, depth + 1)
  }
}

function checkNumber(value: number) {
  if (!Number.isFinite(value)) refuse("value", "number")
}
