// How a room keeps up with the log of its brief: which rows are in here, and how those come in that did not go through
// the room itself, because another process stored them or somebody wrote them by another way, such as a filled section.
// What is heard of is taken in at once; where it leans on what was not heard, the log is read.
//
// A row that cannot be read, or leans on one that is not there, must not take the brief from everybody: such rows are
// set aside when the brief is opened, which the process says in its log. They stay in the database and are tried again
// at each reading. If their author's page still has what is missing it sends it again, for the server says how far it
// knows that page's edits. Until then no checkpoint of the brief is made: one would lose them.

import { mergeUpdates } from "yjs"
import { type Folded, indexOf } from "./checkpoint.ts"
import type { ClientIds } from "./client-ids.ts"
import { ClockIndex } from "./clock-index.ts"
import { admitStored } from "./gate.ts"
import { type BriefFacts, loadClientIds, loadFacts, loadUpdates, type Stored } from "./load.ts"
import { LogPosition } from "./log-position.ts"
import type { Pools } from "./pool.ts"
import { storedShape } from "./roots.ts"
import type { Word } from "./words.ts"

/** The room that reads. */
export interface Reader {
  readonly briefId: string
  readonly clientIds: ClientIds
  /** What Postgres knows of the brief, read anew. */
  learn(facts: BriefFacts): void
  /** Takes in and shows what is in the log; throws where it leans on what is not here. */
  takeIn(update: Uint8Array): void
  /** What is in here may not be what the database holds. */
  failed(error: Error): void
}

export class LogReading {
  /** What of the log the snapshot does not hold yet. */
  readonly tail = { rows: 0, bytes: 0 }
  #reader: Reader
  #pools: Pools
  /** Rows of the log that are in here. */
  #held = new LogPosition()
  /** Rows of the log that could not be taken in when the brief was opened. */
  #aside = new Set<bigint>()
  /** One reading at a time; who asks while one is under way gets the next. */
  #reading: Promise<void> = Promise.resolve()
  #nextReading: Promise<void> | null = null
  #isStopped = false

  constructor(reader: Reader, pools: Pools) {
    this.#reader = reader
    this.#pools = pools
  }

  /** Notes what the room begins with: all of it that can be read. Answers its index, and the updates it consists of. */
  begin({ snapshot, index: stored, rows }: Awaited<ReturnType<typeof loadUpdates>>) {
    const index = stored ?? (snapshot ? indexOf(snapshot.data) : new ClockIndex())
    const readable = admitRows(index, rows)
    if (snapshot) this.#held.moveTo(snapshot.seq)
    for (const { seq, data } of readable) this.wrote(seq, data.length)
    for (const { seq } of rows) if (!this.#held.has(seq)) this.#aside.add(seq)
    if (this.#aside.size > 0)
      console.error(
        `Of the log of ${this.#reader.briefId} these rows cannot be read, or lean on what is not stored, and are set aside: ${[...this.#aside].join(", ")}`,
      )
    return { index, base: snapshot?.data, tail: readable.map(({ data }) => data) }
  }

  /** A row is in the log, and in the room. */
  wrote(seq: bigint, bytes: number) {
    this.#held.note(seq)
    this.tail.rows++
    this.tail.bytes += bytes
  }

  /** How much of the log is in here, for somebody who is told all of it. */
  get place(): Uint8Array {
    return this.#held.encode()
  }

  /** Whether somebody who was told this much lacks nothing. */
  isWithin(place: Uint8Array): boolean {
    return this.#held.isWithin(place)
  }

  /** What another process says of the log. */
  hear(word: Extract<Word, { kind: "rows" | "folded" | "look" }>) {
    if (word.kind === "folded") return this.folded({ rows: word.seqs.length, bytes: word.bytes }, word)
    if (word.kind === "look") return this.catchUpSoon()
    if (word.seqs.every((seq) => this.#held.has(seq))) return
    for (const { client, person } of word.claims) this.#reader.clientIds.load(client, person)
    try {
      this.#reader.takeIn(word.update)
      for (const seq of word.seqs) this.#held.note(seq)
      this.tail.rows += word.seqs.length
      this.tail.bytes += word.update.length
    } catch {
      // It leans on something that was not heard.
      this.catchUpSoon()
    }
  }

  /** Reads what is in the log and not in here. */
  catchUp(): Promise<void> {
    this.#nextReading ??= this.#reading.then(() => {
      this.#nextReading = null
      const reading = this.#read()
      this.#reading = reading.catch(() => {})
      return reading
    })
    return this.#nextReading
  }

  catchUpSoon() {
    this.catchUp().catch((error: Error) => this.#reader.failed(error))
  }

  /**
   * A checkpoint that was asked for at this tail is done, here or by another process. Whoever holds all that it folded
   * need not read the snapshot.
   */
  folded(tail: Readonly<LogReading["tail"]>, folded: Omit<Folded, "size" | "faults"> | undefined) {
    this.tail.rows = Math.max(0, this.tail.rows - tail.rows)
    this.tail.bytes = Math.max(0, this.tail.bytes - tail.bytes)
    if (!folded || this.#held.upto < folded.after) return
    if (folded.seqs.every((seq) => this.#held.has(seq))) this.#held.moveTo(folded.upto)
  }

  /** Takes nothing in any more. */
  stop() {
    this.#isStopped = true
  }

  async #read() {
    if (this.#isStopped) return
    const { briefId, clientIds } = this.#reader
    const clients = await loadClientIds(this.#pools.common, briefId)
    const facts = await loadFacts(this.#pools.common, briefId)
    const { snapshot, rows } = await loadUpdates(this.#pools.common, briefId, this.#held.upto, this.#held.above)
    if (this.#isStopped) return
    if (facts) this.#reader.learn(facts)
    for (const { client, person } of clients) clientIds.load(client, person)
    try {
      if (snapshot) {
        this.#reader.takeIn(snapshot.data)
        this.#held.moveTo(snapshot.seq)
      }
      for (const { seq, data } of rows) {
        if (this.#held.has(seq) || !this.#takeIn(seq, data)) continue
        this.wrote(seq, data.length)
      }
    } catch (error) {
      this.#reader.failed(error as Error)
    }
  }

  /** Whether a row could be taken in; throws if it could not and was not set aside before. */
  #takeIn(seq: bigint, data: Uint8Array): boolean {
    try {
      this.#reader.takeIn(data)
    } catch (error) {
      if (this.#aside.has(seq)) return false
      throw error
    }
    this.#aside.delete(seq)
    return true
  }
}

/** Notes in the index all of these rows that can be read; answers them. */
function admitRows(index: ClockIndex, rows: Stored[]): Stored[] {
  if (rows.length === 0) return rows
  try {
    // Merged: they did not come in the order in which they lean on each other.
    admitStored(index, mergeUpdates(rows.map(({ data }) => data)), storedShape)
    return rows
  } catch {
    return admitOneByOne(index, rows)
  }
}

function admitOneByOne(index: ClockIndex, rows: Stored[]): Stored[] {
  const admitted = new Set<Stored>()
  let before: number
  do {
    before = admitted.size
    for (const row of rows) {
      if (admitted.has(row)) continue
      try {
        admitStored(index, row.data, storedShape)
        admitted.add(row)
      } catch {
        // Perhaps after another.
      }
    }
  } while (admitted.size > before)
  return rows.filter((row) => admitted.has(row))
}
