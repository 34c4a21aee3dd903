import { z } from "zod"
import { db } from "#lib/db.ts"

const key = "sample"

const stored = z.object({ state: z.enum(["loading", "loaded", "removed"]), workshopId: z.string().optional() })
export type SampleState = z.infer<typeof stored>

/** Where loading the sample stands on this instance; null: never tried. "loading" outside the lock: interrupted. */
export async function sampleState(): Promise<SampleState | null> {
  const row = await db.setting.findUnique({ where: { key } })
  return row ? stored.parse(row.value) : null
}

export async function setSampleState(value: SampleState): Promise<void> {
  await db.setting.upsert({ where: { key }, create: { key, value }, update: { value } })
}

/** Runs `work` while no other process loads or removes the sample. Postgres lets go when the process dies. */
export const underSampleLock = <Value>(work: () => Promise<Value>): Promise<Value> =>
  db.$transaction(
    async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('chancery:sample'))`
      return work()
    },
    { maxWait: 60_000, timeout: 180_000 },
  )
