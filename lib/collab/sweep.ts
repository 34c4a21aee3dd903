// Folds the logs that no room will fold: of briefs whose server died, or that nobody has opened since they grew.

import { env } from "#lib/env.ts"
import { Folding } from "./folding.ts"
import { openPools, type Pools } from "./pool.ts"
import { checkpointAfter } from "./rooms.ts"

const every = 5 * 60_000
/** Briefs at a time: the next sweep goes on. */
const most = 100

/** One sweep: how many briefs were folded. Those in which somebody wrote a moment ago are left to their room. */
export async function sweep(pools: Pools, folding: Folding): Promise<number> {
  const { rows } = await pools.common.query<{ id: string }>(
    `select "briefId" as id from "BriefUpdate" group by "briefId"
     having count(*) >= $1 and max(at) < now() - interval '1 minute' order by count(*) desc limit $2`,
    [checkpointAfter, most],
  )
  let folded = 0
  for (const { id } of rows) {
    try {
      if (await folding.fold(id)) folded++
    } catch (error) {
      console.error(`No checkpoint of ${id}: ${(error as Error).message}`)
    }
  }
  return folded
}

/** Sweeps now and then until the returned function is called, which resolves when nothing is under way. */
export function sweepRegularly(): () => Promise<void> {
  const pools = openPools()
  const folding = new Folding(env.DATABASE_URL)
  let isStopping = false
  let underWay: Promise<unknown> = Promise.resolve()
  const run = () => {
    underWay = sweep(pools, folding).catch((error: Error) => console.error(`The sweep was given up: ${error.message}`))
  }
  run()
  const timer = setInterval(() => !isStopping && run(), every).unref()
  return async () => {
    isStopping = true
    clearInterval(timer)
    await folding.stop()
    await underWay
    await pools.end()
  }
}
