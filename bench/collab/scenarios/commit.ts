// What a keystroke that is committed alone costs, one every few milliseconds as when twenty people type: a bare insert,
// which is the least that anything durable can cost here, and ours, which asks again whether its author may write.

import { setTimeout as wait } from "node:timers/promises"
import { openPools } from "#lib/collab/pool.ts"
import { type Destination, UpdateLog } from "#lib/collab/update-log.ts"
import type { Setting } from "../scenario.ts"
import { cpuOf, cpuOfPostgres } from "../usage.ts"

/** Milliseconds of processor time per commit. */
interface Cost {
  own: number
  postgres: number
}

export interface CommitCosts {
  bare: Cost
  ours: Cost
}

const commits = 800
const pause = 7

export async function commit({ stage }: Setting): Promise<CommitCosts> {
  const pools = openPools()
  try {
    const briefId = await stage.brief()
    const { rows } = await pools.common.query<{ workshopId: string; author: string; token: string; section: string }>(
      `select b."workshopId", t."userId" as author, t.id as token, s.key as section from "Brief" b
       join "Member" m on m."workshopId" = b."workshopId" join "ApiToken" t on t."userId" = m."userId"
       join "BriefSection" s on s."briefId" = b.id where b.id = $1 and m.role = 'drafter' limit 1`,
      [briefId],
    )
    const { workshopId, author, token, section } = rows[0] as (typeof rows)[0]
    const data = new Uint8Array(26)
    const log = new UpdateLog(pools)
    const append = () =>
      new Promise<void>((resolve, reject) => {
        const refused = () => reject(new Error("the bench's own edit was refused"))
        const to: Destination = { briefId, workshopId, committed: () => resolve(), refused, failed: reject }
        log.append({ to, author, session: undefined, token, data, claims: [], sections: [section] })
      })
    const insert = {
      name: "bare",
      text: `insert into "BriefUpdate" ("briefId", data, "authorId") values ($1, $2, $3) returning seq`,
      values: [briefId, Buffer.from(data), author],
    }
    const cost = async (once: () => Promise<unknown>): Promise<Cost> => {
      for (let i = 0; i < 50; i++) await once()
      const before = [cpuOf(process.pid), cpuOfPostgres(stage.postgres)] as const
      for (let i = 0; i < commits; i++) {
        await once()
        await wait(pause)
      }
      const used = (now: number, then: number) => (now - then) / commits
      return {
        own: used(cpuOf(process.pid), before[0]),
        postgres: used(cpuOfPostgres(stage.postgres), before[1]),
      }
    }
    return { bare: await cost(() => pools.commits.query(insert)), ours: await cost(append) }
  } finally {
    await pools.end()
  }
}
