// Whatever people do, apart and together, offline and back: in the end all hold one text, and it is what the database
// holds. Most runs pass through the real gate and the real state of a room, without sockets; some through a real server.

import { Node } from "@tiptap/pm/model"
import fc from "fast-check"
import { afterAll, expect, inject, test } from "vitest"
import * as Y from "yjs"
import { canonicalJson } from "#lib/document/canonical.ts"
import type { BriefContent } from "#lib/document/content.ts"
import { proseSchema } from "#lib/document/schema.ts"
import { ClockIndex, type RootShape } from "./clock-index.ts"
import { DurableState } from "./durable-state.ts"
import { admit, type Gatekeeper } from "./gate.ts"
import { knowsElement, rootsOf } from "./roots.ts"
import { act, begin, deedCount, type Hand, handOf } from "./test-acts.ts"
import { contentOf } from "./test-content.ts"
import { Client, openBrief, storedDoc, until } from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"
import { Shape } from "./update-reader.ts"

const roots = rootsOf(["problem", "actors"], ["zh", "en"])

/** A room without sockets: the gate, the state, and what each person has sent and not yet been heard to say. */
class Relay {
  readonly index = new ClockIndex()
  readonly durable = new DurableState(undefined, [])
  readonly log: Uint8Array[] = []

  admit(update: Uint8Array, client: number): Uint8Array | null {
    const keeper: Gatekeeper = {
      owns: (id) => id === client,
      mayWrite: (root) => roots.has(root),
      rootShape: (root): RootShape | undefined => roots.get(root),
      knowsElement,
    }
    const verdict = admit(this.index, update, keeper)
    if (verdict.verdict === "drop") return null
    this.durable.append(verdict.update)
    this.log.push(verdict.update)
    return verdict.update
  }
}

class Peer {
  readonly doc = new Y.Doc()
  readonly hand: Hand
  isOnline = true
  readonly #relay: Relay
  /** Frames on the way, in order. A connection that breaks loses both. */
  #up: Uint8Array[] = []
  readonly #down: Uint8Array[] = []

  constructor(relay: Relay, client: number) {
    this.#relay = relay
    this.doc.clientID = client
    this.doc.on("update", (update, origin) => {
      if (origin !== relay && this.isOnline) this.#up.push(update)
    })
    this.hand = handOf(this.doc, `c${client}`)
    this.#sync()
  }

  hear(update: Uint8Array) {
    if (this.isOnline) this.#down.push(update)
  }

  /** Lets up to so many frames arrive, each way. */
  carry(count: number, others: Peer[]) {
    for (const update of this.#up.splice(0, count)) {
      const stored = this.#relay.admit(update, this.doc.clientID)
      if (stored) for (const other of others) if (other !== this) other.hear(stored)
    }
    for (const update of this.#down.splice(0, count)) Y.applyUpdate(this.doc, update, this.#relay)
  }

  leave() {
    this.isOnline = false
    this.#up = []
    this.#down.length = 0
  }

  /** As on a new connection: each asks the other for what it lacks. */
  return() {
    if (this.isOnline) return
    this.isOnline = true
    this.#sync()
    this.#up.push(Y.encodeStateAsUpdate(this.doc, this.#relay.index.stateVector()))
  }

  get isIdle(): boolean {
    return this.#up.length === 0 && this.#down.length === 0
  }

  #sync() {
    this.#down.push(...this.#relay.durable.since(Y.encodeStateVector(this.doc)))
  }
}

type Step =
  | { kind: "act"; who: number; what: number; at: number; size: number }
  | { kind: "carry"; who: number; size: number }
  | { kind: "leave"; who: number }
  | { kind: "return"; who: number }

const upTo = (most: number) => fc.noBias(fc.nat(most))
const who = upTo(7)
const steps = fc.array(
  fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant("act" as const),
        who,
        what: upTo(deedCount - 1),
        at: upTo(60),
        size: upTo(60),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant("carry" as const), who, size: fc.integer({ min: 1, max: 8 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("leave" as const), who }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("return" as const), who }) },
  ),
  { minLength: 5, maxLength: 100, size: "max" },
)
const scene = fc.record({
  /** Their Yjs client ids: which of two edits at one place comes first hangs on them. */
  clients: fc.uniqueArray(fc.integer({ min: 2, max: 0xffffffff }), { minLength: 2, maxLength: 8, size: "max" }),
  steps: steps as fc.Arbitrary<Step[]>,
})

