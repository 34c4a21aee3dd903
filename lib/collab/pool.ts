// Connections of the collaboration server to Postgres, apart from Prisma's: its statements are few, prepared and hot.

import pg from "pg"
import { env } from "#lib/env.ts"

export interface Pools {
  /** For the group committer alone, so that nothing stands between an edit and its commit. */
  commits: pg.Pool
  /** For everything else. */
  common: pg.Pool
  end(): Promise<void>
}

/** Longest that Postgres works, or waits for a lock, for one statement. Milliseconds. */
const giveUpAfter = 25_000

export function openPools(): Pools {
  const options = {
    connectionString: env.DATABASE_URL,
    application_name: "chancery-collab",
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    // Postgres gives up first, so that no connection stays in a statement that nobody waits for. Said by a statement and
    // not on connecting: a pooler between the two may refuse what it does not know there.
    onConnect: async (client: pg.ClientBase) => {
      await client.query(`set statement_timeout = ${giveUpAfter}`)
    },
  }
  // Without an answer for this long a commit counts as failed: nobody is told "saved", rooms are read again.
  const commits = new pg.Pool({ ...options, max: 1, query_timeout: 30_000 })
  const common = new pg.Pool({ ...options, max: 10 })
  for (const pool of [commits, common]) {
    pool.on("error", (error) => console.error(`Postgres closed an idle connection: ${error.message}`))
    // One that is lent has no listener of the pool's: cut between two statements it would end the process. Its borrower
    // learns of it from the next statement.
    pool.on("connect", (client) => client.on("error", () => {}))
  }
  return {
    commits,
    common,
    end: async () => {
      await Promise.all([commits.end(), common.end()])
    },
  }
}
