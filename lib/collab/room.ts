// One brief that somebody has open. It holds what the database holds (durable-state.ts), what the gate must know
// (clock-index.ts) and the sockets; no document. An edit goes: gate → log → the others → *saved* to its author. What
// comes into the log by another way is read by log-reading.ts.

import { decodeStateVector, mergeUpdates } from "yjs"
import { saveSeconds, strippedDeletions } from "#lib/metrics.ts"
import { Awareness } from "./awareness.ts"
import type { Backlog } from "./backlog.ts"
import type { Bus } from "./bus.ts"
import { ClientIds } from "./client-ids.ts"
import { ClockIndex, type RootShape } from "./clock-index.ts"
import type { Connection } from "./connection.ts"
import { DurableState } from "./durable-state.ts"
import type { Folding } from "./folding.ts"
import { type Admitted, admit, admitStored, type Gatekeeper } from "./gate.ts"
import { type BriefFacts, loadClientIds, loadFacts, loadUpdates } from "./load.ts"
import { LogReading, type Reader } from "./log-reading.ts"
import type { Pools } from "./pool.ts"
import type { Heard } from "./redis-line.ts"
import { Refused } from "./refused.ts"
import { knowsElement, rootsOf, sectionOf, storedShape } from "./roots.ts"
import type { Destination, Edit, Stored, UpdateLog } from "./update-log.ts"
import { Close, nudgeFrame, Sync, syncFrame } from "./wire.ts"

/** An edit under way, with the number that *saved* counts by. */
interface Pending extends Edit {
  readonly number: number
  readonly from: Connection
  /** When it was admitted, by `performance.now()`. */
  readonly at: number
  isSettled: boolean
}

export interface RoomEvents {
  /** The room holds nothing that is not in the database, and nobody is in it. */
  idle(room: Room): void
  /** More of it is in the log. */
  grown(room: Room): void
  /** What it holds may not be what the database holds: it must not be used again. */
  broken(room: Room, error: Error): void
}

/** What all rooms of a process share. */
export interface Means {
  pools: Pools
  log: UpdateLog
  backlog: Backlog
  bus: Bus
  folding: Folding
}

export class Room implements Destination, Reader {
  readonly briefId: string
  readonly workshopId: string
  readonly connections = new Set<Connection>()
  readonly clientIds = new ClientIds()
  readonly awareness: Awareness
  /** Admissions under way that will use this room. */
  guests = 0
  /** How far it has read the log. */
  readonly reading: LogReading
  isBroken = false
  #means: Means
  #events: RoomEvents
  /** As the brief's outline and languages were when they were last read: sections come and go, a language may come. */
  #roots: Map<string, RootShape>
  #index = new ClockIndex()
  #durable: DurableState
  #admitted = 0
  #pending: Pending[] = []
  /** What the log has and was known here already, in part or whole, from what is still under way. */
  #overlapping: Uint8Array[] = []
  #leaveBus = () => {}

  /** Reads the brief; undefined if there is none. */
  static async open(briefId: string, means: Means, events: RoomEvents): Promise<Room | undefined> {
    // Heard before it is read: nothing falls between the two.
    const early: Heard[] = []
    let hear = (heard: Heard) => {
      early.push(heard)
    }
    const leaveBus = await means.bus.join(briefId, (heard) => hear(heard))
    try {
      const { common } = means.pools
      const [facts, updates, clients] = await Promise.all([
        loadFacts(common, briefId),
        loadUpdates(common, briefId),
        loadClientIds(common, briefId),
      ])
      if (!facts) {
        leaveBus()
        return undefined
      }
      const room = new Room(briefId, facts, means, events)
      room.#leaveBus = leaveBus
      for (const { client, person } of clients) room.clientIds.load(client, person)
      const { index, base, tail } = room.reading.begin(updates)
      room.#index = index
      room.#durable = new DurableState(base, tail)
      hear = (heard) => room.hear(heard)
      for (const heard of early) room.hear(heard)
      means.bus.tell(briefId, { kind: "who" })
      return room
    } catch (error) {
      leaveBus()
      throw error
    }
  }

