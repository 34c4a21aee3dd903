// Telling other processes (and the collaboration rooms in this one) that something about a brief moved.
// Over Postgres' LISTEN/NOTIFY, so that it also works with several servers on one database.
// A nudge carries no content: whoever hears it reads the state again. It may be lost while a connection is down,
// so `listen` also says when it is back.

import pg from "pg"
import { db } from "#lib/db.ts"
import { env } from "#lib/env.ts"

/** The channel of LISTEN and NOTIFY. */
export const channel = "chancery"

export type NudgeKind = "access" | "threads" | "state" | "alignment"

export interface Nudge {
  briefId: string
  what: NudgeKind
  /** Only this person is concerned. */
  userId?: string
}

/** What collaboration processes tell each other where no Redis does: lib/collab/bus.ts. */
export interface ProcessWord {
  /** The process that says it. */
  from: string
  /** The brief whose log has more; absent: the process has just come. */
  grown?: string
}

/** Tells everybody who listens. Send it after the commit, or inside the transaction through `tx`. */
export async function nudge(
  briefId: string,
  what: NudgeKind,
  userId?: string,
  through: Pick<typeof db, "$executeRaw"> = db,
): Promise<void> {
  const payload = JSON.stringify({ briefId, what, userId } satisfies Nudge)
  await through.$executeRaw`select pg_notify(${channel}, ${payload})`
}

export interface Listening {
  /** Called when the connection is back after it was lost: nudges may have been missed. */
  onReturn?: () => void
  /** Called with each word of a collaboration process, of this one too. */
  onWord?: (word: ProcessWord) => void
}

/** The connection of each process that listens, by which they can be counted. */
export const listenerName = "chancery-nudge"

/** Calls `handler` with each nudge until the returned function is called. Resolves when listening. */
export async function listen(
  handler: (nudge: Nudge) => void,
  { onReturn, onWord }: Listening = {},
): Promise<() => Promise<void>> {
  let stopped = false
  let current: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: env.DATABASE_URL,
      application_name: listenerName,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    })
    current = client
    let over = false
    const lost = () => {
      if (over) return
      over = true
      if (!stopped) reconnect(250)
    }
    client.on("error", lost)
    client.on("end", lost)
    client.on("notification", ({ payload }) => {
      const said = JSON.parse(payload || "{}") as Nudge | ProcessWord
      if ("from" in said) onWord?.(said)
      else if (said.briefId) handler(said)
    })
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch (error) {
      over = true
      await client.end().catch(() => {})
      throw error
    }
  }

  function reconnect(after: number): void {
    retry = setTimeout(() => {
      connect().then(
        () => onReturn?.(),
        () => !stopped && reconnect(Math.min(after * 2, 5_000)),
      )
    }, after)
  }

  await connect()
  return async () => {
    stopped = true
    clearTimeout(retry)
    await current?.end().catch(() => {})
  }
}
