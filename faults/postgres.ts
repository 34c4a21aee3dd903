// A durable Postgres of a fault's own, that can be killed, frozen and filled. Its folder is on a real disk.

import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { promisify } from "node:util"
import pg from "pg"
import { fillEnv } from "#lib/env.ts"
import { type Cluster, startPostgres } from "#lib/postgres/embedded.ts"
import { migrate } from "#lib/postgres/migrate.ts"

const run = promisify(execFile)

export interface Postgres {
  /** Address of a migrated, empty database; the same after every return. */
  readonly url: string
  /** What `pg_ctl stop -m immediate` does: every process ends at once, without a checkpoint. */
  die(): Promise<void>
  /** Starts it again: it recovers from its log. */
  comeBack(): Promise<void>
  /** Whether its main process runs. */
  isUp(): Promise<boolean>
  /** Every process of it stands still, or goes on. */
  signal(name: "SIGSTOP" | "SIGCONT"): Promise<void>
  /** A statement as the owner of the cluster, in the database `postgres`. */
  command(sql: string): Promise<unknown[]>
  /** Ends it and removes its files. */
  remove(): Promise<void>
}

/** From here on this process and its children work on the database at `url`. Before anything has asked for one. */
export function workOn(url: string) {
  process.env.DATABASE_URL = url
  fillEnv({ AUTH_SECRET: `${crypto.randomUUID()}${crypto.randomUUID()}` })
}

export async function ownPostgres(within = tmpdir()): Promise<Postgres> {
  const folder = await mkdtemp(join(within, "chancery-fault-"))
  let cluster: Cluster = await startPostgres(folder)
  const lockFile = join(folder, "postgres/postmaster.pid")
  const pid = async () => Number((await readFile(lockFile, "utf8")).split("\n")[0])
  const command = async (sql: string) => {
    const client = new pg.Client({ connectionString: cluster.url("postgres") })
    await client.connect()
    const { rows } = await client.query(sql).finally(() => client.end())
    return rows
  }
  await command("create database chancery")
  const url = cluster.url("chancery")
  await migrate(url)
  return {
    url,
    command,
    isUp: () =>
      readFile(lockFile).then(
        () => true,
        () => false,
      ),
    async signal(name) {
      const main = await pid()
      const { stdout } = await run("ps", ["-o", "pid=", "--ppid", String(main)])
      for (const each of [main, ...stdout.split("\n").map(Number)]) if (each) process.kill(each, name)
    },
    async die() {
      process.kill(await pid(), "SIGQUIT")
      while (await readFile(lockFile).catch(() => null)) await wait(5)
    },
    async comeBack() {
      cluster = await startPostgres(folder)
      if (cluster.url("chancery") !== url) throw new Error("Postgres came back at another address")
    },
    async remove() {
      await cluster.stop().catch(() => {})
      await rm(folder, { recursive: true, force: true })
    },
  }
}
