// Somebody with the stock client who does random things to a brief and notes in a ledger what the server says of each.

import { getState } from "yjs"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { Client, type Someone } from "../lib/collab/test-stage.ts"
import type { Entry, Ledger } from "./ledger.ts"
import type { Random } from "./random.ts"
import { anything, type Deed } from "./typing.ts"

/** An edit of which the server has not said anything yet. */
interface Waiting {
  entry: Entry
  /** Its number among the frames of the open socket; undefined: it goes with the next answer; never: not on this one. */
  frame: number | undefined
}

const never = Number.POSITIVE_INFINITY

export class Writer {
  readonly client: Client
  readonly ledger: Ledger
  #waiting: Waiting[] = []
  #count = 0

  constructor(served: { port: number }, briefId: string, person: Someone, ledger: Ledger) {
    this.ledger = ledger
    this.client = new Client(served, briefId, person, { schema: String(SCHEMA_VERSION) })
    this.client.on("update", () => this.#hear())
    const { provider } = this.client
    // As our page does it: no edit overtakes the answer to the server's question, which carries what came before.
    this.doc.off("update", provider._updateHandler)
    this.doc.on("update", (update, origin) => {
      if (!provider.wsconnected || this.#hasAnswered) provider._updateHandler(update, origin)
    })
  }

  get doc() {
    return this.client.doc
  }

  act(random: Random, deed: Deed = anything) {
    const { doc, client } = this
    const [sent, clock] = [client.sent, getState(doc.store, doc.clientID)]
    const done = deed(doc, random, `${doc.clientID.toString(36)}-${++this.#count}`)
    if (!done) return
    const after = getState(doc.store, doc.clientID)
    const entry: Entry = {
      ...done,
      client: doc.clientID,
      clock: after > clock ? after : 0,
      class: "unknown",
      isSeen: false,
    }
    this.ledger.entries.push(entry)
    this.#waiting.push({ entry, frame: client.sent > sent ? client.sent : this.#hasAnswered ? never : undefined })
  }

  /** Does not come back by itself when its socket closes; what the open socket still says is heard. */
  hold() {
    this.client.provider.shouldConnect = false
  }

  comeBack() {
    this.client.provider.connect()
  }

  get hasAllSaved(): boolean {
    return this.client.isSaved && this.#waiting.length === 0
  }

  /** Everything up to the opening of this socket has been sent. */
  get #hasAnswered(): boolean {
    return this.client.provider.wsconnected && this.client.sent > 0
  }

  leave() {
    this.client.leave()
  }

  #hear() {
    const { saved, refusals, isSaved } = this.client
    if (refusals.length > 0) {
      for (const { entry } of this.#waiting) entry.class = "refused"
      this.#waiting = []
    }
    if (saved < 0) for (const waiting of this.#waiting) waiting.frame = undefined
    const isOpen = ({ frame }: Waiting) => (frame === undefined ? !isSaved : frame > saved)
    const firstOpen = this.#waiting.findIndex(isOpen)
    const done = this.#waiting.splice(0, firstOpen < 0 ? this.#waiting.length : firstOpen)
    for (const { entry } of done) entry.class = "acknowledged"
  }
}
