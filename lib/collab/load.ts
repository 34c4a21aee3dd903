// Reading a brief for its room.

import type pg from "pg"
import type { ClockIndex } from "./clock-index.ts"
import { readIndex } from "./stored-index.ts"

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

/** Bytes of a snapshot in one row of the answer: reading a large one never holds up the process for long. */
const slice = 256 << 10

interface Row {
  seq: string
  data: Buffer
  index: Buffer | null
  /** Place of a slice of the snapshot; null for a row of the log. */
  slice: number | null
}

/**
 * The snapshot (if there is one newer than `after`), its index if one is stored, and the rows of the log after `after`
 * but those in `known`. One statement, so that a checkpoint that moves rows into the snapshot meanwhile cannot make a
 * hole.
 */
export async function loadUpdates(
  pool: pg.Pool,
  briefId: string,
  after = 0n,
  known: bigint[] = [],
): Promise<{ snapshot: Stored | undefined; index: ClockIndex | undefined; rows: Stored[] }> {
  const { rows } = await pool.query<Row>({
    name: "brief-updates",
    // Joined to nothing, so that Postgres unpacks the data once and not for each slice.
    text: `
      with snapshot as materialized (
        select upto, data || ''::bytea as data, index from "BriefSnapshot" where "briefId" = $1 and upto > $2
      )
      select upto as seq, substring(data from slice * $4 + 1 for $4) as data,
        case slice when 0 then index end as index, slice
      from snapshot, generate_series(0, greatest(octet_length(data) - 1, 0) / $4) as slice
      union all
      select seq, data, null, null from "BriefUpdate"
      where "briefId" = $1 and seq > $2 and not seq = any ($3::bigint[])`,
    values: [briefId, String(after), known.map(String), slice],
  })
  const slices = rows.filter((row) => row.slice !== null).sort((a, b) => (a.slice as number) - (b.slice as number))
  const tail = rows
    .filter((row) => row.slice === null)
    .map(({ seq, data }) => ({ seq: BigInt(seq), data: new Uint8Array(data) }))
    .sort((a, b) => (a.seq < b.seq ? -1 : 1))
  const [first] = slices
  if (!first) return { snapshot: undefined, index: undefined, rows: tail }
  const data = new Uint8Array(Buffer.concat(slices.map((part) => part.data)))
  const index = first.index ? readIndex(first.index, data) : undefined
  return { snapshot: { seq: BigInt(first.seq), data }, index, rows: tail }
}
