import { createHash } from "node:crypto"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { env } from "#lib/env.ts"
import { migrate } from "./migrate.ts"

let folder: string
let client: pg.Client

beforeAll(async () => {
  client = new pg.Client({ connectionString: env.DATABASE_URL })
  await client.connect()
})
afterAll(() => client.end())

beforeEach(async () => {
  await client.query("drop schema public cascade; create schema public")
  folder = await mkdtemp(join(tmpdir(), "chancery-migrations-"))
  return () => rm(folder, { recursive: true })
})

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, "migration.sql"), sql)
}

const run = () => migrate(env.DATABASE_URL, folder)

test("migrations are applied in the order of their names, once", async () => {
  await write("2_second", "alter table a add column note text default 'x;y'")
  await write("1_first", "create table a (n int); insert into a values (1);")
  await writeFile(join(folder, "migration_lock.toml"), "")
  expect(await run()).toEqual(["1_first", "2_second"])
  expect(await run()).toEqual([])
  await write("3_third", "create function twice(n int) returns int language sql as $$ select n * 2; $$;")
  expect(await run()).toEqual(["3_third"])
  expect((await client.query("select n, note, twice(n) from a")).rows).toEqual([{ n: 1, note: "x;y", twice: 2 }])
})

test("the rows are those that Prisma writes", async () => {
  await write("1_first", "create table a (n int)")
  await run()
  const { rows } = await client.query("select * from _prisma_migrations")
  expect(rows).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      checksum: createHash("sha256").update("create table a (n int)").digest("hex"),
      finished_at: expect.any(Date),
      migration_name: "1_first",
      logs: null,
      rolled_back_at: null,
      started_at: expect.any(Date),
      applied_steps_count: 1,
    },
  ])
})

test("a migration that fails changes nothing and says why", async () => {
  await write("1_first", "create table a (n int); select nonsense;")
  await expect(run()).rejects.toThrow(/1_first failed and changed nothing: .*nonsense/)
  expect((await client.query("select to_regclass('a') as a")).rows).toEqual([{ a: null }])
  await write("1_first", "create table a (n int)")
  expect(await run()).toEqual(["1_first"])
})

test("a migration that was changed after it was applied stops the start", async () => {
  await write("1_first", "create table a (n int)")
  await run()
  await write("1_first", "create table a (n bigint)")
  await expect(run()).rejects.toThrow("1_first was changed after it was applied")
})

test("a database of a newer version stops the start", async () => {
  await write("1_first", "create table a (n int)")
  await write("2_newer", "create table b (n int)")
  await run()
  await rm(join(folder, "2_newer"), { recursive: true })
  await expect(run()).rejects.toThrow("made by a newer version")
})

test("a migration that Prisma began and did not finish stops the start", async () => {
  await write("1_first", "create table a (n int)")
  await run()
  await client.query("update _prisma_migrations set finished_at = null")
  await expect(run()).rejects.toThrow("was begun and not finished")
})

test("servers that start together apply each migration once", async () => {
  await write("1_first", "create table a (n int)")
  const applied = await Promise.all([run(), run(), run(), run()])
  expect(applied.flat()).toEqual(["1_first"])
})
