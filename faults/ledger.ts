// What became of each edit of one brief: Jepsen's three classes. *Acknowledged*: the server said that it is saved.
// *Refused*: the server said that it is not. *Unknown*: neither, which is no loss and no promise. Beside them *seen*:
// somebody else received it. What is acknowledged or seen must be in the database; what is refused must not; nothing
// may be there twice.

import * as Y from "yjs"
import { type Act, rowNamesIn, wordsIn } from "./typing.ts"

export interface Entry extends Act {
  readonly client: number
  /** The client's clock after it; 0 for a deletion, which has none. */
  readonly clock: number
  class: "unknown" | "acknowledged" | "refused"
  isSeen: boolean
}

export class Ledger {
  readonly entries: Entry[]

  constructor(entries: Entry[] = []) {
    this.entries = entries
  }

  /** As it is now, for a comparison with what was stored up to now. */
  copy(): Ledger {
    return new Ledger(this.entries.map((entry) => ({ ...entry })))
  }

  /** Notes what `doc`, the screen of one person, shows of the others. */
  look(doc: Y.Doc) {
    const words = wordsIn(doc)
    const rows = rowNamesIn(doc)
    const isThere = ({ kind, name }: Act) => (kind.endsWith("word") ? words.has(name) : rows.has(name))
    const clocks = Y.decodeStateVector(Y.encodeStateVector(doc))
    const shown = (entry: Entry) => (clocks.get(entry.client) ?? 0) >= entry.clock
    const own = new Set<string>()
    for (const entry of this.entries) if (isRemoval(entry) && entry.client === doc.clientID) own.add(entry.name)
    /** What came here and did not go by this person's own hand: where it is missing, somebody else's removal is seen. */
    const came = new Set<string>()
    for (const entry of this.entries)
      if (!isRemoval(entry) && shown(entry) && !own.has(entry.name) && !own.has(entry.row ?? "")) came.add(entry.name)
    for (const entry of this.entries) {
      if (entry.client === doc.clientID || entry.isSeen) continue
      entry.isSeen = isRemoval(entry) ? came.has(entry.name) && !isThere(entry) : shown(entry)
    }
  }

  /** What the document, made from the bytes of the database alone, owes to this ledger. Empty if all is well. */
  faultsOf(stored: Y.Doc): string[] {
    const faults: string[] = []
    if (stored.store.pendingStructs) faults.push("what is stored leans on what is not")
    const words = wordsIn(stored)
    const rows = rowNamesIn(stored)
    const clocks = Y.decodeStateVector(Y.encodeStateVector(stored))
    for (const [word, times] of words) if (times > 1) faults.push(`${word} is there ${times} times`)
    const removed = new Set<string>()
    const mayBeGone = new Set<string>()
    for (const entry of this.entries) {
      if (!isRemoval(entry) || entry.class === "refused") continue
      mayBeGone.add(entry.name)
      if (isPromised(entry)) removed.add(entry.name)
    }
    for (const entry of this.entries) {
      const { kind, name, client, clock } = entry
      const isThere = kind.endsWith("word") ? words.has(name) : rows.has(name)
      const label = `${entry.class}${entry.isSeen ? ", seen" : ""}: ${kind} ${name}`
      if (entry.class === "refused") {
        if (kind === "word" && isThere) faults.push(`${label} is there`)
      } else if (isRemoval(entry)) {
        if (removed.has(name) && isThere) faults.push(`${label} is undone`)
      } else if (isPromised(entry)) {
        if ((clocks.get(client) ?? 0) < clock) faults.push(`${label} is lost`)
        else if (kind !== "value" && !isThere && !mayBeGone.has(name) && !mayBeGone.has(entry.row ?? ""))
          faults.push(`${label} is not to be found`)
      }
    }
    return faults
  }

  /** How many are in each class. */
  count() {
    const entries = this.entries
    const of = (name: Entry["class"]) => entries.filter((entry) => entry.class === name).length
    return {
      acknowledged: of("acknowledged"),
      refused: of("refused"),
      unknown: of("unknown"),
      seen: entries.filter((entry) => entry.isSeen).length,
    }
  }
}

const isRemoval = ({ kind }: Act) => kind === "no word" || kind === "no row"
const isPromised = (entry: Entry) => entry.class === "acknowledged" || entry.isSeen
