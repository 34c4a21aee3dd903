import { afterAll, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { env } from "#lib/env.ts"
import { Folding } from "./folding.ts"
import { openPools } from "./pool.ts"
import { checkpointAfter } from "./rooms.ts"
import { sweep } from "./sweep.ts"
import { openBrief, openWorkshop, paragraphUpdate, storedDoc, textOf } from "./test-stage.ts"

const pools = openPools()
const folding = new Folding(env.DATABASE_URL)
afterAll(async () => {
  await folding.stop()
  await pools.end()
})

/** A log that nobody folded, whose last row is so many seconds old. */
async function leftBehind(rows: number, age: number): Promise<string> {
  const briefId = await openBrief(await openWorkshop())
  const data = Array.from({ length: rows }, (_, i) => ({
    briefId,
    data: new Uint8Array(paragraphUpdate(`Row ${i}`)),
    at: new Date(Date.now() - age * 1000),
  }))
  await db.briefUpdate.createMany({ data })
  return briefId
}

test("a long log that nobody has open is folded; a short one and one that is being written are left", async () => {
  const [long, short, busy] = [
    await leftBehind(checkpointAfter, 120),
    await leftBehind(checkpointAfter - 1, 120),
    await leftBehind(checkpointAfter, 1),
  ]
  const before = textOf(await storedDoc(long))
  expect(await sweep(pools, folding)).toBe(1)
  const rowsOf = (briefId: string) => db.briefUpdate.count({ where: { briefId } })
  expect(await rowsOf(long)).toBe(0)
  expect(textOf(await storedDoc(long))).toBe(before)
  expect(await rowsOf(short)).toBe(checkpointAfter - 1)
  expect(await rowsOf(busy)).toBe(checkpointAfter)
  expect(await sweep(pools, folding)).toBe(0)
})
