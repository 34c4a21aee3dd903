// One brief that somebody has open. It holds what the database holds (durable-state.ts), what the gate must know
// (clock-index.ts) and the sockets; no document. An edit goes: gate → log → the others → *saved* to its author.

import { decodeStateVector, mergeUpdates } from "yjs"
import { Awareness } from "./awareness.ts"
import { ClientIds } from "./client-ids.ts"
import { ClockIndex, type RootShape } from "./clock-index.ts"
import type { Connection } from "./connection.ts"
import { DurableState } from "./durable-state.ts"
import { admit, admitStored, type Gatekeeper } from "./gate.ts"
import { type BriefFacts, loadClientIds, loadFacts, loadUpdates } from "./load.ts"
import type { Pools } from "./pool.ts"
import { Refused } from "./refused.ts"
import { knowsElement, rootsOf } from "./roots.ts"
import type { Destination, Edit, UpdateLog } from "./update-log.ts"
import { Close, nudgeFrame, Sync, syncFrame } from "./wire.ts"

/** An edit under way, with the number that *saved* counts by. */
interface Pending extends Edit {
  readonly number: number
  readonly from: Connection
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

export class Room implements Destination {
  readonly briefId: string
  readonly workshopId: string
  readonly connections = new Set<Connection>()
  readonly clientIds = new ClientIds()
  readonly awareness: Awareness
  /** Admissions under way that will use this room. */
  guests = 0
  /** Rows of the log that the snapshot does not hold yet. */
  rowsSinceSnapshot = 0
  isBroken = false
  #pools: Pools
  #log: UpdateLog
  #events: RoomEvents
  readonly #roots: Map<string, RootShape>
  #index = new ClockIndex()
  #durable: DurableState
  #readUpto = 0n
  #admitted = 0
  #pending: Pending[] = []

  /** Reads the brief; undefined if there is none. */
  static async open(briefId: string, pools: Pools, log: UpdateLog, events: RoomEvents): Promise<Room | undefined> {
    const [facts, updates, clients] = await Promise.all([
      loadFacts(pools.common, briefId),
      loadUpdates(pools.common, briefId),
      loadClientIds(pools.common, briefId),
    ])
    if (!facts) return undefined
    const room = new Room(briefId, facts, pools, log, events)
    for (const { client, person } of clients) room.clientIds.load(client, person)
    room.#durable = new DurableState(
      updates.snapshot?.data,
      updates.rows.map(({ data }) => data),
    )
    room.rowsSinceSnapshot = updates.rows.length
    room.#readUpto = updates.rows.at(-1)?.seq ?? updates.snapshot?.seq ?? 0n
    room.#reindex()
    return room
  }

  constructor(briefId: string, facts: BriefFacts, pools: Pools, log: UpdateLog, events: RoomEvents) {
    this.briefId = briefId
    this.workshopId = facts.workshopId
    this.#roots = rootsOf(facts.sections, facts.languages)
    this.#pools = pools
    this.#log = log
    this.#events = events
    this.#durable = new DurableState(undefined, [])
    this.awareness = new Awareness(
      () => this.connections,
      (present, client) => this.claim(client, present.shown.id),
      (root) => this.#roots.has(root),
    )
  }

  get isIdle(): boolean {
    return this.connections.size === 0 && this.guests === 0 && this.#pending.length === 0
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
      mayWrite: (root) => from.canWrite && this.#roots.has(root),
      rootShape: (root) => this.#roots.get(root),
      knowsElement,
    }
    try {
      const verdict = admit(this.#index, update, keeper)
      if (verdict.verdict === "drop") return
      const edit: Pending = {
        to: this,
        author: from.shown.id,
        session: from.sessionId,
        token: from.tokenId,
        data: verdict.update,
        claims: this.clientIds.unstored(used),
        number: ++this.#admitted,
        from,
        isSettled: false,
      }
      this.#pending.push(edit)
      this.#log.append(edit)
    } catch (error) {
      for (const client of claimed) this.clientIds.release(client)
      if (error instanceof Refused && error.reason === "foreign-root" && !from.canWrite) throw new Refused("read-only")
      throw error
    }
  }

