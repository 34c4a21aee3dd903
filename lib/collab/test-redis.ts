// A real Redis in a process of its own, for tests that also kill it.

import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createClient } from "@redis/client"
import { freePort } from "#lib/postgres/free-port.ts"

export class TestRedis {
  readonly url: string
  #file: string
  #port: number
  #process: ChildProcess | undefined

  static async start(file: string): Promise<TestRedis> {
    const redis = new TestRedis(file, await freePort())
    await redis.start()
    return redis
  }

  constructor(file: string, port: number) {
    this.#file = file
    this.#port = port
    this.url = `redis://127.0.0.1:${port}`
  }

  /** Resolves when it takes connections. */
  async start(): Promise<void> {
    const child = spawn(this.#file, ["--port", String(this.#port), "--bind", "127.0.0.1", "--save", ""], {
      stdio: ["ignore", "pipe", "inherit"],
    })
    this.#process = child
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on("data", (chunk) => String(chunk).includes("Ready to accept connections") && resolve())
      child.once("exit", (code) => reject(new Error(`Redis ended with ${code}`)))
    })
  }

  async kill(): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, "exit")
    child.kill("SIGKILL")
    await gone
  }

  /** Runs one command, such as ["CLIENT", "KILL", "TYPE", "pubsub"]. */
  async command(...words: string[]): Promise<unknown> {
    const client = createClient({ url: this.url })
    await client.connect()
    try {
      return await client.sendCommand(words)
    } finally {
      client.destroy()
    }
  }
}