  constructor(briefId: string, facts: BriefFacts, means: Means, events: RoomEvents) {
    this.briefId = briefId
    this.workshopId = facts.workshopId
    this.#roots = rootsOf(facts.sections, facts.languages)
    this.#means = means
    this.#events = events
    this.#durable = new DurableState(undefined, [])
    this.reading = new LogReading(this, means.pools)
    this.awareness = new Awareness(
      () => this.connections,
      (present, client) => this.claim(client, present.shown.id),
      (root) => this.#roots.has(root),
      (entries) => means.bus.tell(briefId, { kind: "presence", entries }),
    )
  }

  /** The room is let go: it hears nothing more, and nobody is present in it. */
  stop() {
    this.#leaveBus()
    this.reading.stop()
    this.awareness.stop()
  }

  get isIdle(): boolean {
    return this.connections.size === 0 && this.guests === 0 && this.#pending.length === 0
  }

  /** Edits admitted and not yet committed. */
  get unsaved(): number {
    return this.#pending.length
  }

  /** Approximate memory of what is held of the brief. */
  get bytes(): number {
    return this.#durable.bytes + this.#index.bytes
  }

  /** Bytes of what is held of the brief itself. */
  get size(): number {
    return this.#durable.bytes
  }

  /** Number of the last edit admitted: a frame received now is saved when everything up to it is. */
  get admitted(): number {
    return this.#admitted
  }

