// What all servers stand on: a Postgres of its own that keeps what it commits (fsync on), fifty people, and briefs that
// each server finds where it stores: ours in its tables, Hocuspocus in one of its own, y-websocket in a file.

import { randomBytes } from "node:crypto"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { checkpoint } from "#lib/collab/checkpoint.ts"
import { openBrief, openWorkshop, someone } from "#lib/collab/test-stage.ts"
import { db } from "#lib/db.ts"
import { startPostgres } from "#lib/postgres/embedded.ts"
import { migrate } from "#lib/postgres/migrate.ts"

const people = 50

export interface Stage {
  /** API tokens, one per person. */
  tokens: string[]
  /** The first process of Postgres. */
  postgres: number
  postgresVersion: string
  /** What a server process needs to know. */
  env: NodeJS.ProcessEnv
  /** A brief with this content, in every storage. */
  brief(content?: Uint8Array): Promise<string>
  clear(): Promise<void>
}

export async function setStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "chancery-bench-"))
  const briefs = join(folder, "briefs")
  await mkdir(briefs)
  const cluster = await startPostgres(folder)
  const clear = async () => {
    await db.$disconnect().catch(() => {})
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const url = cluster.url("postgres")
    await migrate(url)
    const env = {
      NODE_ENV: "production",
      DATABASE_URL: url,
      AUTH_SECRET: randomBytes(32).toString("base64"),
      BENCH_BRIEFS: briefs,
    } as const
    Object.assign(process.env, env)
    const pool = new pg.Pool({ connectionString: url, max: 4 })
    await pool.query(`create table bench_hocuspocus (name text primary key, data bytea not null)`)
    const { rows } = await pool.query<{ postmaster: string; version: string }>(
      `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1) as postmaster,
        current_setting('server_version') as version`,
    )
    const workshop = await openWorkshop()
    const tokens = await Promise.all(
      Array.from({ length: people }, async (_, i) => (await someone(`Writer ${i}`, workshop, "drafter")).token),
    )
    return {
      tokens,
      postgres: Number(rows[0]?.postmaster),
      postgresVersion: rows[0]?.version ?? "?",
      env,
      brief: async (content) => {
        const id = await openBrief(workshop)
        if (!content) return id
        const data = Buffer.from(content)
        await writeFile(join(briefs, id), data)
        await pool.query(`insert into bench_hocuspocus (name, data) values ($1, $2)`, [id, data])
        await pool.query(`insert into "BriefUpdate" ("briefId", data) values ($1, $2)`, [id, data])
        await checkpoint(pool, id)
        return id
      },
      clear: async () => {
        await pool.end()
        await clear()
      },
    }
  } catch (error) {
    await clear()
    throw error
  }
}
