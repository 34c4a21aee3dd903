// The database of this process: the one in DATABASE_URL, or the Postgres of the data folder.

import pg from "pg"
import { type Cluster, startPostgres } from "../postgres/embedded.ts"
import { migrate } from "../postgres/migrate.ts"
import { CannotStart } from "./cannot-start.ts"

/** "c" "h" "a" "n": held by the one server of a data folder. */
const serverLock = 0x6368616e

export interface Database {
  url: string
  /** The migrations that this start applied. */
  applied: string[]
  /** Lets go of it, and stops the Postgres if it is ours. */
  close(): Promise<void>
}

interface Options {
  /** Address of a Postgres that somebody else runs; empty: ours. */
  given?: string
  folder: string
  production: boolean
  log: (line: string) => void
}

/** Starts or finds the database, refuses one that may lose what it confirmed, and migrates it. */
export async function openDatabase({ given, folder, production, log }: Options): Promise<Database> {
  const cluster = given ? null : await startPostgres(folder)
  if (cluster?.adopted) log("Found the Postgres of an earlier start still running, and went on with it.")
  const url = given ?? (await ensureDatabase(cluster as Cluster))
  const guard = cluster ? await guardCluster(url, folder, log) : null
  try {
    await checkDurable(url, production)
    const applied = await migrate(url)
    return {
      url,
      applied,
      close: async () => {
        await guard?.release()
        await cluster?.stop()
      },
    }
  } catch (error) {
    await guard?.release()
    throw error
  }
}

async function ensureDatabase(cluster: Cluster): Promise<string> {
  await withClient(cluster.url("postgres"), async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = 'chancery'")
    if (!rowCount) await client.query("create database chancery")
  })
  return cluster.url("chancery")
}

/** Throws if Postgres does not answer, or if it may confirm a commit and lose it afterwards. In development it may. */
export async function checkDurable(url: string, production: boolean): Promise<void> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ name: string }>(
      `select name from pg_settings
       where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name`,
    ),
  ).catch((error: Error) => {
    throw new CannotStart(`DATABASE_URL: Postgres does not answer there: ${error.message || String(error)}`)
  })
  if (production && rows.length > 0)
    throw new CannotStart(
      `Postgres runs with ${rows.map(({ name }) => `${name}=off`).join(", ")}: it could lose what was saved. ` +
        "Set it to on in postgresql.conf, or for this database with ALTER DATABASE … SET.",
    )
}

/**
 * Holds the lock of the data folder, so that two servers do not share one by mistake (each would stop the other's
 * Postgres), and starts the Postgres again if it ends under us.
 */
async function guardCluster(url: string, folder: string, log: (line: string) => void) {
  let released = false
  let client: pg.Client

  async function hold(): Promise<void> {
    client = new pg.Client({ connectionString: url, application_name: "chancery-server", keepAlive: true })
    let over = false
    const lost = () => {
      if (over || released) return
      over = true
      log("The bundled Postgres ended; starting it again.")
      void restart()
    }
    client.on("error", lost)
    client.on("end", lost)
    await client.connect()
    // A server that was killed a moment ago loses its connection, and with it the lock, within this time.
    for (let attempt = 0; attempt < 30; attempt++) {
      const { rows } = await client.query("select pg_try_advisory_lock($1) as got", [serverLock])
      if (rows[0].got) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    over = true
    await client.end()
    throw new CannotStart(
      `Another Chancery is running with the data folder ${folder}. Stop it, or set CHANCERY_DATA_DIR to another folder.`,
    )
  }

  async function restart(): Promise<void> {
    for (let delay = 200; !released; delay = Math.min(delay * 2, 10_000)) {
      try {
        await startPostgres(folder)
        return await hold()
      } catch (error) {
        log(`The bundled Postgres cannot start: ${(error as Error).message}`)
        await new Promise((resolve) => setTimeout(resolve, delay))
      }
    }
  }

  await hold()
  return {
    release: async () => {
      released = true
      await client.end().catch(() => {})
    },
  }
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on("error", () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
