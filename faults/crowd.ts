// People at many briefs at once: they write, lose the server, come back; and what may then be asked of them and of the
// database.

import { setTimeout as wait } from "node:timers/promises"
import type * as Y from "yjs"
import { db } from "#lib/db.ts"
import { Ledger } from "./ledger.ts"
import { oneOf, type Random } from "./random.ts"
import { type Desk, gather, hashOf, openDesk, type People, storedIn } from "./stage.ts"
import { Writer } from "./writer.ts"

/** Milliseconds between two acts of one writer, on average. */
const pace = 40
/** Milliseconds within which everybody must be back and agree. */
const patience = 30_000

export class Crowd {
  readonly people: People
  desks: Desk[] = []
  readonly #served: { port: number }
  readonly #url: string
  readonly #random: Random

  /** Gathers people in the database at `url`, which is also that of `lib/db.ts`. */
  static async at(served: { port: number }, url: string, random: Random): Promise<Crowd> {
    // Each stock client waits for the end of the process.
    process.setMaxListeners(0)
    return new Crowd(served, url, random, await gather())
  }

  constructor(served: { port: number }, url: string, random: Random, people: People) {
    this.#served = served
    this.#url = url
    this.#random = random
    this.people = people
  }

  /** Leaves the briefs of before and goes to new ones. */
  async open(briefs: number): Promise<void> {
    this.leave()
    this.desks = await Promise.all(Array.from({ length: briefs }, () => openDesk(this.#served, this.people)))
    // Whoever kills Postgres kills no connection of ours.
    await db.$disconnect()
  }

  get writers(): Writer[] {
    return this.desks.flatMap((desk) => desk.writers)
  }

  get ledgers(): Ledger[] {
    return this.desks.map((desk) => desk.ledger)
  }

  /** Everybody writes until the returned function is called. */
  write(): () => void {
    const timer = setInterval(() => {
      for (const writer of this.writers) if (this.#random() < 10 / pace) writer.act(this.#random)
    }, 10)
    return () => clearInterval(timer)
  }

  /** Nobody comes back by themselves. */
  hold() {
    for (const writer of this.writers) writer.hold()
  }

  comeBack() {
    for (const writer of this.writers) writer.comeBack()
  }

  leave() {
    for (const writer of this.writers) writer.leave()
  }

  /** What is wrong in what the database holds now, by its bytes alone. Only what was said before this call counts. */
  async faults(): Promise<string[]> {
    for (const { ledger, writers } of this.desks) for (const { doc } of writers) ledger.look(doc)
    const ledgers = this.ledgers.map((ledger) => ledger.copy())
    const briefs = this.desks.map(({ brief }) => brief)
    const stored = await storedIn(this.#url, briefs)
    return this.desks.flatMap(({ brief, writers }, i) => {
      const found = (ledgers[i] as Ledger).faultsOf(stored.get(brief) as Y.Doc)
      const refusals = writers.flatMap(({ client }) => client.refusals)
      return [...found, ...refusals.map((reason) => `a writer was refused: ${reason}`)].map((it) => `${brief}: ${it}`)
    })
  }

  /**
   * Everybody comes back and sends what is left, and one more comes to each brief: all screens and the database must
   * have one hash, and of every edit it must be known what became of it. Says what is not so.
   */
  async reunite(): Promise<string[]> {
    this.comeBack()
    const deadline = performance.now() + patience
    return (await Promise.all(this.desks.map((desk) => this.#reuniteAt(desk, deadline)))).flat()
  }

  async #reuniteAt({ brief, facts, ledger, writers }: Desk, deadline: number): Promise<string[]> {
    const late = new Writer(this.#served, brief, oneOf(this.#random, this.people.writers), new Ledger())
    const all = [...writers, late]
    let hashes: string[] = []
    while (new Set(hashes).size !== 1 && performance.now() < deadline) {
      await wait(10)
      if (all.every((writer) => writer.hasAllSaved))
        hashes = await Promise.all(all.map(({ doc }) => hashOf(doc, facts)))
    }
    late.leave()
    if (new Set(hashes).size !== 1)
      return [`${brief}: not one after ${patience} ms: ${hashes.join(", ") || "not all saved"}`]
    const stored = (await storedIn(this.#url, [brief])).get(brief) as Y.Doc
    if ((await hashOf(stored, facts)) !== hashes[0]) return [`${brief}: the database says something else`]
    // Of somebody who came and went it may stay unknown.
    const here = new Set(writers.map(({ doc }) => doc.clientID))
    const unknown = ledger.entries.filter((entry) => entry.class === "unknown" && here.has(entry.client))
    return unknown.length > 0 ? [`${brief}: ${unknown.length} edits were neither saved nor refused`] : []
  }
}
