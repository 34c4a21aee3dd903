// Runs the worker: one child per PDF, a few at a time, capped in memory and time.

import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { conflict } from "#lib/errors.ts"
import type { Job } from "./worker.ts"

/** Children at once, and how many may wait behind them. */
const atOnce = 2
const mayWait = 24
/** Address space of a child in KiB: 170 pages take about a sixth of it; most of the rest is V8's reservation. */
const memory = 4 * 1024 * 1024
/** A 170-page brief takes about 5 s. */
const patience = 30_000
/** Bytes; a brief is below 1 MB. */
const largest = 64 * 1024 * 1024

let running = 0
const waiting: (() => void)[] = []

async function turn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (running >= atOnce) {
    if (waiting.length >= mayWait) throw conflict("exportBusy")
    await new Promise<void>((go) => waiting.push(go))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/**
 * The folder of the project: where node_modules and lib lie. The server is bundled, so a module's own address says
 * nothing; it is started from this folder or from one below.
 */
function projectRoot(): string {
  let folder = process.cwd()
  while (!existsSync(join(/* turbopackIgnore: true */ folder, "lib", "export", "pdf", "worker.ts"))) {
    const above = dirname(folder)
    if (above === folder) throw new Error("the project's folder was not found from where the process runs")
    folder = above
  }
  return folder
}

/** For tests: another worker, less patience. */
export interface ChildOptions {
  worker?: string
  patience?: number
  onStart?: (pid: number | undefined) => void
}

/**
 * The PDF of one job. Refuses with *conflict*: too many at once (`exportBusy`), too long (`exportTooLong`), or the
 * engine could not set it (`exportFailed`; its own words go to the log).
 */
export function runChild(job: Omit<Job, "root" | "workspace">, options: ChildOptions = {}): Promise<Uint8Array> {
  return turn(async () => {
    const workspace = await mkdtemp(join(tmpdir(), "chancery-pdf-"))
    try {
      return await run({ ...job, root: projectRoot(), workspace }, options)
    } finally {
      await rm(workspace, { recursive: true, force: true })
    }
  })
}

function run(job: Job, options: ChildOptions): Promise<Uint8Array> {
  const worker = options.worker ?? join(/* turbopackIgnore: true */ job.root, "lib", "export", "pdf", "worker.ts")
  const command =
    process.platform === "win32"
      ? { file: process.execPath, args: [worker] }
      : { file: "/bin/sh", args: ["-c", `ulimit -v ${memory} 2>/dev/null; exec "$0" "$@"`, process.execPath, worker] }
  return new Promise((resolve, reject) => {
    // No environment: the child has no business with the secrets of the server.
    const child = spawn(command.file, command.args, {
      cwd: job.root,
      env: {} as NodeJS.ProcessEnv,
      stdio: ["pipe", "pipe", "pipe"],
    })
    options.onStart?.(child.pid)
    const pdf: Buffer[] = []
    let size = 0
    let said = ""
    let tooLong = false
    const timer = setTimeout(() => {
      tooLong = true
      child.kill("SIGKILL")
    }, options.patience ?? patience)
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size > largest) child.kill("SIGKILL")
      else pdf.push(chunk)
    })
    child.stderr.on("data", (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk.toString()
    })
    child.stdin.on("error", () => {}) // it died before it read: the exit code says so
    child.stdin.end(JSON.stringify(job))
    child.on("error", (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.on("close", (code) => {
      clearTimeout(timer)
      const bytes = Buffer.concat(pdf)
      if (code === 0 && bytes.subarray(0, 5).toString() === "%PDF-") return resolve(new Uint8Array(bytes))
      if (tooLong) return reject(conflict("exportTooLong"))
      console.error("export: the PDF engine ended with", code, said.trim())
      reject(conflict("exportFailed"))
    })
  })
}
