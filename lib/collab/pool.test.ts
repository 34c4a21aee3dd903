import { expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { openPools } from "./pool.ts"
import { eventually } from "./test-stage.ts"

test("a connection that Postgres cuts between two statements of its borrower does not end the process", async () => {
  const pools = openPools()
  const lent = await pools.common.connect()
  const { rows } = await lent.query<{ pid: number }>("select pg_backend_pid() as pid")
  const died: unknown[] = []
  const die = (error: unknown) => died.push(error)
  process.on("uncaughtException", die)
  let isCut = false
  lent.once("end", () => {
    isCut = true
  })
  await db.$queryRaw`select pg_terminate_backend(${rows[0]?.pid}::int)`
  await eventually(async () => isCut)
  process.off("uncaughtException", die)
  expect(died).toEqual([])
  await expect(lent.query("select 1")).rejects.toThrow()
  lent.release(true)
  expect((await pools.common.query("select 1 as n")).rows).toEqual([{ n: 1 }])
  await pools.end()
})

test("no statement of ours works or waits for ever in Postgres", async () => {
  const pools = openPools()
  for (const pool of [pools.commits, pools.common])
    expect((await pool.query("show statement_timeout")).rows).toEqual([{ statement_timeout: "25s" }])
  await pools.end()
})
