// Decides on each update before anything is stored or sent: well-formed, complete, written under the sender's own
// client ids, in roots that they may write, of shapes that the brief knows. No document is built for it.
//
// Foreign structs are refused, foreign deletions are stripped: Yjs cleans up formatting, and the editor removes what
// its schema does not know, by themselves and in honest readers' browsers; a delete set sent on reconnecting carries
// such deletions too. What a client resends is cut off and judged without it, so that a forged copy of something known
// is never stored.

import * as encoding from "lib0/encoding"
import { diffUpdate } from "yjs"
import type { RootShape } from "./clock-index.ts"
import { type ClockIndex, containerOf, gone, isEntry, type Place, placeOf } from "./clock-index.ts"
import { Refused, refuse } from "./refused.ts"
import { limits, type Range, Ref, readUpdate, Shape, type Struct, type UpdateParts } from "./update-reader.ts"

/** What the gate asks about the sender and the brief. */
export interface Gatekeeper {
  /** Whether a client id is this person's. */
  owns(client: number): boolean
  mayWrite(root: string): boolean
  /** They may write nowhere: nothing of theirs is kept, not even what lies in no root and nobody could see. */
  isReader?: boolean
  /** The shape of a root of this brief; undefined if the brief has no such root. */
  rootShape(root: string): RootShape | undefined
  /** Whether an element of this name may stand below this root. */
  knowsElement(root: string, name: string): boolean
}

/** `update` is what to store and send, which may be less than what came; it writes or deletes in these roots. */
export interface Admitted {
  verdict: "store"
  update: Uint8Array
  roots: ReadonlySet<string>
  stripped: number
  strippedText: number
}

export type Verdict =
  /** Adds nothing: a reconnecting client repeats what is known. */
  { verdict: "drop"; stripped: number; strippedText: number } | Admitted

/**
 * Admits an update of a client into the index, or throws Refused and leaves the index as it was.
 * `stripped` counts deletions taken out because the sender may not write there; `strippedText` those of more than
 * formatting.
 */
export function admit(index: ClockIndex, update: Uint8Array, keeper: Gatekeeper): Verdict {
  const { bytes, parts } = read(index, update)
  return enter(index, bytes, parts, keeper)
}

/** Notes an update from our own log: it has been judged before, rights may have changed since. */
export function admitStored(index: ClockIndex, update: Uint8Array, rootShape: Gatekeeper["rootShape"]) {
  const { bytes, parts } = read(index, update, true)
  const keeper = { owns: () => true, mayWrite: () => true, knowsElement: () => true, rootShape }
  return enter(index, bytes, parts, keeper, true)
}

/** Whether everything in an update is in the index. */
export function contains(index: ClockIndex, update: Uint8Array): boolean {
  const { structs, deletes } = readUpdate(update, true)
  return (
    structs.every((struct) => struct.clock + struct.length <= index.end(struct.client)) &&
    deletes.every(([client, from, to]) => index.dead.has(client, from, to))
  )
}

function read(index: ClockIndex, update: Uint8Array, trusted = false): { bytes: Uint8Array; parts: UpdateParts } {
  try {
    const parts = readUpdate(update, trusted)
    if (!parts.structs.some((struct) => struct.clock < index.end(struct.client))) return { bytes: update, parts }
    const known = encoding.createEncoder()
    const clients = [...new Set(parts.structs.map((struct) => struct.client))]
    encoding.writeVarUint(known, clients.length)
    for (const client of clients) {
      encoding.writeVarUint(known, client)
      encoding.writeVarUint(known, index.end(client))
    }
    const bytes = diffUpdate(update, encoding.toUint8Array(known))
    return { bytes, parts: readUpdate(bytes, trusted) }
  } catch (error) {
    throw error instanceof Refused ? error : new Refused("malformed", String(error))
  }
}

/** The new structs of one client, in the order of their clocks. */
interface Queue {
  structs: Struct[]
  next: number
  waiting: boolean
}

