// Cuts an update of Yjs into several, each below a size, that can be taken in one after the other. The server takes
// frames of a megabyte at most; whoever wrote more than that without a connection has it all to say at once.

import * as encoding from "lib0/encoding"
import * as Y from "yjs"

interface Piece {
  client: number
  clock: number
  bytes: Uint8Array
}

/** The update itself if it is small enough. A single insertion that is larger stays in one piece. */
export function splitUpdate(update: Uint8Array, maxBytes: number): Uint8Array[] {
  if (update.length <= maxBytes) return [update]
  const { structs, ds } = Y.decodeUpdate(update)
  const parts: Piece[][] = [[]]
  let size = 0
  for (const struct of inOrder(structs as Struct[])) {
    const encoder = new Y.UpdateEncoderV1()
    struct.write(encoder, 0)
    const bytes = encoder.toUint8Array()
    if (size > 0 && size + bytes.length > maxBytes) {
      parts.push([])
      size = 0
    }
    size += bytes.length
    parts.at(-1)?.push({ client: struct.id.client, clock: struct.id.clock, bytes })
  }
  // Deletions last: by then everything they name is there.
  const deletes = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, ds.clients.size)
    for (const [client, ranges] of ds.clients) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, ranges.length)
      for (const { clock, len } of ranges) {
        encoding.writeVarUint(encoder, clock)
        encoding.writeVarUint(encoder, len)
      }
    }
  })
  if (size > 0 && size + deletes.length > maxBytes) parts.push([])
  return parts.map((pieces, at) => encode(pieces, at === parts.length - 1 ? deletes : none))
}

const none = new Uint8Array([0])

interface Struct {
  id: Y.ID
  length: number
  write(encoder: Y.UpdateEncoderV1, offset: number): void
}

/** Each after what it leans on, the clocks of each client ascending. */
function inOrder(structs: Struct[]): Struct[] {
  const queues = new Map<number, { structs: Struct[]; next: number }>()
  for (const struct of structs) {
    const queue = queues.get(struct.id.client)
    if (queue) queue.structs.push(struct)
    else queues.set(struct.id.client, { structs: [struct], next: 0 })
  }
  const waits = (id: unknown) => {
    if (!(id instanceof Y.ID)) return false
    const queue = queues.get(id.client)
    const next = queue?.structs[queue.next]
    return next !== undefined && next.id.clock <= id.clock
  }
  const ordered: Struct[] = []
  while (ordered.length < structs.length) {
    const before = ordered.length
    for (const queue of queues.values())
      for (let struct = queue.structs[queue.next]; struct; struct = queue.structs[queue.next]) {
        const { origin, rightOrigin, parent } = struct as Partial<Record<"origin" | "rightOrigin" | "parent", unknown>>
        if ([origin, rightOrigin, parent].some(waits)) break
        ordered.push(struct)
        queue.next++
      }
    if (ordered.length === before) throw new Error("The parts of this update lean on each other in a circle")
  }
  return ordered
}

function encode(pieces: Piece[], deletes: Uint8Array): Uint8Array {
  const runs: Piece[][] = []
  for (const piece of pieces) {
    const run = runs.find(([first]) => first?.client === piece.client)
    if (run) run.push(piece)
    else runs.push([piece])
  }
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, runs.length)
    for (const run of runs) {
      const [first] = run as [Piece]
      encoding.writeVarUint(encoder, run.length)
      encoding.writeVarUint(encoder, first.client)
      encoding.writeVarUint(encoder, first.clock)
      for (const { bytes } of run) encoding.writeUint8Array(encoder, bytes)
    }
    encoding.writeUint8Array(encoder, deletes)
  })
}
