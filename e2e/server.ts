// A real server, as `npm start` runs it, with a data folder and a port of its own. It can be killed and started again.

import { type ChildProcess, execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { findPostgres, startPostgres } from "../lib/postgres/embedded.ts"
import { freePort } from "../lib/postgres/free-port.ts"
import { samplePeople } from "../lib/sample/people.ts"

const root = fileURLToPath(new URL("..", import.meta.url))

export type SampleRole = keyof typeof samplePeople

export class ChanceryServer {
  readonly url: string
  readonly folder: string
  #env: Record<string, string | undefined>
  #process: ChildProcess | undefined
  #tokens = new Map<string, Promise<string>>()

  constructor(folder: string, port: number, env: Record<string, string | undefined>) {
    this.folder = folder
    this.url = `http://localhost:${port}`
    this.#env = { ...process.env, CHANCERY_DATA_DIR: folder, PORT: String(port), ...env }
    for (const name of ["NODE_ENV", "DATABASE_URL", "AUTH_SECRET", "HOST", "APP_URL"])
      if (!env[name]) delete this.#env[name]
  }

  /** Resolves when it says that it is open. Rejects with what it said if it ends before. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ["server.ts"], {
      cwd: root,
      env: this.#env as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
    })
    this.#process = child
    let said = ""
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk
        if (said.includes("Chancery is open at")) resolve()
      }
      child.stdout?.on("data", hear)
      child.stderr?.on("data", hear)
      child.once("exit", (code) => reject(new Error(`The server ended with ${code} before it was open:\n${said}`)))
    })
    child.stderr?.on("data", (chunk) => process.stderr.write(`[server] ${chunk}`))
  }

  /** kill -9: nothing is said, nothing is flushed; its Postgres goes on alone. */
  async kill(): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, "exit")
    child.kill("SIGKILL")
    await gone
  }

  /** Ctrl-C. Resolves with the exit code. */
  async stop(): Promise<number | null> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const gone = once(child, "exit")
    child.kill("SIGINT")
    const [code] = await gone
    return code
  }

  /** A token for the API that belongs to a person of the sample, made on the command line. */
  token(role: SampleRole): Promise<string> {
    const { email } = samplePeople[role]
    const known = this.#tokens.get(email)
    if (known) return known
    const made = this.command("token", "create", "--email", email).then((out) => out.trim())
    this.#tokens.set(email, made)
    return made
  }

  /** Runs `npm run chancery -- …` against this server; resolves with what it prints. */
  async command(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, ["scripts/chancery.ts", ...args], {
      cwd: root,
      env: this.#env as NodeJS.ProcessEnv,
    })
    return stdout
  }

  /** Address of its database while it runs, to look behind the scenes. */
  async database(): Promise<string> {
    const url = await findPostgres(this.folder, "chancery")
    if (!url) throw new Error("Its Postgres does not run.")
    return url
  }

  /** Ends everything and removes the folder. */
  async remove(): Promise<void> {
    await this.stop()
    if (await findPostgres(this.folder, "postgres")) await (await startPostgres(this.folder)).stop()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** A new server on a fresh data folder and a free port; not started yet. */
export async function newServer(
  env: Record<string, string | undefined> = { CHANCERY_SAMPLE: "1" },
): Promise<ChanceryServer> {
  return new ChanceryServer(await mkdtemp(join(tmpdir(), "chancery-e2e-")), await freePort(), env)
}
