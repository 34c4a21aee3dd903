import type { Entry, Ledger } from "./ledger.ts"

export interface Counts {
  acknowledged: number
  seen: number
  unknown: number
  refused: number
}

/** Counts what became of edits, cycle by cycle: each once as acknowledged, as refused, as seen. */
export class Tally {
  readonly total: Counts = { acknowledged: 0, seen: 0, unknown: 0, refused: 0 }
  #counted = { acknowledged: new WeakSet<Entry>(), refused: new WeakSet<Entry>(), seen: new WeakSet<Entry>() }

  /** What came since the last call. Unknown is what is so at this moment: most of it is sent again and saved later. */
  count(ledgers: Ledger[]): Counts {
    const cycle: Counts = { acknowledged: 0, seen: 0, unknown: 0, refused: 0 }
    const once = (kind: "acknowledged" | "refused" | "seen", entry: Entry) => {
      if (this.#counted[kind].has(entry)) return
      this.#counted[kind].add(entry)
      cycle[kind]++
    }
    for (const entry of ledgers.flatMap((ledger) => ledger.entries)) {
      if (entry.class === "unknown") cycle.unknown++
      else once(entry.class, entry)
      if (entry.isSeen) once("seen", entry)
    }
    for (const kind of Object.keys(cycle) as (keyof Counts)[]) this.total[kind] += cycle[kind]
    return cycle
  }
}

export const told = ({ acknowledged, seen, unknown, refused }: Counts): string =>
  `acknowledged ${acknowledged}, seen ${seen}, unknown ${unknown}, refused ${refused}`
