// Many briefs with a few people in each. The clients keep no document, so that thousands fit in one process; one in
// each brief types now and then.

import { setTimeout as wait } from "node:timers/promises"
import type * as Y from "yjs"
import { writeParagraph } from "#lib/collab/test-stage.ts"
import type { Address } from "./dialect.ts"
import { die } from "./numbers.ts"
import { Peer } from "./peer.ts"

const atOnce = 50
/** Seconds between two keystrokes of one writer. */
export const every = 5

export class Crowd {
  #peers: Peer[] = []

  /** So many more people come into each brief. */
  async enter(at: Address, briefs: string[], each: number, tokens: string[]) {
    const doors = Array.from({ length: each }, () => briefs).flat()
    const enterNext = async () => {
      for (let brief = doors.pop(); brief; brief = doors.pop()) {
        const token = tokens[this.#peers.length % tokens.length] as string
        // Of the first client of a brief this is the writer's document; it holds only what they wrote.
        const peer = new Peer(at, brief, token, { keeps: false })
        this.#peers.push(peer)
        await peer.synced
      }
    }
    await Promise.all(Array.from({ length: atOnce }, enterNext))
  }

  /** One of each brief types for so long. The first keystrokes (new paragraphs) come before. */
  async type(writers: number, seconds: number, started: () => void, stopped: () => void): Promise<number> {
    const roll = die(writers)
    const texts: Y.XmlText[] = []
    for (const { doc } of this.#peers.slice(0, writers)) {
      texts.push(writeParagraph(doc, "Draft. "))
      if (texts.length % 20 === 0) await wait(10)
    }
    await wait(1_000)
    let pressed = 0
    const timers = new Set<NodeJS.Timeout>()
    for (const text of texts) {
      const next = (share: number) => {
        const timer = setTimeout(
          () => {
            timers.delete(timer)
            text.insert(text.length, "x")
            pressed++
            next(0.5 + roll())
          },
          share * every * 1000,
        )
        timers.add(timer)
      }
      next(roll())
    }
    // The stores that follow the first edits (Hocuspocus: 2 s later) are under way when the measured time begins.
    await wait(2_500)
    started()
    const before = pressed
    await wait(seconds * 1000)
    stopped()
    for (const timer of timers) clearTimeout(timer)
    const cut = this.#peers.filter((peer) => !peer.isOpen).length
    if (cut > 0) throw new Error(`${cut} connections were cut`)
    return (pressed - before) / seconds
  }

  leave() {
    for (const peer of this.#peers) peer.leave()
    this.#peers = []
  }
}