function enter(index: ClockIndex, update: Uint8Array, parts: UpdateParts, asked: Gatekeeper, trusted = false): Verdict {
  const roots = new Set<string>()
  const keeper: Gatekeeper = {
    ...asked,
    mayWrite: (root) => {
      const may = asked.mayWrite(root)
      if (may) roots.add(root)
      return may
    },
  }
  if (keeper.isReader && parts.structs.length > 0) refuse("read-only")
  const queues = new Map<number, Queue>()
  for (const struct of parts.structs) {
    const queue = queues.get(struct.client)
    if (queue) queue.structs.push(struct)
    else queues.set(struct.client, { structs: [struct], next: 0, waiting: false })
  }
  for (const [client, { structs }] of queues) {
    if (!keeper.owns(client)) refuse("foreign-client", client)
    if ((structs[0] as Struct).clock !== index.end(client)) refuse("gap", client)
  }
  const mark = index.mark(queues.keys())
  const entries = new Set<string>()
  try {
    integrate(index, queues, (struct) => {
      const place = placeFor(index, struct, keeper, trusted)
      if (!trusted) {
        checkContent(index, struct, place, keeper)
        checkEntry(entries, struct, place)
      }
      index.add(struct, place, trusted ? 255 : limits.depth)
    })
    const { kept, whole, stripped, strippedText } = sift(index, parts.deletes, keeper)
    if (!parts.structs.length && !kept.length) return { verdict: "drop", stripped, strippedText }
    for (const [client, ranges] of Map.groupBy(kept, ([client]) => client)) index.dead.addAll(client, ranges)
    const bytes = whole ? update : withDeletes(update.subarray(0, parts.deletesAt), kept)
    return { verdict: "store", update: bytes, roots, stripped, strippedText }
  } catch (error) {
    index.cut(mark)
    throw error
  }
}

/** Visits the structs in the order in which Yjs integrates them: each after what it leans on. */
function integrate(index: ClockIndex, queues: Map<number, Queue>, visit: (struct: Struct) => void) {
  for (const first of queues.values()) {
    const stack = [first]
    first.waiting = true
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const struct = top.structs[top.next]
      const missing = struct ? missingClient(index, struct) : -1
      if (struct && missing < 0) {
        visit(struct)
        top.next++
        if (stack.length === 1) continue
      }
      if (!struct || missing < 0) {
        top.waiting = false
        stack.pop()
        continue
      }
      const wanted = queues.get(missing)
      if (!wanted || wanted.next >= wanted.structs.length) return refuse("missing-dependency", missing)
      if (wanted.waiting) return refuse("cycle")
      wanted.waiting = true
      stack.push(wanted)
    }
  }
}

/** The client of a struct that this one leans on and that has not entered yet, or -1. */
function missingClient(index: ClockIndex, struct: Struct): number {
  for (const id of [struct.origin, struct.right, struct.parent]) {
    if (!id || id.clock < index.end(id.client)) continue
    // Leaning on one's own future makes every receiving Yjs throw.
    if (id.client === struct.client) refuse("reference-to-self")
    return id.client
  }
  return -1
}

/** Where a struct will lie, by the rules of Yjs; every container that it names must be the sender's to write. */
function placeFor(index: ClockIndex, struct: Struct, keeper: Gatekeeper, trusted: boolean): Place {
  if (struct.ref === Ref.gone) return gone
  const writable = (container: number) => {
    if (container === gone) return
    const root = index.root(container)
    if (!keeper.mayWrite(root)) refuse("foreign-root", root)
  }
  if (struct.root !== null) {
    const shape = keeper.rootShape(struct.root)
    if (shape === undefined) return refuse("unknown-root", struct.root)
    if (!keeper.mayWrite(struct.root)) refuse("foreign-root", struct.root)
    return placeOf(index.rootContainer(struct.root, shape), struct.isEntry)
  }
  if (struct.parent) {
    const container = index.containerAt(struct.parent)
    if (container < 0) {
      const { client, clock } = struct.parent
      const lives = containerOf(index.place(struct.parent)) !== gone && !index.dead.has(client, clock, clock + 1)
      if (lives && !trusted) refuse("parent-not-a-type")
      return gone
    }
    writable(container)
    return placeOf(container, struct.isEntry)
  }
  const left = struct.origin ? index.place(struct.origin) : -1
  const right = struct.right ? index.place(struct.right) : -1
  for (const place of [left, right]) if (place >= 0) writable(containerOf(place))
  if (left >= 0 && right >= 0 && left !== right) {
    // One side is gone: Yjs makes it gone too. Both live: no client writes that.
    if (containerOf(left) !== gone && containerOf(right) !== gone && !trusted) refuse("cross-parent")
    return gone
  }
  const place = left >= 0 ? left : right
  return containerOf(place) === gone ? gone : place
}

const set = (...refs: number[]) => refs.reduce((bits, ref) => bits | (1 << ref), 0)
const text = set(Ref.deleted, Ref.string, Ref.format)
const values = set(Ref.deleted, Ref.any)
const types = set(Ref.deleted, Ref.type)

