// What a process of clients can be asked to do. The watch on the server is kept here too, so that it begins and ends
// with what it measures. Each task is bounded in time.

import { setTimeout as wait } from "node:timers/promises"
import * as Y from "yjs"
import { writeParagraph } from "#lib/collab/test-stage.ts"
import { Crowd } from "./crowd.ts"
import type { Address } from "./dialect.ts"
import { quantile } from "./numbers.ts"
import { Peer } from "./peer.ts"
import { Typing } from "./typing.ts"
import { type Load, watch } from "./usage.ts"

/** The process ids of what is watched. */
export interface Watched {
  server: number
  postgres: number
}

let typing: Typing | undefined
let crowd: Crowd | undefined
let watching: (() => Load) | undefined
let client: { at: number; cpu: NodeJS.CpuUsage } | undefined

const latencies = (measured: number[]) => ({
  p50: quantile(measured, 0.5),
  p95: quantile(measured, 0.95),
  p99: quantile(measured, 0.99),
  worst: Math.max(...measured),
  samples: measured.length,
})

export const tasks = {
  /** People come into a brief and begin to type. */
  async startTyping(ask: { at: Address; brief: string; tokens: string[]; writers: number; seed: number }) {
    typing = new Typing(ask.at, ask.brief, ask.tokens, ask.writers)
    await typing.enter()
    typing.start(ask.seed)
  },

  /** What was measured until now does not count. */
  async mark(watched: Watched) {
    typing?.mark()
    watching = watch(watched.server, watched.postgres)
    client = { at: performance.now(), cpu: process.cpuUsage() }
  },

  /** What people felt since the mark, while they type on. */
  async felt() {
    return latencies([...(typing?.latencies ?? [])])
  },

  async stopTyping() {
    const load = watching?.() ?? { server: Number.NaN, postgres: Number.NaN }
    const used = process.cpuUsage(client?.cpu)
    const own = (used.user + used.system) / 10 / (performance.now() - (client?.at ?? 0))
    const typed = (await typing?.stop()) ?? { latencies: [], late: 0 }
    if (typed.late > 0) throw new Error(`${typed.late} edits did not arrive everywhere`)
    return { ...latencies(typed.latencies), ...load, client: own }
  },

  /** Kills the server in mid-typing and says what others had seen by then; then all clients are gone too. */
  async killServer({ server }: Watched) {
    process.kill(server, "SIGKILL")
    // What was on its way out of the dead process may still arrive, and be seen.
    await wait(300)
    const seen = typing?.seen() ?? []
    typing?.leave()
    return seen
  },

  /** How far each client's edits are there for somebody who opens the brief. */
  async read({ at, brief, token }: { at: Address; brief: string; token: string }) {
    const peer = new Peer(at, brief, token)
    await peer.synced
    const vector = [...Y.decodeStateVector(Y.encodeStateVector(peer.doc))]
    peer.leave()
    return vector
  },

  async enterCrowd(ask: { at: Address; briefs: string[]; each: number; tokens: string[] }) {
    crowd ??= new Crowd()
    await crowd.enter(ask.at, ask.briefs, ask.each, ask.tokens)
  },

  async typeInCrowd({ writers, seconds, ...watched }: { writers: number; seconds: number } & Watched) {
    let load: Load = { server: Number.NaN, postgres: Number.NaN }
    const keys = await crowd?.type(
      writers,
      seconds,
      () => {
        watching = watch(watched.server, watched.postgres)
      },
      () => {
        load = watching?.() ?? load
      },
    )
    crowd?.leave()
    crowd = undefined
    return { ...load, keys: keys ?? 0 }
  },

  /** One person opens a brief: until its bytes are here, and until it is in their document. */
  async open({ at, brief, token }: { at: Address; brief: string; token: string }) {
    const since = performance.now()
    const peer = new Peer(at, brief, token)
    await peer.synced
    const [synced, arrived, bytes] = [performance.now() - since, peer.arrivedAt - since, peer.received]
    peer.leave()
    return { synced, arrived, bytes }
  },

  /** So many open it at once; they only take the bytes, so that this process leaves the cores to the server. */
  async join({ at, brief, tokens, count }: { at: Address; brief: string; tokens: string[]; count: number }) {
    const since = performance.now()
    const peers = Array.from(
      { length: count },
      (_, i) => new Peer(at, brief, tokens[i % tokens.length] as string, { keeps: false }),
    )
    await Promise.all(peers.map((peer) => peer.synced))
    const took = performance.now() - since
    for (const peer of peers) peer.leave()
    return took
  },

  /** All lose the connection; a tenth writes on meanwhile; all return at once: until everybody has everything. */
  async storm(ask: { at: Address; brief: string; tokens: string[]; count: number } & Watched) {
    const { at, brief, tokens, count } = ask
    const token = (i: number) => tokens[i % tokens.length] as string
    let peers = Array.from({ length: count }, (_, i) => new Peer(at, brief, token(i)))
    await Promise.all(peers.map((peer) => peer.synced))
    const docs = peers.map(({ doc }) => doc)
    for (const peer of peers) peer.drop()
    await wait(500)
    const writers = docs.filter((_, i) => i % 10 === 0)
    for (const doc of writers) writeParagraph(doc, "Written on the train.")
    const wanted = writers.map(({ clientID, store }) => [clientID, Y.getState(store, clientID)] as const)
    const hasAll = ({ store }: Y.Doc) => wanted.every(([id, to]) => Y.getState(store, id) === to)
    const load = watch(ask.server, ask.postgres)
    const since = performance.now()
    peers = docs.map((doc, i) => new Peer(at, brief, token(i), { doc }))
    await Promise.all(peers.map((peer) => peer.synced))
    const synced = performance.now() - since
    while (!docs.every(hasAll)) {
      if (performance.now() - since > 30_000) throw new Error("not everybody has everything after 30 s")
      await wait(1)
    }
    const all = performance.now() - since
    const used = load()
    for (const peer of peers) peer.leave()
    return { synced, all, cpu: (used.server * all) / 100 }
  },
}

export type Tasks = typeof tasks
