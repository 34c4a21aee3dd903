// The processes of one instance, as far as briefs are concerned. Postgres holds the truth; this only says that there is
// more of it. With Redis a word carries the edit itself and who is present. Without Redis, or while it is away, a
// notice of Postgres says that a brief's log has grown, and whoever has that brief open reads it: slower, as correct,
// and nobody sees who is present by way of another process. A process that is alone says nothing.

import { randomBytes } from "node:crypto"
import { env } from "#lib/env.ts"
import { busLagSeconds, busWords } from "#lib/metrics.ts"
import { channel, listenerName, type ProcessWord } from "#lib/nudge.ts"
import type { Pools } from "./pool.ts"
import { type Heard, RedisLine } from "./redis-line.ts"
import type { Word } from "./words.ts"

export class Bus {
  readonly node = randomBytes(8).toString("hex")
  #pools: Pools
  #redis: RedisLine | null
  #briefs = new Map<string, (heard: Heard) => void>()
  /** Briefs of which a notice is under way, and whether another must follow. */
  #noticed = new Map<string, boolean>()
  #hasPeers = true
  #counting = 0

  static async open(pools: Pools): Promise<Bus> {
    const bus = new Bus(pools)
    if (env.REDIS_URL) {
      const { rows } = await pools.common.query<{ value: string }>(`select value from "Setting" where key = 'instance'`)
      bus.#redis = await RedisLine.open(env.REDIS_URL, (rows[0] as { value: string }).value, bus.node)
    }
    return bus
  }

  constructor(pools: Pools) {
    this.#pools = pools
    this.#redis = null
  }

  /** Tells the others that this process is there. Call it once it hears them: `heard`. */
  async greet(): Promise<void> {
    await this.#announce({ from: this.node })
    await this.count()
  }

  /** Whether others are on this database. Asked again now and then: who leaves says nothing. */
  async count(): Promise<void> {
    const mine = ++this.#counting
    const { rows } = await this.#pools.common.query<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = $1",
      [listenerName],
    )
    // Somebody came while we counted: that is newer.
    if (mine === this.#counting) this.#hasPeers = (rows[0] as { n: number }).n > 1
  }

  /** Hears about a brief from when this resolves until the returned function is called. */
  async join(briefId: string, hear: (heard: Heard) => void): Promise<() => void> {
    this.#briefs.set(briefId, hear)
    const hearFromRedis = (heard: Heard) => {
      busLagSeconds.observe(Math.max(0, heard.lag) / 1000)
      hear(heard)
    }
    const leave = await this.#redis?.join(briefId, hearFromRedis)
    return () => {
      leave?.()
      if (this.#briefs.get(briefId) === hear) this.#briefs.delete(briefId)
    }
  }

  tell(briefId: string, word: Word) {
    if (!this.#redis) return this.#notice(briefId, word)
    this.#redis.tell(briefId, word).then((isTold) => {
      if (isTold) busWords.inc({ way: "redis" })
      else this.#notice(briefId, word)
    })
  }

  /** What another process said by way of Postgres. */
  heard({ from, grown }: ProcessWord) {
    if (from === this.node) return
    if (grown) return this.#look(grown)
    // It may have read a brief just before we learned of it: whatever was committed meanwhile it is told now.
    this.#counting++
    this.#hasPeers = true
    if (!this.#redis?.isUp) for (const briefId of this.#briefs.keys()) this.#notice(briefId, { kind: "look" })
  }

  stop() {
    this.#redis?.stop()
  }

  #look(briefId: string) {
    this.#briefs.get(briefId)?.({ word: { kind: "look" }, from: this.node, lag: 0 })
  }

  /** One notice of a brief at a time: what is to be said meanwhile is said by the next. */
  #notice(briefId: string, { kind }: Word) {
    if (!this.#hasPeers || (kind !== "rows" && kind !== "look")) return
    const isUnderWay = this.#noticed.has(briefId)
    this.#noticed.set(briefId, isUnderWay)
    if (isUnderWay) return
    busWords.inc({ way: "postgres" })
    this.#announce({ from: this.node, grown: briefId })
      .catch((error: Error) => console.error(`The other processes were not told of ${briefId}: ${error.message}`))
      .finally(() => {
        const isGrown = this.#noticed.get(briefId)
        this.#noticed.delete(briefId)
        if (isGrown) this.#notice(briefId, { kind: "look" })
      })
  }

  async #announce(word: ProcessWord): Promise<void> {
    await this.#pools.common.query({
      name: "announce",
      text: "select pg_notify($1, $2)",
      values: [channel, JSON.stringify(word)],
    })
  }
}
