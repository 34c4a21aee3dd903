// The line to Redis (or Valkey), one channel a brief. What is said there may be lost: so each process numbers what it
// says about a brief, and who hears a gap, or was cut off, reads the log. Redis delivers a channel in one order to all.

import { createClient, type RedisClientType } from "@redis/client"
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { readWord, type Word, writeWord } from "./words.ts"

/** A word, the process that said it, and how long ago it did by the clocks of the two machines. Milliseconds. */
export interface Heard {
  word: Word
  from: string
  lag: number
}

interface Brief {
  hear(heard: Heard): void
  said: number
  /** Of each other process the number of the last word heard. */
  heard: Map<string, number>
}

/** Longest wait for Redis when a brief is opened; then it is opened all the same, and read again when Redis answers. */
const patience = 2_000

export class RedisLine {
  #publisher: RedisClientType
  #subscriber: RedisClientType
  #prefix: string
  #node: string
  #briefs = new Map<string, Brief>()

  /** `instance` keeps several instances on one Redis apart; `node` is this process. Resolves also if Redis is away. */
  static async open(url: string, instance: string, node: string): Promise<RedisLine> {
    const line = new RedisLine(url, instance, node)
    await within(patience, Promise.all([line.#publisher.connect(), line.#subscriber.connect()]))
    return line
  }

  constructor(url: string, instance: string, node: string) {
    this.#prefix = `chancery:${instance}:`
    this.#node = node
    const client = () =>
      createClient({
        url,
        // A command that cannot be sent at once has failed: the word then goes by way of Postgres.
        disableOfflineQueue: true,
        commandsQueueMaxLength: 10_000,
        pingInterval: 5_000,
        socket: { reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 2_000) * (0.5 + Math.random() / 2) },
      }) as RedisClientType
    this.#publisher = client()
    this.#subscriber = client()
    let wasAway = false
    this.#subscriber.on("ready", () => {
      if (wasAway) console.error("Redis answers again.")
      wasAway = false
      for (const briefId of this.#briefs.keys()) void this.#subscribe(briefId).then(() => this.#look(briefId))
    })
    for (const one of [this.#publisher, this.#subscriber])
      one.on("error", (error: Error) => {
        if (!wasAway) console.error(`Redis is away, and Postgres carries the word meanwhile: ${error.message}`)
        wasAway = true
      })
  }

  get isUp(): boolean {
    return this.#publisher.isReady && this.#subscriber.isReady
  }

  /** Hears about a brief from when this resolves until the returned function is called. */
  async join(briefId: string, hear: (heard: Heard) => void): Promise<() => void> {
    const brief: Brief = { hear, said: 0, heard: new Map() }
    this.#briefs.set(briefId, brief)
    if (this.#subscriber.isReady) {
      const subscribing = this.#subscribe(briefId)
      if (!(await within(patience, subscribing))) void subscribing.then(() => this.#look(briefId))
    }
    return () => {
      if (this.#briefs.get(briefId) !== brief) return
      this.#briefs.delete(briefId)
      if (this.#subscriber.isReady) this.#subscriber.unsubscribe(this.#prefix + briefId).catch(() => {})
    }
  }

  /** Whether Redis has it; then every process that hears this brief will have it, or hear the gap. */
  async tell(briefId: string, word: Word): Promise<boolean> {
    const brief = this.#briefs.get(briefId)
    if (!brief) return false
    const encoder = encoding.createEncoder()
    encoding.writeVarString(encoder, this.#node)
    encoding.writeVarUint(encoder, ++brief.said)
    encoding.writeVarUint(encoder, Date.now())
    writeWord(encoder, word)
    if (!this.isUp) return false
    try {
      await this.#publisher.publish(this.#prefix + briefId, Buffer.from(encoding.toUint8Array(encoder)))
      return true
    } catch {
      return false
    }
  }

  stop() {
    this.#briefs.clear()
    this.#publisher.destroy()
    this.#subscriber.destroy()
  }

  /** Failing is no matter: it is tried again when Redis is back. */
  #subscribe(briefId: string): Promise<unknown> {
    return this.#subscriber.subscribe(this.#prefix + briefId, this.#receive, true).catch(() => {})
  }

  /** What was said before the channel was open went past. */
  #look(briefId: string) {
    this.#briefs.get(briefId)?.hear({ word: { kind: "look" }, from: this.#node, lag: 0 })
  }

  readonly #receive = (bytes: Buffer, channel: Buffer) => {
    const brief = this.#briefs.get(channel.toString().slice(this.#prefix.length))
    if (!brief) return void this.#subscriber.unsubscribe(channel.toString()).catch(() => {})
    const decoder = decoding.createDecoder(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    const from = decoding.readVarString(decoder)
    if (from === this.#node) return
    const number = decoding.readVarUint(decoder)
    const lag = Date.now() - decoding.readVarUint(decoder)
    const last = brief.heard.get(from)
    brief.heard.set(from, number)
    if (last !== undefined && number !== last + 1) brief.hear({ word: { kind: "look" }, from, lag })
    try {
      brief.hear({ word: readWord(decoder), from, lag })
    } catch {
      brief.hear({ word: { kind: "look" }, from, lag })
    }
  }
}

/** Whether it was done in time. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const done = work.then(
    () => true,
    () => false,
  )
  const inTime = await Promise.race([done, late])
  clearTimeout(timer)
  return inTime
}
