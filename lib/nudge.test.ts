import { expect, test, vi } from "vitest"
import { db } from "#lib/db.ts"
import { listen, type Nudge, nudge } from "#lib/nudge.ts"

test("a nudge reaches everybody who listens, and nobody who stopped", async () => {
  const heard: Nudge[] = []
  const missed: Nudge[] = []
  const stop = await listen((one) => heard.push(one))
  const stopOther = await listen((one) => missed.push(one))
  await stopOther()
  await nudge("b1", "access", "u1")
  await nudge("b1", "threads")
  await vi.waitFor(() =>
    expect(heard).toEqual([
      { briefId: "b1", what: "access", userId: "u1" },
      { briefId: "b1", what: "threads" },
    ]),
  )
  expect(missed).toEqual([])
  await stop()
})

test("a nudge inside a transaction that fails is never heard", async () => {
  const heard: Nudge[] = []
  const stop = await listen((one) => heard.push(one))
  await expect(
    db.$transaction(async (tx) => {
      await nudge("undone", "state", undefined, tx)
      throw new Error("no")
    }),
  ).rejects.toThrow("no")
  await nudge("done", "state")
  await vi.waitFor(() => expect(heard).toEqual([{ briefId: "done", what: "state" }]))
  await stop()
})

test("a listener whose connection is cut listens again and says so", async () => {
  const heard: string[] = []
  const back = vi.fn()
  const stop = await listen((one) => heard.push(one.briefId), { onReturn: back })
  await db.$executeRaw`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'chancery-nudge' and datname = current_database()`
  await vi.waitFor(() => expect(back).toHaveBeenCalled(), 5_000)
  await nudge("after", "state")
  await vi.waitFor(() => expect(heard).toEqual(["after"]))
  await stop()
})
