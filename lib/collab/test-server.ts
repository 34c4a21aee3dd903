// A collaboration server in a process of its own, for tests that measure what an attack does to it.

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"

export class OwnServer {
  readonly port: number
  /** What it complained of. */
  complaints = ""
  #child: ChildProcess

  static async start(): Promise<OwnServer> {
    const child = fork(join(import.meta.dirname, "test-process.ts"), ["0"], {
      execArgv: ["--expose-gc"],
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    })
    return new OwnServer(child, await nextWord<number>(child))
  }

  constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
    child.stderr?.on("data", (data) => {
      this.complaints += data
    })
  }

  /** Whether it is still the process that was started: a rejection that nobody handles would have ended it. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** After a collection, in bytes: what is alive, and what the system has lent; how many rooms and sockets are open. */
  async memory(): Promise<{ live: number; resident: number; rooms: number; sockets: number }> {
    if (!this.isAlive) throw new Error(`The server has ended: ${this.complaints}`)
    this.#child.send("memory")
    type Told = NodeJS.MemoryUsage & { rooms: number; sockets: number }
    const { heapUsed, external, rss, rooms, sockets } = await nextWord<Told>(this.#child)
    return { live: heapUsed + external, resident: rss, rooms, sockets }
  }

  async stop() {
    if (!this.isAlive) return
    const gone = once(this.#child, "exit")
    this.#child.kill("SIGKILL")
    await gone
  }
}

/** What a process says next. Rejects if it ends before. */
async function nextWord<Of>(child: ChildProcess): Promise<Of> {
  const stop = new AbortController()
  const gone = once(child, "exit", stop).then(([code, signal]) => {
    throw new Error(`The server ended with ${code ?? signal}.`)
  })
  try {
    const [word] = await Promise.race([once(child, "message", stop), gone])
    return word as Of
  } finally {
    gone.catch(() => {})
    stop.abort()
  }
}
