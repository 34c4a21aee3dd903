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
    const [port] = (await once(child, "message")) as [number]
    return new OwnServer(child, port)
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

  /** After a collection, in bytes: what is alive, and what the system has lent; and how many rooms are open. */
  async memory(): Promise<{ live: number; resident: number; rooms: number }> {
    this.#child.send("memory")
    type Told = NodeJS.MemoryUsage & { rooms: number }
    const [{ heapUsed, external, rss, rooms }] = (await once(this.#child, "message")) as [Told]
    return { live: heapUsed + external, resident: rss, rooms }
  }

  async stop() {
    const gone = once(this.#child, "exit")
    this.#child.kill("SIGKILL")
    await gone
  }
}
