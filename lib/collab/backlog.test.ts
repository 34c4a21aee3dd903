// The memory that edits take while the database stands still: bounded for all together, and all of it arrives in the end.

import pg from "pg"
import { afterEach, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { env } from "#lib/env.ts"
import { metricsText } from "#lib/metrics.ts"
import {
  eventually,
  openBrief,
  openWorkshop,
  paragraphUpdate,
  Raw,
  serve,
  someone,
  storedDoc,
  textOf,
  until,
  waiting,
} from "./test-stage.ts"
import { Close, Sync, syncFrame } from "./wire.ts"

const limit = 4 << 20
const piece = "x".repeat(300_000)
const each = 10

async function unsavedBytes(): Promise<number> {
  const { text } = await metricsText()
  return Number(/^chancery_unsaved_bytes (\d+)$/m.exec(text)?.[1])
}

const cleanups: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})

async function start() {
  const served = await serve({ maxUnsaved: limit })
  cleanups.push(() => served.stop())
  return served
}

/** No insert goes on, until the returned function is called: the database stands still. */
async function standStill(): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: env.DATABASE_URL })
  await holder.connect()
  await holder.query(`begin; lock table "BriefUpdate" in share mode`)
  cleanups.push(() => holder.end())
  return async () => void (await holder.query("commit"))
}

test("many writers together fill no more memory than they may, and go on when the database does", async () => {
  const served = await start()
  const workshop = await openWorkshop()
  const people = await Promise.all(Array.from({ length: 8 }, (_, i) => someone(`Writer ${i}`, workshop, "drafter")))
  const briefs = await Promise.all([openBrief(workshop), openBrief(workshop)])
  const briefOf = (i: number) => briefs[i % 2] as string
  const writers = await Promise.all(people.map((person, i) => Raw.of(served, briefOf(i), person).following()))
  const goOn = await standStill()
  // Each may send as much alone.
  for (const writer of writers)
    for (let n = 0; n < each; n++) writer.socket.send(syncFrame(Sync.update, paragraphUpdate(piece)))
  await eventually(async () => (await unsavedBytes()) >= limit)
  await eventually(async () => (await waiting()).length > 0)
  // Whoever comes now is told to come later, by a server that still answers.
  const frames = () => writers.reduce((sum, { saved }) => sum + saved, 0)
  let most = 0
  for (let i = 0; i < 10; i++) {
    const late = await Raw.of(served, briefOf(i), people[i % 8] as (typeof people)[number]).opened()
    await late.end()
    expect(late.closed?.code).toBe(Close.later)
    most = Math.max(most, await unsavedBytes())
  }
  // The frame that was one too many, and what had arrived with it.
  expect(most).toBeLessThan(limit + (1 << 20))
  expect(frames()).toBe(0)
  await goOn()
  await until(() => writers.every(({ saved }) => saved === each), ...writers)
  expect(writers.map(({ closed }) => closed)).toEqual(writers.map(() => null))
  expect(await unsavedBytes()).toBe(0)
  const paragraph = `<paragraph>${piece}</paragraph>`
  for (const brief of briefs) expect(textOf(await storedDoc(brief)) === paragraph.repeat(4 * each)).toBe(true)
  for (const { socket } of writers) socket.terminate()
}, 60_000)

test("what is refused or given up is counted no longer", async () => {
  const served = await start()
  const workshop = await openWorkshop()
  const brief = await openBrief(workshop)
  const anna = await someone("Anna", workshop, "drafter")
  const writer = await Raw.of(served, brief, anna).following()
  const goOn = await standStill()
  writer.socket.send(syncFrame(Sync.update, paragraphUpdate("Stands")))
  await eventually(async () => (await waiting()).length > 0)
  writer.socket.send(syncFrame(Sync.update, paragraphUpdate("Too late")))
  await eventually(async () => (await unsavedBytes()) > 2 << 10)
  await db.brief.update({ where: { id: brief }, data: { state: "in_review" } }).catch(() => {})
  await goOn()
  await writer.end()
  expect(await unsavedBytes()).toBe(0)
})
