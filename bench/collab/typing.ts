// People who type in one brief, each in a paragraph of their own, and how long it takes until each character is in
// everybody else's document.

import { setTimeout as wait } from "node:timers/promises"
import * as Y from "yjs"
import { writeParagraph } from "#lib/collab/test-stage.ts"
import type { Address } from "./dialect.ts"
import { die } from "./numbers.ts"
import { Peer } from "./peer.ts"

/** Keystrokes of one person in a second. */
export const perSecond = 6

interface Edit {
  at: number
  /** How many documents do not have it yet. */
  left: number
}

export interface Typed {
  latencies: number[]
  /** Edits that did not arrive everywhere within ten seconds. */
  late: number
}

export class Typing {
  readonly #peers: Peer[]
  #texts: Y.XmlText[] = []
  /** Of each client: the edits by their clock, counted from the first. */
  #edits = new Map<number, { first: number; edits: Edit[] }>()
  #latencies: number[] = []
  #timers = new Set<NodeJS.Timeout>()
  #open = 0

  constructor(at: Address, brief: string, tokens: string[], writers: number) {
    this.#peers = Array.from({ length: writers }, (_, i) => new Peer(at, brief, tokens[i % tokens.length] as string))
  }

  /** Everybody is in, has a paragraph, and sees all others'. */
  async enter() {
    await Promise.all(this.#peers.map((peer) => peer.synced))
    this.#texts = this.#peers.map(({ doc }) => writeParagraph(doc, "Draft. "))
    const clients = this.#peers.map(({ doc }) => doc.clientID)
    const vectors = () => this.#peers.map(({ doc }) => clients.every((client) => Y.getState(doc.store, client) > 0))
    for (const end = performance.now() + 20_000; !vectors().every(Boolean); await wait(5))
      if (performance.now() > end) throw new Error("not everybody's paragraph is everywhere")
    for (const { doc } of this.#peers) {
      this.#edits.set(doc.clientID, { first: Y.getState(doc.store, doc.clientID), edits: [] })
      doc.on("afterTransaction", (transaction: Y.Transaction) => this.#note(transaction))
    }
  }

  start(seed = 1) {
    const roll = die(seed)
    for (const [i, text] of this.#texts.entries()) {
      const next = (share: number) => {
        const timer = setTimeout(
          () => {
            this.#timers.delete(timer)
            this.#press(i, text)
            next(0.5 + roll())
          },
          (share * 1000) / perSecond,
        )
        this.#timers.add(timer)
      }
      next(roll())
    }
  }

  /** Forgets what was measured until now, so that a warm-up does not count. */
  mark() {
    this.#latencies = []
  }

  get latencies(): number[] {
    return this.#latencies
  }

  halt() {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  /** Stops, and waits until everything is everywhere. */
  async stop(): Promise<Typed> {
    this.halt()
    for (const end = performance.now() + 10_000; this.#open > 0 && performance.now() < end; ) await wait(5)
    const typed = { latencies: this.#latencies, late: this.#open }
    for (const peer of this.#peers) peer.leave()
    return typed
  }

  /** Of each client: how far others have seen it, beyond its first paragraph. */
  seen(): [client: number, from: number, to: number][] {
    return Array.from(this.#edits, ([client, { first }]) => {
      const others = this.#peers.filter(({ doc }) => doc.clientID !== client)
      return [client, first, Math.max(...others.map(({ doc }) => Y.getState(doc.store, client)))]
    })
  }

  leave() {
    this.halt()
    for (const peer of this.#peers) peer.leave()
  }

  #press(i: number, text: Y.XmlText) {
    const written = this.#edits.get((this.#peers[i] as Peer).doc.clientID) as { edits: Edit[] }
    written.edits.push({ at: performance.now(), left: this.#peers.length - 1 })
    this.#open++
    text.insert(text.length, "x")
  }

  #note({ local, beforeState, afterState }: Y.Transaction) {
    if (local) return
    const now = performance.now()
    for (const [client, { first, edits }] of this.#edits) {
      const after = afterState.get(client) ?? 0
      for (let clock = beforeState.get(client) ?? 0; clock < after; clock++) {
        const edit = edits[clock - first]
        if (!edit || --edit.left > 0) continue
        this.#latencies.push(now - edit.at)
        this.#open--
      }
    }
  }
}