/** What may stand in a container of each shape: as a child of its list, as an entry. */
const allowed: Record<number, [child: number, entry: number]> = {
  [Shape.map]: [0, values | types],
  [Shape.element]: [types, values],
  [Shape.fragment]: [types, 0],
  [Shape.xmlText]: [text, values],
}

function checkContent(index: ClockIndex, struct: Struct, place: Place, keeper: Gatekeeper) {
  const container = containerOf(place)
  if (container === gone) return
  const shape = index.shape(container)
  const fits = ((allowed[shape]?.[isEntry(place) ? 1 : 0] ?? 0) >> struct.ref) & 1
  if (!fits) refuse("content", `${struct.ref} in shape ${shape}`)
  if (shape === Shape.map && index.depth(container) === 0 && struct.ref === Ref.any) refuse("content", "value in root")
  if (struct.ref !== Ref.type) return
  if (!shapesBelow(shape, index.depth(container)).includes(struct.shape)) refuse("content", `type ${struct.shape}`)
  if (struct.shape === Shape.element) {
    const root = index.root(container)
    if (!keeper.knowsElement(root, struct.element)) refuse("element", struct.element)
  }
}

/**
 * Whoever writes an entry again names what it replaces. Without, Yjs walks over all that the same client wrote there
 * before, each time anew.
 */
function checkEntry(entries: Set<string>, { client, key, isEntry, origin, right }: Struct, place: Place) {
  if (!isEntry || origin || right || containerOf(place) === gone) return
  const entry = `${client} ${place} ${key}`
  if (entries.has(entry)) refuse("content", "entry written twice")
  entries.add(entry)
}

/** A root map holds rows, a row holds text cells, text is made of elements and runs. */
function shapesBelow(shape: number, depth: number): readonly number[] {
  if (shape === Shape.map) return depth === 0 ? [Shape.map] : [Shape.fragment]
  return [Shape.element, Shape.xmlText]
}

/** The deletions that are new and allowed. `whole`: none was taken out, so the update can stay as it is. */
function sift(index: ClockIndex, deletes: Range[], keeper: Gatekeeper) {
  const kept: Range[] = []
  const ordered = inOrder(deletes)
  let whole = ordered === deletes
  let stripped = 0
  let strippedText = 0
  for (const [client, from, to] of ordered) {
    if (to > index.end(client)) refuse("delete-of-unknown")
    const alive = index.dead.alive(client, from, to)
    if (alive.length !== 1 || alive[0]?.[0] !== from || alive[0][1] !== to) whole = false
    for (const [start, end] of alive) {
      for (const [low, high, container] of index.pieces(client, start, end)) {
        if (keeper.isReader || (container !== gone && !keeper.mayWrite(index.root(container)))) {
          whole = false
          stripped += high - low
          if (container !== gone && !index.isFormat(client, low, high)) strippedText += high - low
          continue
        }
        const last = kept.at(-1)
        if (last && last[0] === client && last[2] === low) last[2] = high
        else kept.push([client, low, high])
      }
    }
  }
  return { kept, whole, stripped, strippedText }
}

/**
 * As Yjs writes them: each client's ranges ascend and do not touch. Others are put in order first, so that nobody can
 * name one range a hundred thousand times and have each looked at.
 */
function inOrder(deletes: Range[]): Range[] {
  const seen = new Set<number>()
  const isOrdered = deletes.every(([client, from], i) => {
    const before = deletes[i - 1]
    if (before?.[0] === client) return before[2] <= from
    return seen.size < seen.add(client).size
  })
  if (isOrdered) return deletes
  const ordered: Range[] = []
  for (const [client, from, to] of deletes.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = ordered.at(-1)
    if (last && last[0] === client && from <= last[2]) last[2] = Math.max(last[2], to)
    else ordered.push([client, from, to])
  }
  return ordered
}

/** The same structs with another delete set. */
function withDeletes(structs: Uint8Array, deletes: Range[]): Uint8Array {
  const byClient = new Map<number, Range[]>()
  for (const range of deletes) {
    const list = byClient.get(range[0])
    if (list) list.push(range)
    else byClient.set(range[0], [range])
  }
  const encoder = encoding.createEncoder()
  encoding.writeUint8Array(encoder, structs)
  encoding.writeVarUint(encoder, byClient.size)
  for (const [client, ranges] of byClient) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const [, from, to] of ranges) {
      encoding.writeVarUint(encoder, from)
      encoding.writeVarUint(encoder, to - from)
    }
  }
  return encoding.toUint8Array(encoder)
}
