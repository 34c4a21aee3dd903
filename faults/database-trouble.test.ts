// When the database cannot take an edit, nothing is called saved, nobody sees it, the memory stays bounded, and all
// goes on by itself when the trouble ends. With a Postgres and a server of their own, as real processes.

import { execFile } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { promisify } from "node:util"
import pg from "pg"
import { afterEach, beforeAll, expect, test } from "vitest"
import { openBrief } from "../lib/collab/test-stage.ts"
import { Crowd } from "./crowd.ts"
import { ownPostgres, type Postgres, workOn } from "./postgres.ts"
import { Pusher } from "./pusher.ts"
import { oneOf, randomFrom } from "./random.ts"
import { Server } from "./server.ts"

const run = promisify(execFile)
const random = randomFrom(20261125)

let folder: string
let mountFailed: string | undefined
let postgres: Postgres
let server: Server
let crowd: Crowd

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "chancery-small-disk-"))
  await run("mount", ["-t", "tmpfs", "-o", "size=600m,mode=755", "tmpfs", folder]).catch((error: Error) => {
    mountFailed = error.message
  })
  postgres = await ownPostgres(folder)
  workOn(postgres.url)
  server = new Server()
  await server.start()
  crowd = await Crowd.at(server, postgres.url, random)
  return async () => {
    crowd.leave()
    await server.kill()
    await postgres.remove()
    if (!mountFailed) await run("umount", [folder])
    await rm(folder, { recursive: true, force: true })
  }
})

/** What a test must give back whatever becomes of it. */
const cleanups: (() => unknown)[] = []

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
  crowd.leave()
})

/** Asks until it is so. */
async function eventually(holds: () => boolean | Promise<boolean>) {
  while (!(await holds())) await wait(10)
}

const count = (kind: "unknown" | "acknowledged") => crowd.ledgers.reduce((sum, ledger) => sum + ledger.count()[kind], 0)

/** People write until so many more edits are in a class. */
async function more(kind: "unknown" | "acknowledged", edits: number) {
  const before = count(kind)
  await eventually(() => count(kind) >= before + edits)
}

/** Twenty people, ready to push 10 MB each. */
async function pushers(): Promise<Pusher[]> {
  const briefs = await Promise.all(Array.from({ length: 5 }, () => openBrief(crowd.people.workshop)))
  const places = Array.from({ length: 20 }, () => oneOf(random, briefs))
  const everybody = await Promise.all(
    places.map((brief) => Pusher.at(server, brief, oneOf(random, crowd.people.writers))),
  )
  cleanups.push(() => everybody.map((pusher) => pusher.leave()))
  return everybody
}

/** By how many MB the server's memory grows at most while they push and people write on. */
async function growthUnder(pressure: Pusher[]): Promise<number> {
  const before = await server.memory()
  let most = before
  for (const pusher of pressure) pusher.push(200, 50_000)
  for (let i = 0; i < 20; i++) {
    await more("unknown", 50)
    most = Math.max(most, await server.memory())
  }
  return (most - before) / 1e6
}

test("a database that only reads: nothing is saved or shown, and all of it arrives afterwards", async () => {
  const readOnly = async (is: "on" | "off") => {
    await postgres.command(`alter system set default_transaction_read_only = ${is}`)
    await postgres.command("select pg_reload_conf()")
  }
  await crowd.open(6)
  const rest = crowd.write()
  cleanups.push(rest)
  await more("acknowledged", 300)
  const pressure = await pushers()
  await readOnly("on")
  await more("unknown", 300)
  const told = count("acknowledged")
  const growth = await growthUnder(pressure)
  expect(count("acknowledged")).toBe(told)
  expect(pressure.map(({ saved }) => saved)).toEqual(pressure.map(() => 0))
  for (const pusher of pressure) pusher.leave()
  expect(await crowd.faults()).toEqual([])
  rest()
  await postgres
    .command("begin; set transaction read write; alter system set default_transaction_read_only = off; commit")
    .catch(console.log)
  await readOnly("off")
  expect(await crowd.reunite()).toEqual([])
  expect(await crowd.faults()).toEqual([])
  expect(growth).toBeLessThan(200)
}, 60_000)

test("a database that stands still: nothing is saved or shown, memory stays bounded, and all of it arrives afterwards", async () => {
  await crowd.open(6)
  const rest = crowd.write()
  cleanups.push(rest)
  await more("acknowledged", 300)
  const pressure = await pushers()
  await postgres.signal("SIGSTOP")
  cleanups.push(() => postgres.signal("SIGCONT"))
  await more("unknown", 300)
  const told = count("acknowledged")
  const growth = await growthUnder(pressure)
  expect(count("acknowledged")).toBe(told)
  expect(pressure.map(({ saved }) => saved)).toEqual(pressure.map(() => 0))
  for (const pusher of pressure) pusher.leave()
  rest()
  await postgres.signal("SIGCONT")
  expect(await crowd.faults()).toEqual([])
  expect(await crowd.reunite()).toEqual([])
  expect(await crowd.faults()).toEqual([])
  expect(growth).toBeLessThan(200)
}, 60_000)

test("a database that is slow has one insert at a time to do, and its rows are not shown before they are stored", async () => {
  await crowd.open(6)
  const rest = crowd.write()
  cleanups.push(rest)
  await more("acknowledged", 300)
  const holder = new pg.Client({ connectionString: postgres.url })
  await holder.connect()
  cleanups.push(() => holder.end())
  await holder.query(`begin; lock table "BriefUpdate" in share mode`)
  await more("unknown", 100)
  const told = count("acknowledged")
  const inserts: number[] = []
  for (let i = 0; i < 10; i++) {
    await more("unknown", 50)
    const { rows } = await holder.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock'
         and (query like '%with incoming%' or query like '%with held%')`,
    )
    inserts.push(rows.length)
  }
  expect(inserts).toEqual(inserts.map(() => 1))
  expect(count("acknowledged")).toBe(told)
  expect(await crowd.faults()).toEqual([])
  rest()
  await holder.query("commit")
  expect(await crowd.reunite()).toEqual([])
}, 60_000)

test("a full disk: what is saved is stored, the rest is not shown, and all of it arrives when there is room", async (context) => {
  context.skip(mountFailed !== undefined, `no small disk could be mounted here: ${mountFailed}`)
  await crowd.open(6)
  const rest = crowd.write()
  cleanups.push(rest)
  await more("acknowledged", 300)
  const pressure = await pushers()
  const filler = join(folder, "filler")
  cleanups.push(() => rm(filler, { force: true }))
  await run("dd", ["if=/dev/zero", `of=${filler}`, "bs=64k"]).catch(() => {})
  await more("unknown", 300)
  const growth = await growthUnder(pressure)
  for (const pusher of pressure) pusher.leave()
  rest()
  await rm(filler)
  // What the start of the product does when its Postgres ends.
  if (!(await postgres.isUp())) await postgres.comeBack()
  expect(await crowd.faults()).toEqual([])
  expect(await crowd.reunite()).toEqual([])
  expect(await crowd.faults()).toEqual([])
  expect(growth).toBeLessThan(200)
}, 90_000)