  /** Up to which number everything is in the database. */
  get settled(): number {
    return (this.#pending[0]?.number ?? this.#admitted + 1) - 1
  }

  /** Whether a client id is this person's. One that wrote and has no owner is the server's own. */
  claim(client: number, person: string): boolean {
    if (!this.clientIds.knows(client) && this.#index.end(client) > 0) return false
    return this.clientIds.claim(client, person)
  }

  join(connection: Connection) {
    this.connections.add(connection)
    this.awareness.greet(connection)
  }

  leave(connection: Connection) {
    if (!this.connections.delete(connection)) return
    this.awareness.leave(connection)
    this.#checkIdle()
  }

  /**
   * Answers a state vector with what is durable, after saying what is known here: so the client has sent what we lack
   * before it counts itself synced, and never takes itself for saved in between.
   */
  answer(connection: Connection, stateVector: Uint8Array) {
    decodeStateVector(stateVector)
    connection.send(syncFrame(Sync.step1, this.#index.stateVector()))
    const parts = this.#durable.since(stateVector)
    const last = parts.pop() ?? new Uint8Array([0, 0])
    connection.sendState([...parts.map((part) => syncFrame(Sync.update, part)), syncFrame(Sync.step2, last)])
  }

  /** Judges an update and hands it to the log; throws Refused. Nobody has seen it when this returns. */
  receive(from: Connection, update: Uint8Array) {
    const used = new Set<number>()
    const claimed: number[] = []
    const keeper: Gatekeeper = {
      owns: (client) => {
        const isNew = !this.clientIds.knows(client)
        if (!this.claim(client, from.shown.id)) return false
        if (isNew) claimed.push(client)
        used.add(client)
        return true
      },
      isReader: !from.canWrite,
      mayWrite: (root) => from.canWrite && this.#roots.has(root) && from.sections.has(sectionOf(root)),
      rootShape: (root) => this.#roots.get(root),
      knowsElement,
    }
    try {
      const verdict = admit(this.#index, update, keeper)
      if (verdict.verdict === "store") this.#enqueue(from, verdict, this.clientIds.unstored(used))
      if (verdict.strippedText === 0) return
      strippedDeletions.inc(verdict.strippedText)
      // Their page shows as deleted what is not.
      if (from.hasLost) from.refuse("rights-changed", Close.rightsChanged)
    } catch (error) {
      for (const client of claimed) this.clientIds.release(client)
      if (!(error instanceof Refused) || error.reason !== "foreign-root") throw error
      throw from.hasLost ? new Refused("rights-changed") : error
    }
  }

  #enqueue(from: Connection, { update, roots }: Admitted, claims: number[]) {
    const edit: Pending = {
      to: this,
      author: from.shown.id,
      session: from.sessionId,
      token: from.tokenId,
      data: update,
      claims,
      sections: [...new Set(Array.from(roots, sectionOf))],
      number: ++this.#admitted,
      from,
      at: performance.now(),
      isSettled: false,
    }
    this.#pending.push(edit)
    this.#means.backlog.add(update.length)
    this.#means.log.append(edit)
  }

  committed(stored: Stored[]) {
    if (this.isBroken) return
    const mine = stored.map(({ edit }) => edit as Pending)
    for (const edit of mine) {
      this.#durable.append(edit.data)
      this.#means.backlog.remove(edit.data.length)
      edit.isSettled = true
      saveSeconds.observe((performance.now() - edit.at) / 1000)
    }
    for (const { seq, edit } of stored) this.reading.wrote(seq, edit.data.length)
    const [first] = mine as [Pending]
    const update = mine.length === 1 ? first.data : mergeUpdates(mine.map((edit) => edit.data))
    this.#broadcast(update, mine.length === 1 ? first.from : undefined)
    const claims = mine.flatMap(({ author, claims }) => claims.map((client) => ({ client, person: author })))
    this.#means.bus.tell(this.briefId, { kind: "rows", seqs: stored.map(({ seq }) => seq), update, claims })
    this.#settle()
    this.#events.grown(this)
  }

  refused(edits: Edit[]) {
    if (this.isBroken) return
    // What the same people have in the queue leans on what was refused.
    const authors = new Set(edits.map((edit) => edit.author))
    this.#means.log.forget(this, authors)
    const gone = this.#pending.filter((edit) => !edit.isSettled && authors.has(edit.author))
    this.#pending = this.#pending.filter((edit) => !gone.includes(edit))
    for (const edit of gone) {
      this.#means.backlog.remove(edit.data.length)
      this.clientIds.notStored(edit.claims)
    }
    // On every socket of theirs: who came back meanwhile sent them again, and would hear that they are saved.
    for (const connection of [...this.connections])
      if (authors.has(connection.shown.id)) connection.refuse("rights-changed", Close.rightsChanged)
    for (const update of this.#overlapping.splice(0)) {
      this.#durable.append(update)
      this.#broadcast(update)
    }
    // The index knew them already. What others have under way does not lean on them: nobody has seen them.
    try {
      this.#reindex()
      for (const edit of this.#pending) if (!edit.isSettled) admitStored(this.#index, edit.data, storedShape)
      this.#settle()
    } catch (error) {
      this.failed(error as Error)
    }
    // Another process may have given a client id to somebody else.
    this.reading.catchUpSoon()
  }

  failed(error: Error) {
    if (this.isBroken) return
    this.isBroken = true
    for (const { isSettled, data } of this.#pending.splice(0)) if (!isSettled) this.#means.backlog.remove(data.length)
    this.stop()
    this.#means.log.forget(this)
    this.#events.broken(this, error)
    for (const connection of this.connections) connection.close(Close.later)
    this.connections.clear()
  }

  /** What another process says. */
  hear({ word, from }: Heard) {
    if (this.isBroken) return
    if (word.kind === "presence") this.awareness.hear(from, word.entries)
    else if (word.kind === "who") this.awareness.tellAll()
    else this.reading.hear(word)
  }

  /** Its sections and languages may be others than when it was read: where one may write follows them. */
  async readOutline(): Promise<void> {
    const facts = await loadFacts(this.#means.pools.common, this.briefId)
    if (facts) this.#roots = rootsOf(facts.sections, facts.languages)
  }

  /** Takes in what is in the log and did not come through this room. */
  takeIn(update: Uint8Array) {
    const verdict = admitStored(this.#index, update, storedShape)
    if (this.#pending.length > 0 && (verdict.verdict === "drop" || verdict.update !== update))
      this.#overlapping.push(update)
    if (verdict.verdict === "drop") return
    this.#durable.append(verdict.update)
    this.#broadcast(verdict.update)
  }

  nudge(what: string) {
    const frame = nudgeFrame(what)
    for (const connection of this.connections) connection.send(frame)
  }

  #reindex() {
    this.#index = new ClockIndex()
    // Merged: they did not come in the order in which they lean on each other.
    for (const update of this.#durable.since(new Uint8Array([0]))) admitStored(this.#index, update, storedShape)
  }

  #broadcast(update: Uint8Array, except?: Connection) {
    const frame = syncFrame(Sync.update, update)
    for (const connection of this.connections) if (connection !== except && connection.follows) connection.send(frame)
  }

  #settle() {
    let done = 0
    while (this.#pending[done]?.isSettled) done++
    this.#pending.splice(0, done)
    if (this.#pending.length === 0) this.#overlapping = []
    for (const connection of this.connections) connection.settle()
    this.#checkIdle()
  }

  #checkIdle() {
    if (this.isIdle && !this.isBroken) this.#events.idle(this)
  }
}
