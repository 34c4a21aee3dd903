import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { afterEach, beforeEach, expect, test } from "vitest"
import { CannotStart } from "../start/cannot-start.ts"
import { type Cluster, findPostgres, startPostgres } from "./embedded.ts"

let folder: string
let opened: Cluster[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "chancery-embedded-"))
  opened = []
})

afterEach(async () => {
  for (const cluster of opened) await cluster.stop().catch(() => {})
  await rm(folder, { recursive: true, force: true })
})

async function start(where = folder): Promise<Cluster> {
  const cluster = await startPostgres(where)
  opened.push(cluster)
  return cluster
}

async function query(cluster: Cluster, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: cluster.url("postgres") })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows.flat()
  } finally {
    await client.end()
  }
}

const pidOf = async (where = folder) =>
  Number((await readFile(join(where, "postgres/postmaster.pid"), "utf8")).split("\n")[0])

test("what was written is there after a stop, and a commit waits for the disk", async () => {
  const first = await start()
  expect(first.adopted).toBe(false)
  await query(first, "create table kept as select 42 as n")
  await first.stop()
  expect(await findPostgres(folder, "postgres")).toBeNull()
  const second = await start()
  expect(second.adopted).toBe(false)
  expect(await query(second, "select n from kept")).toEqual([42])
  expect(
    await query(
      second,
      "select current_setting(n) from unnest(array['fsync','full_page_writes','synchronous_commit']) n",
    ),
  ).toEqual(["on", "on", "on"])
  expect(await findPostgres(folder, "postgres")).toBe(second.url("postgres"))
})

test("the password is readable by its owner alone, and only with it one gets in", async () => {
  const cluster = await start()
  expect((await stat(join(folder, "postgres-password"))).mode & 0o777).toBe(0o600)
  const other = new URL(cluster.url("postgres"))
  other.password = "guess"
  await expect(new pg.Client({ connectionString: other.href }).connect()).rejects.toThrow(
    "password authentication failed",
  )
})

test("a Postgres left behind by a killed process is found and used", async () => {
  const script = `
    import { startPostgres } from ${JSON.stringify(fileURLToPath(new URL("embedded.ts", import.meta.url)))}
    await startPostgres(process.argv[1])
    console.log("ready")
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  await once(child.stdout, "data")
  const orphan = await pidOf()
  child.kill("SIGKILL")
  await once(child, "exit")
  const cluster = await start()
  expect(cluster.adopted).toBe(true)
  expect(await pidOf()).toBe(orphan)
  expect(await query(cluster, "select 1")).toEqual([1])
})

test("a killed Postgres is started again and keeps what was committed", async () => {
  const first = await start()
  await query(first, "create table kept as select 42 as n")
  process.kill(await pidOf(), "SIGKILL")
  const second = await start()
  expect(await query(second, "select n from kept")).toEqual([42])
  expect(second.url("postgres")).toBe(first.url("postgres"))
})

test("a stale postmaster.pid whose number belongs to another process now is no hindrance", async () => {
  const first = await start()
  const file = join(folder, "postgres/postmaster.pid")
  const lines = (await readFile(file, "utf8")).split("\n")
  await first.stop()
  await writeFile(file, [String(process.pid), ...lines.slice(1)].join("\n"))
  const second = await start()
  expect(second.adopted).toBe(false)
  expect(await query(second, "select 1")).toEqual([1])
})

test("starts at the same moment share one Postgres", async () => {
  const clusters = await Promise.all([start(), start(), start()])
  expect(new Set(clusters.map((cluster) => cluster.url("postgres"))).size).toBe(1)
  expect(clusters.filter(({ adopted }) => !adopted)).toHaveLength(1)
})

test("a folder below one that only its owner may enter works too", async () => {
  const closed = join(folder, "closed")
  await mkdir(closed, { mode: 0o700 })
  const cluster = await start(join(closed, "data"))
  expect(await query(cluster, "select 1")).toEqual([1])
  await cluster.stop()
  const again = await start(join(closed, "data"))
  expect(await query(again, "select 1")).toEqual([1])
  // Root's files are elsewhere then.
  const place = await realpath(join(closed, "data/postgres"))
  await again.stop()
  if (!place.startsWith(folder)) await rm(dirname(place), { recursive: true })
})

test("a Postgres that cannot start says why, from its own log, and what to do", async () => {
  const cluster = await start()
  await cluster.stop()
  await writeFile(join(folder, "postgres/postgresql.conf"), "no_such_setting = on\n")
  const problem = await startPostgres(folder).catch((error) => error)
  expect(problem).toBeInstanceOf(CannotStart)
  for (const word of [folder, "no_such_setting", "CHANCERY_DATA_DIR", "DATABASE_URL"])
    expect(problem.message).toContain(word)
})

test("a data folder that cannot be made is said by the name of its variable", async () => {
  await writeFile(join(folder, "file"), "")
  await expect(startPostgres(join(folder, "file"))).rejects.toThrow("CHANCERY_DATA_DIR")
})
