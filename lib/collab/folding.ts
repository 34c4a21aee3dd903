// Checkpoints in a thread, so that folding a large brief disturbs nobody's typing. The thread is started when there is
// something to fold and ends when there has been nothing for a while. One that dies or hangs is replaced, and its
// checkpoint is given up: what it had not committed is as it was, and the log is folded another time.

import { Worker } from "node:worker_threads"
import { quarantine } from "#lib/briefs/quarantine.ts"
import { checkpointBytes, checkpointRows, checkpointSeconds, quarantines } from "#lib/metrics.ts"
import type { Folded } from "./checkpoint.ts"
import type { Answer, Job } from "./folding-worker.ts"

/** Longest that one checkpoint may take, and that a thread stays without work. Milliseconds. */
const patience = { job: 120_000, idle: 60_000 }
/** A snapshot of so many bytes leaves hundreds of megabytes in the thread: it is not kept waiting for the next. */
const large = 1 << 20
/** A brief that needs more takes down this thread and nothing else. */
const resourceLimits = { maxOldGenerationSizeMb: 1024 }

export class Folding {
  #database: string
  #patience: typeof patience
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | undefined
  #isStopped = false
  #last: Promise<unknown> = Promise.resolve()

  constructor(database: string, given: Partial<typeof patience> = {}) {
    this.#database = database
    this.#patience = { ...patience, ...given }
  }

  /** Folds the log of one brief, after those that were asked for before; undefined if there was nothing to do. */
  fold(briefId: string): Promise<Folded | undefined> {
    const folding = this.#last.then(() => this.#run({ briefId }))
    this.#last = folding.catch(() => {})
    return folding
  }

  /** Folds nothing more; what is under way is given up. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.kill()
  }

  /** Ends the thread at once, whatever it is doing. The next job starts another. */
  async kill(): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  async #run(job: Job): Promise<Folded | undefined> {
    if (this.#isStopped) return undefined
    clearTimeout(this.#idle)
    const stop = checkpointSeconds.startTimer()
    let idle = this.#patience.idle
    try {
      const folded = await this.#ask(job)
      if (folded) {
        if (folded.size > large) idle = Math.min(idle, 1_000)
        checkpointRows.observe(folded.seqs.length)
        checkpointBytes.observe(folded.size)
        quarantines.inc((await quarantine(job.briefId, folded)).length)
      }
      stop({ outcome: folded ? "folded" : "nothing" })
      return folded
    } catch (error) {
      if (this.#isStopped) return undefined
      stop({ outcome: "failed" })
      throw error
    } finally {
      this.#idle = setTimeout(() => void this.kill(), idle).unref()
    }
  }

  #ask(job: Job): Promise<Folded | undefined> {
    const worker = (this.#worker ??= this.#start())
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer)
        worker.off("message", heard).off("error", died).off("exit", died)
        settle()
      }
      const heard = (answer: Answer) =>
        end(() => ("error" in answer ? reject(new Error(answer.error)) : resolve(answer.folded ?? undefined)))
      const died = (reason: unknown) =>
        end(() => {
          if (this.#worker === worker) this.#worker = null
          reject(reason instanceof Error ? reason : new Error("the thread ended"))
        })
      const timer = setTimeout(() => {
        died(new Error("the thread did not answer in time"))
        void worker.terminate()
      }, this.#patience.job)
      worker.on("message", heard).on("error", died).on("exit", died)
      worker.postMessage(job)
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL("./folding-worker.ts", import.meta.url), {
      workerData: { database: this.#database },
      resourceLimits,
    })
    worker.unref()
    // A thread that dies between two jobs is missed by nobody.
    worker.on("error", () => {})
    return worker
  }
}