  committed(edits: Edit[]) {
    const mine = edits as Pending[]
    if (this.isBroken) return
    for (const edit of mine) {
      this.#durable.append(edit.data)
      edit.isSettled = true
    }
    this.rowsSinceSnapshot += mine.length
    const [only] = mine
    if (mine.length === 1 && only) this.#broadcast(only.data, only.from)
    else this.#broadcast(mergeUpdates(mine.map((edit) => edit.data)))
    this.#settle()
    this.#events.grown(this)
  }

  refused(edits: Edit[]) {
    if (this.isBroken) return
    // What the same people have in the queue leans on what was refused.
    const authors = new Set(edits.map((edit) => edit.author))
    this.#log.forget(this, authors)
    const gone = this.#pending.filter((edit) => !edit.isSettled && authors.has(edit.author))
    this.#pending = this.#pending.filter((edit) => !gone.includes(edit))
    for (const edit of gone) this.clientIds.notStored(edit.claims)
    // On every socket of theirs: who came back meanwhile sent them again, and would hear that they are saved.
    for (const connection of [...this.connections])
      if (authors.has(connection.shown.id)) connection.refuse("rights-changed", Close.rightsChanged)
    // The index knew them already. What others have under way does not lean on them: nobody has seen them.
    try {
      this.#reindex()
      for (const edit of this.#pending)
        if (!edit.isSettled) admitStored(this.#index, edit.data, (root) => this.#roots.get(root))
      this.#settle()
    } catch (error) {
      this.failed(error as Error)
    }
  }

  failed(error: Error) {
    if (this.isBroken) return
    this.isBroken = true
    this.#pending = []
    this.awareness.stop()
    this.#log.forget(this)
    this.#events.broken(this, error)
    for (const connection of this.connections) connection.close(Close.later)
    this.connections.clear()
  }

  /** Reads what came into the log by another way than this room, such as a filled section, and shows it. */
  async catchUp() {
    const { snapshot, rows } = await loadUpdates(this.#pools.common, this.briefId, this.#readUpto)
    if (this.isBroken) return
    for (const { client, person } of await loadClientIds(this.#pools.common, this.briefId))
      this.clientIds.load(client, person)
    if (this.isBroken) return
    const last = rows.at(-1) ?? snapshot
    if (last) this.#readUpto = last.seq
    try {
      for (const { data } of snapshot ? [snapshot, ...rows] : rows) this.#takeIn(data)
    } catch (error) {
      this.failed(error as Error)
    }
  }

  nudge(what: string) {
    const frame = nudgeFrame(what)
    for (const connection of this.connections) connection.send(frame)
  }

  #reindex() {
    this.#index = new ClockIndex()
    for (const update of this.#durable.updates()) admitStored(this.#index, update, (root) => this.#roots.get(root))
  }

  /** Takes in a row of the log that did not come through this room. */
  #takeIn(row: Uint8Array) {
    const verdict = admitStored(this.#index, row, (root) => this.#roots.get(root))
    if (verdict.verdict === "drop") return
    this.#durable.append(verdict.update)
    this.rowsSinceSnapshot++
    this.#broadcast(verdict.update)
  }

  #broadcast(update: Uint8Array, except?: Connection) {
    const frame = syncFrame(Sync.update, update)
    for (const connection of this.connections) if (connection !== except && connection.follows) connection.send(frame)
  }

  #settle() {
    let done = 0
    while (this.#pending[done]?.isSettled) done++
    this.#pending.splice(0, done)
    for (const connection of this.connections) connection.settle()
    this.#checkIdle()
  }

  #checkIdle() {
    if (this.isIdle && !this.isBroken) this.#events.idle(this)
  }
}
