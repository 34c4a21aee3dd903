// A durable Postgres of a fault's own, that can be killed, frozen and filled. Its folder is on a real disk.

import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import pg from "pg"
import { type Cluster, startPostgres } from "#lib/postgres/embedded.ts"
import { migrate } from "#lib/postgres/migrate.ts"

export interface Postgres {
  /** Address of a migrated, empty database; the same after every return. */
  readonly url: string
  /** What `pg_ctl stop -m immediate` does: every process ends at once, without a checkpoint. */
  die(): Promise<void>
  /** Starts it again: it recovers from its log. */
  comeBack(): Promise<void>
  /** Number of its main process. */
  pid(): Promise<number>
  /** One statement as the owner of the cluster; on the database `postgres`, so that it works beside any limit. */
  command(sql: string): Promise<void>
  /** Ends it and removes its files. */
  remove(): Promise<void>
}

export async function ownPostgres(within = tmpdir()): Promise<Postgres> {
  const folder = await mkdtemp(join(within, "chancery-fault-"))
  let cluster: Cluster = await startPostgres(folder)
  const lockFile = join(folder, "postgres/postmaster.pid")
  const pid = async () => Number((await readFile(lockFile, "utf8")).split("\n")[0])
  const command = async (sql: string) => {
    const client = new pg.Client({ connectionString: cluster.url("postgres") })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await command("create database chancery")
  const url = cluster.url("chancery")
  await migrate(url)
  return {
    url,
    pid,
    command,
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
