import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { checkDurable, type Database, openDatabase } from "./database.ts"

let folder: string
let said: string[]
let opened: Database[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "chancery-start-"))
  said = []
  opened = []
})

afterEach(async () => {
  for (const database of opened) await database.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(): Promise<Database> {
  const database = await openDatabase({ folder, production: true, log: (line) => said.push(line) })
  opened.push(database)
  return database
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test("a first start brings a migrated database, a second one has nothing to do", async () => {
  const first = await open()
  expect(first.applied.length).toBeGreaterThan(0)
  expect(await query(first.url, 'select count(*)::int as n from "User"')).toEqual([{ n: 0 }])
  await first.close()
  opened = []
  expect((await open()).applied).toEqual([])
})

test("two servers do not share a data folder", async () => {
  await open()
  await expect(open()).rejects.toThrow("Another Chancery is running with the data folder")
})

test("a Postgres that ends under the server is started again at the same address", async () => {
  const { url } = await open()
  await query(url, "create table kept as select 1 as n")
  process.kill(Number((await readFile(join(folder, "postgres/postmaster.pid"), "utf8")).split("\n")[0]), "SIGKILL")
  await vi.waitFor(async () => expect(await query(url, "select n from kept")).toEqual([{ n: 1 }]), { timeout: 15_000 })
  expect(said).toContain("The bundled Postgres ended; starting it again.")
})

test("production refuses a database with synchronous_commit off, development takes it", async () => {
  const { url } = await open()
  await query(url, "alter database chancery set synchronous_commit = off")
  await expect(checkDurable(url, true)).rejects.toThrow("synchronous_commit=off")
  await checkDurable(url, false)
})

test("production refuses a Postgres with fsync and full_page_writes off", async () => {
  // The Postgres of the tests runs like that: it may lose everything.
  const { DATABASE_URL = "" } = process.env
  await expect(checkDurable(DATABASE_URL, true)).rejects.toThrow(
    "fsync=off, full_page_writes=off, synchronous_commit=off",
  )
})

test("a Postgres that does not answer is said with the name of the variable", async () => {
  await expect(checkDurable("postgresql://nobody@127.0.0.1:1/none", true)).rejects.toThrow("DATABASE_URL")
})
