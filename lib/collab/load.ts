// Reading a brief for its room.

import type pg from "pg"

/** One row of the log, or the snapshot that stands for all rows up to its seq. */
export interface Stored {
  seq: bigint
  data: Uint8Array
}

export interface BriefFacts {
  workshopId: string
  languages: string[]
  sections: string[]
}

export async function loadFacts(pool: pg.Pool, briefId: string): Promise<BriefFacts | undefined> {
  const { rows } = await pool.query<BriefFacts>({
    name: "brief-facts",
    text: `
      select b."workshopId", b.languages, array(
        select s.key from "BriefSection" s where s."briefId" = b.id order by s.position
      ) as sections
      from "Brief" b where b.id = $1`,
    values: [briefId],
  })
  return rows[0]
}

export async function loadClientIds(pool: pg.Pool, briefId: string): Promise<{ client: number; person: string }[]> {
  const { rows } = await pool.query<{ client: string; person: string }>({
    name: "brief-clients",
    text: `select "clientId" as client, "userId" as person from "BriefClient" where "briefId" = $1`,
    values: [briefId],
  })
  return rows.map(({ client, person }) => ({ client: Number(client), person }))
}

/**
 * The snapshot (if there is one newer than `after`) and the rows of the log after `after` but those in `known`. One
 * statement, so that a checkpoint that moves rows into the snapshot meanwhile cannot make a hole.
 */
export async function loadUpdates(
  pool: pg.Pool,
  briefId: string,
  after = 0n,
  known: bigint[] = [],
): Promise<{ snapshot: Stored | undefined; rows: Stored[] }> {
  const { rows } = await pool.query<{ seq: string; data: Buffer; isSnapshot: boolean }>({
    name: "brief-updates",
    text: `
      select upto as seq, data, true as "isSnapshot" from "BriefSnapshot" where "briefId" = $1 and upto > $2
      union all
      select seq, data, false from "BriefUpdate"
      where "briefId" = $1 and seq > $2 and not seq = any ($3::bigint[])
      order by "isSnapshot" desc, seq`,
    values: [briefId, String(after), known.map(String)],
  })
  const stored = rows.map(({ seq, data }) => ({ seq: BigInt(seq), data: new Uint8Array(data) }))
  const snapshot = rows[0]?.isSnapshot ? stored.shift() : undefined
  return { snapshot, rows: stored }
}
