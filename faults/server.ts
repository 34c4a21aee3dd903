// A collaboration server in a process of its own, on a port that stays when it is killed and started again.

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { join } from "node:path"

const program = join(import.meta.dirname, "../lib/collab/test-process.ts")

export class Server {
  port = 0
  #child: ChildProcess | undefined
  readonly #env: Record<string, string>

  /** `env` beside the environment of this process, such as DATABASE_URL. */
  constructor(env: Record<string, string> = {}) {
    this.#env = env
  }

  /** Memory that it occupies, in bytes. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.#child?.pid}/status`, "utf8")
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const child = fork(program, [String(this.port)], {
      execArgv: [],
      stdio: ["ignore", "ignore", process.env.FAULTS_VERBOSE ? "inherit" : "ignore", "ipc"],
      env: { ...process.env, ...this.#env },
    })
    this.#child = child
    const [port] = await Promise.race([
      once(child, "message"),
      once(child, "exit").then(([code]) => {
        throw new Error(`the server ended with ${code} before it listened`)
      }),
    ])
    this.port = port as number
  }

  /** kill -9; resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL")
  }

  /** Asks it to end as a deployment does; resolves with its exit code when it has. */
  async stop(): Promise<number | null> {
    return this.#end("SIGTERM")
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return null
    const ended = once(child, "exit")
    child.kill(signal)
    const [code] = await ended
    return code as number | null
  }
}
