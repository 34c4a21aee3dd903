// What of the edits that were kept on this device the server still lacks, and what of that it can be given. Pure: the
// document is the server's word, the edits are read as bytes and applied nowhere.

import * as Y from "yjs"
import { type Kept, keptAt, sectionOf } from "#components/editor/roots.ts"

/** One edit of this person, as its page made it. */
export interface KeptEdit {
  /** The Yjs client id that it was written under. */
  client: number
  update: Uint8Array
  /** What it changed, as in roots.ts. */
  places: string[]
}

export interface SortedEdits<Edit> {
  /** The server has them, deletions included. */
  known: Edit[]
  /** Complete and in sections that may be written, in an order in which each leans only on what goes before. */
  sendable: Edit[]
  /** Written where this person may not write any more, or leaning on something that is not there. */
  refused: Edit[]
}

/** Sorts edits, given in the order in which they were made, by what is to be done with them. */
export function sortEdits<Edit extends KeptEdit>(
  server: Y.Doc,
  edits: Edit[],
  mayWrite: (section: string) => boolean,
): SortedEdits<Edit> {
  const sorted: SortedEdits<Edit> = { known: [], sendable: [], refused: [] }
  const dead = Y.createDeleteSetFromStructStore(server.store)
  const stored = (client: number) => Y.getState(server.store, client)
  /** Where each client will stand when what is sendable so far has arrived. */
  const ends = new Map<number, number>()
  const end = (client: number) => ends.get(client) ?? stored(client)

  for (const edit of edits) {
    const parts = read(edit.update)
    if (!parts) {
      sorted.refused.push(edit)
      continue
    }
    const { structs, deletes } = parts
    const isKnown =
      structs.every(({ id, length }) => id.clock + length <= stored(id.client)) &&
      deletes.every(([client, from, length]) => covers(dead, client, from, length))
    if (isKnown) {
      sorted.known.push(edit)
      continue
    }
    const after = new Map<number, number>()
    const reached = (client: number) => after.get(client) ?? end(client)
    const isComplete =
      structs.every(({ id, length, leansOn }) => {
        const follows = id.clock <= reached(id.client) && leansOn.every((other) => other.clock < reached(other.client))
        after.set(id.client, Math.max(reached(id.client), id.clock + length))
        return follows
      }) && deletes.every(([client, from, length]) => from + length <= reached(client))
    if (isComplete && edit.places.every((place) => mayWrite(sectionOf(place)))) {
      for (const [client, clock] of after) ends.set(client, clock)
      sorted.sendable.push(edit)
    } else sorted.refused.push(edit)
  }
  return sorted
}

/**
 * What the author of these edits of one client saw at the places: on the text as it was when their connection broke, or
 * on the server's where that was not kept or does not reach.
 */
export function textsAsWritten(
  server: Y.Doc,
  base: Uint8Array | undefined,
  edits: KeptEdit[],
  places: Iterable<string>,
): Kept[] {
  const doc = new Y.Doc()
  const updates = edits.map(({ update }) => update).filter((update) => read(update))
  for (const update of base ? [base, ...updates] : updates) Y.applyUpdate(doc, update)
  if (!base || doc.store.pendingStructs || doc.store.pendingDs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(server))
  const kept = keptAt(doc, places)
  doc.destroy()
  return kept
}

interface Id {
  client: number
  clock: number
}

/** What an update adds and deletes; null if it is none. */
function read(update: Uint8Array) {
  try {
    const { structs, ds } = Y.decodeUpdate(update)
    return {
      structs: structs.map((struct) => ({ id: struct.id as Id, length: struct.length, leansOn: neighbours(struct) })),
      deletes: [...ds.clients].flatMap(([client, ranges]) =>
        ranges.map(({ clock, len }) => [client, clock, len] as const),
      ),
    }
  } catch {
    return null
  }
}

function neighbours(struct: object): Id[] {
  if (!(struct instanceof Y.Item)) return []
  const { origin, rightOrigin, parent } = struct as Y.Item & { parent: unknown }
  return [origin, rightOrigin, parent instanceof Y.ID ? parent : null].filter((id) => id !== null)
}

const covers = (
  dead: ReturnType<typeof Y.createDeleteSetFromStructStore>,
  client: number,
  from: number,
  length: number,
) => (dead.clients.get(client) ?? []).some(({ clock, len }) => clock <= from && from + length <= clock + len)
