// The rooms of this process: one per brief that somebody has open. A room is read before anybody enters it and is let
// go only when all it holds is in the database, so leaving and coming back can lose nothing.

import { checkpoint } from "./checkpoint.ts"
import { type Means, Room } from "./room.ts"

/** Rows of the log after which they are folded into a snapshot. */
export const checkpointAfter = 200

export class Rooms {
  #rooms = new Map<string, Promise<Room | undefined>>()
  #open = new Map<string, Room>()
  #means: Means
  /** What may wait: one thing at a time, for the database has better to do. */
  #chores: Promise<void> = Promise.resolve()
  #queued = new Set<string>()

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

  /** Resolves when nothing is left to be done for rooms that were let go. */
  async settled(): Promise<void> {
    await this.#chores
  }

  async #read(briefId: string): Promise<Room | undefined> {
    try {
      const room = await Room.open(briefId, this.#means, {
        idle: (idle) => this.#idle(idle),
        grown: (grown) => this.#checkpointIfDue(grown),
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
    this.#checkpointIfDue(room)
  }

  #forget(room: Room) {
    if (this.#open.get(room.briefId) !== room) return
    room.stop()
    this.#open.delete(room.briefId)
    this.#rooms.delete(room.briefId)
  }

  #checkpointIfDue({ briefId, rowsSinceSnapshot }: Room) {
    if (rowsSinceSnapshot < checkpointAfter || this.#queued.has(briefId)) return
    this.#queued.add(briefId)
    this.#later(`No checkpoint of ${briefId}`, async () => {
      this.#queued.delete(briefId)
      const folded = await checkpoint(this.#means.pools.common, briefId)
      const room = this.#open.get(briefId)
      if (room) room.rowsSinceSnapshot = Math.max(0, room.rowsSinceSnapshot - folded)
    })
  }

  #later(complaint: string, chore: () => Promise<unknown>) {
    this.#chores = this.#chores.then(chore).then(
      () => {},
      (error: Error) => console.error(`${complaint}: ${error.message}`),
    )
  }
}
