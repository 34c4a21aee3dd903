// The thread that folds logs: one brief at a time, over connections of its own. Whatever becomes of it, the database
// holds either the snapshot before or the one after.

import { parentPort, workerData } from "node:worker_threads"
import pg from "pg"
import { checkpoint } from "./checkpoint.ts"

export interface Job {
  briefId: string
}

/** `folded` is null where there was nothing to do. */
export type Answer = { folded: Awaited<ReturnType<typeof checkpoint>> | null } | { error: string }

const pool = new pg.Pool({
  connectionString: workerData.database as string,
  application_name: "chancery-folding",
  max: 1,
  connectionTimeoutMillis: 5_000,
})
pool.on("error", () => {})

parentPort?.on("message", async ({ briefId }: Job) => {
  const answer: Answer = await checkpoint(pool, briefId).then(
    (folded) => ({ folded: folded ?? null }),
    (error: Error) => ({ error: error.message }),
  )
  parentPort?.postMessage(answer)
})
