// The rooms of this process: one per brief that somebody has open. A room is read before anybody enters it and is let
// go only when all it holds is in the database, so leaving and coming back can lose nothing.

import type { LogReading } from "./log-reading.ts"
import { type Means, Room } from "./room.ts"

/** Rows of the log after which they are folded into a snapshot. */
export const checkpointAfter = 200
/** While many write that would be every second: until so many rows wait, checkpoints of a brief take turns with rest. */
const checkpointAtOnce = 5_000
/** After a checkpoint, in milliseconds: at least this, and so much that the next ones take a twentieth of the time. */
const rest = (took: number) => Math.max(10_000, took * 20)
/** Rows that are worth it when everybody has left: the next to open the brief reads one thing instead of many. */
const checkpointWhenIdle = 50
/** So many bytes are worth it too, if they are a quarter of what the snapshot has. */
const checkpointBytes = 64 << 10
/** After one that failed the next is not tried for so long. Milliseconds. */
const pause = 60_000

export class Rooms {
  #rooms = new Map<string, Promise<Room | undefined>>()
  #open = new Map<string, Room>()
  #means: Means
  /** Briefs whose checkpoint is under way or waits for its turn. */
  #folding = new Set<string>()
  #failedAt = new Map<string, number>()
  #restsUntil = new WeakMap<Room, number>()

  constructor(means: Means) {
    this.#means = means
  }

  /** The room of a brief, kept open until `release` is called once. Undefined if there is no such brief. */
  async hold(briefId: string): Promise<Room | undefined> {
    let opening = this.#rooms.get(briefId)
    if (!opening) {
      opening = this.#read(briefId)
      this.#rooms.set(briefId, opening)
    }
    const room = await opening
    if (!room) return undefined
    // It may have been let go, or have broken, between its reading and this turn.
    if (this.#open.get(briefId) !== room) return this.hold(briefId)
    room.guests++
    return room
  }

  release(room: Room) {
    room.guests--
    if (room.isIdle) this.#idle(room)
  }

  of(briefId: string): Room | undefined {
    return this.#open.get(briefId)
  }

  all(): Room[] {
    return [...this.#open.values()]
  }

  async #read(briefId: string): Promise<Room | undefined> {
    try {
      const room = await Room.open(briefId, this.#means, {
        idle: (idle) => this.#idle(idle),
        grown: (grown) => this.#foldIfDue(grown, this.#isRested(grown) ? checkpointAfter : checkpointAtOnce),
        broken: (broken, error) => {
          console.error(`The room of ${briefId} is read again: ${error.message}`)
          this.#forget(broken)
        },
      })
      if (room) this.#open.set(briefId, room)
      else this.#rooms.delete(briefId)
      return room
    } catch (error) {
      this.#rooms.delete(briefId)
      throw error
    }
  }

  #idle(room: Room) {
    if (this.#open.get(room.briefId) !== room) return
    this.#forget(room)
    this.#foldIfDue(room, checkpointWhenIdle)
  }

  #forget(room: Room) {
    if (this.#open.get(room.briefId) !== room) return
    room.stop()
    this.#open.delete(room.briefId)
    this.#rooms.delete(room.briefId)
  }

  #isRested(room: Room): boolean {
    return performance.now() >= (this.#restsUntil.get(room) ?? 0)
  }

  #foldIfDue({ briefId, reading: { tail }, size }: Room, afterRows: number) {
    const isDue = tail.rows >= afterRows || tail.bytes >= Math.max(checkpointBytes, (size - tail.bytes) / 4)
    if (!isDue || this.#folding.has(briefId)) return
    if (performance.now() - (this.#failedAt.get(briefId) ?? -pause) < pause) return
    this.#folding.add(briefId)
    void this.#fold(briefId, { ...tail })
  }

  /** Never fails: a checkpoint that does is tried again later. */
  async #fold(briefId: string, tail: LogReading["tail"]) {
    const since = performance.now()
    try {
      const folded = await this.#means.folding.fold(briefId)
      const room = this.#open.get(briefId)
      if (room) this.#restsUntil.set(room, performance.now() + rest(performance.now() - since))
      room?.reading.folded(tail, folded)
      if (folded) this.#means.bus.tell(briefId, { kind: "folded", ...folded })
      this.#failedAt.delete(briefId)
    } catch (error) {
      this.#failedAt.set(briefId, performance.now())
      console.error(`No checkpoint of ${briefId}: ${(error as Error).message}`)
    } finally {
      this.#folding.delete(briefId)
    }
  }
}