/** All that a document holds, that which no section shows included. */
function stateOf(doc: Y.Doc): string {
  const raw = [...roots].map(([root, shape]) =>
    shape === Shape.map ? doc.getMap(root).toJSON() : doc.getXmlFragment(root).toString(),
  )
  return canonicalJson([contentOf(doc), raw])
}

function checkSchema(content: string) {
  for (const { prose } of (JSON.parse(content) as BriefContent).sections)
    for (const text of Object.values(prose ?? {})) Node.fromJSON(proseSchema(), text).check()
}

/** One state for all of them and for what is stored, nothing that waits for more, and a text that the schema allows. */
function expectOne(docs: Y.Doc[], stored: Y.Doc) {
  const state = stateOf(stored)
  for (const doc of [...docs, stored]) {
    expect(stateOf(doc)).toBe(state)
    expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
  }
  checkSchema(contentOf(stored))
}

let runs = 0
let changes = 0
let peopleSum = 0

function play({ clients, steps }: { clients: number[]; steps: Step[] }) {
  const relay = new Relay()
  const peers = clients.map((client) => new Peer(relay, client))
  const settle = () => {
    while (peers.some((peer) => !peer.isIdle)) for (const peer of peers) peer.carry(Infinity, peers)
  }
  begin((peers[0] as Peer).hand)
  settle()
  const at = (who: number) => peers[who % peers.length] as Peer
  for (const step of steps) {
    const peer = at(step.who)
    if (step.kind === "act") act(peer.hand, step.what, step.at, step.size)
    else if (step.kind === "carry") peer.carry(step.size, peers)
    else if (step.kind === "leave") peer.leave()
    else peer.return()
  }
  for (const peer of peers) peer.return()
  settle()
  const stored = new Y.Doc()
  for (const update of relay.log) Y.applyUpdate(stored, update)
  expectOne(
    peers.map(({ doc }) => doc),
    stored,
  )
  // As somebody sees it who comes only now, and as a room sees it that was let go.
  const late = new Y.Doc()
  for (const update of relay.durable.since(new Uint8Array([0]))) Y.applyUpdate(late, update)
  expectOne([late], stored)
  runs++
  changes += relay.log.length
  peopleSum += clients.length
}

const seed = Date.now() % 2 ** 31
const isFull = inject("battery") === "full"
const numRuns = isFull ? 10_000 : 100
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

afterAll(() => {
  const people = (peopleSum / runs).toFixed(1)
  console.log(
    `Convergence: ${runs} runs of ${people} people, ${changes} changes stored, one text each; random seed ${seed}`,
  )
})

test.each([
  ["the same ones every time", 20261125],
  ["new ones every time", seed],
])(
  "all hold one text after whatever they do: %s",
  (_, seed) => {
    fc.assert(fc.property(scene, play), { seed, numRuns })
  },
  3_600_000,
)

test("over sockets, cut and mended, all hold what the database holds", async () => {
  await fc.assert(
    fc.asyncProperty(scene, async ({ clients, steps }) => {
      const brief = await openBrief(workshop)
      const people = clients.map((_, i) => new Client(served, brief, i % 2 ? anna : lan))
      await Promise.all(people.map((client) => client.synced()))
      const hands = people.map((client, i) => handOf(client.doc, `c${i}`))
      begin(hands[0] as Hand)
      for (const step of steps) {
        const at = step.who % people.length
        const { provider } = people[at] as Client
        if (step.kind === "act") act(hands[at] as Hand, step.what, step.at, step.size)
        else if (step.kind === "leave") provider.disconnect()
        else if (step.kind === "return") provider.connect()
        // Lets what has arrived be read, so that people write on in what others wrote.
        else for (let i = 0; i < step.size; i++) await nextTurn()
      }
      for (const { provider } of people) provider.connect()
      await Promise.all(people.map((client) => client.allSaved()))
      const stored = await storedDoc(brief)
      const state = stateOf(stored)
      const docs = people.map((client) => client.doc)
      await until(() => docs.every((doc) => stateOf(doc) === state), ...people)
      expectOne(docs, stored)
      for (const client of people) client.leave()
    }),
    { seed, numRuns: isFull ? 200 : 12 },
  )
}, 3_600_000)

test("a document that lost an update is found out", () => {
  const doc = new Y.Doc()
  const hand = handOf(doc, "c1")
  const updates: Uint8Array[] = []
  doc.on("update", (update) => updates.push(update))
  for (let i = 0; i < 6; i++) act(hand, i % 2 ? 0 : 5, i, i)
  const lossy = new Y.Doc()
  for (const update of updates.slice(0, -1)) Y.applyUpdate(lossy, update)
  expect(() => expectOne([lossy], doc)).toThrow()
})
