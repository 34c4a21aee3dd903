// Applies prisma/migrations when the product starts, without Prisma's CLI.
// Writes the same rows in _prisma_migrations as `prisma migrate deploy`, so that `migrate status` agrees.

import { createHash, randomUUID } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import pg from "pg"

const ours = fileURLToPath(new URL("../../prisma/migrations", import.meta.url))

/** Prisma's own advisory lock: two servers that start together, or a server and the CLI, take turns. */
const lock = 72707369

const table = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

interface Applied {
  name: string
  checksum: string
  finished: boolean
}

/** The database and the migrations contradict each other; `message` says what to do. */
export class CannotMigrate extends Error {
  override name = "CannotMigrate"
}

/** The migrations in `folder`, oldest first. */
async function readMigrations(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"))
      return { name, sql: sql.toString("utf8"), checksum: createHash("sha256").update(sql).digest("hex") }
    }),
  )
}

/**
 * Brings the database at `url` to the newest migration; returns the names of those it applied.
 * Each migration is one transaction together with its row. Throws CannotMigrate.
 */
export async function migrate(url: string, folder = ours): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = new pg.Client({ connectionString: url, application_name: "chancery-migrate" })
  await client.connect()
  try {
    await client.query("select pg_advisory_lock($1)", [lock])
    await client.query(table)
    const { rows: applied } = await client.query<Applied>(
      `select migration_name as name, checksum, finished_at is not null as finished
       from _prisma_migrations where rolled_back_at is null order by started_at, migration_name`,
    )
    for (const row of applied) check(row, migrations)
    const done: string[] = []
    for (const migration of migrations) {
      if (applied.some((row) => row.name === migration.name)) continue
      await apply(client, migration)
      done.push(migration.name)
    }
    return done
  } finally {
    await client.end()
  }
}

function check(row: Applied, migrations: { name: string; checksum: string }[]): void {
  const migration = migrations.find(({ name }) => name === row.name)
  if (!migration)
    throw new CannotMigrate(
      `The database has the migration ${row.name}, which this version does not know: it was made by a newer version. Start that one.`,
    )
  if (!row.finished)
    throw new CannotMigrate(`The migration ${row.name} was begun and not finished. Restore the database from a backup.`)
  if (migration.checksum !== row.checksum)
    throw new CannotMigrate(`The migration ${row.name} was changed after it was applied. Put its file back as it was.`)
}

async function apply(client: pg.Client, migration: { name: string; sql: string; checksum: string }): Promise<void> {
  try {
    await client.query("begin")
    await client.query(migration.sql)
    await client.query(
      `insert into _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       values ($1, $2, clock_timestamp(), $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query("commit")
  } catch (error) {
    await client.query("rollback").catch(() => {})
    throw new CannotMigrate(`The migration ${migration.name} failed and changed nothing: ${(error as Error).message}`, {
      cause: error,
    })
  }
}
