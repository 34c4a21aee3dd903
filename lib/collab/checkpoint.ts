// Folds the log of a brief into its snapshot, so that opening does not replay every keystroke, and writes the gate's
// index beside it. Nothing is deleted that the snapshot, read back from the database, has not been shown to hold.
//
// What was deleted from the text is let go, as every editor does: its place in the order stays, so anchors and edits
// that lean on it go on working, its words do not. This is heavy, so it runs in a thread (folding-worker.ts).

import type pg from "pg"
import * as Y from "yjs"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { type Fault, faultsOf } from "#lib/document/valid.ts"
import { ClockIndex } from "./clock-index.ts"
import { admitStored, contains } from "./gate.ts"
import { liveDigest } from "./live-digest.ts"
import { storedShape } from "./roots.ts"
import { writeIndex } from "./stored-index.ts"

/** What a checkpoint did. */
export interface Folded {
  /** The snapshot before held everything up to here. */
  after: bigint
  /** The snapshot now does. */
  upto: bigint
  /** The rows that were folded in, by their places in the log. */
  seqs: bigint[]
  /** Bytes of those rows, and of the snapshot that they are in now. */
  bytes: number
  size: number
  /** What breaks the schema, by section: lib/briefs/quarantine.ts. */
  faults: Record<string, Fault[]>
}

/** Folds what is in the log; undefined if there is nothing or somebody else is at it. */
export async function checkpoint(pool: pg.Pool, briefId: string): Promise<Folded | undefined> {
  const upto = await quietPoint(pool, briefId)
  if (upto === undefined) return undefined
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    await client.query("begin")
    const folded = await fold(client, briefId, upto)
    await client.query("commit")
    return folded
  } catch (error) {
    failure = error as Error
    await client.query("rollback").catch(() => {})
    throw failure
  } finally {
    client.release(failure)
  }
}

/**
 * A seq below which nothing can appear any more. Numbers are drawn before the commit, so for a moment nobody may be
 * writing: the lock waits for those who are (they hold a share lock) and is given back at once.
 */
async function quietPoint(pool: pg.Pool, briefId: string): Promise<string | undefined> {
  const client = await pool.connect()
  let failure: Error | undefined
  try {
    await client.query("begin")
    await client.query(`select 1 from "Brief" where id = $1 for update`, [briefId])
    const { rows } = await client.query<{ upto: string | null }>(
      `select max(seq) as upto from "BriefUpdate" where "briefId" = $1`,
      [briefId],
    )
    await client.query("commit")
    return rows[0]?.upto ?? undefined
  } catch (error) {
    failure = error as Error
    await client.query("rollback").catch(() => {})
    throw failure
  } finally {
    client.release(failure)
  }
}

async function fold(client: pg.PoolClient, briefId: string, upto: string): Promise<Folded | undefined> {
  const { rows: lock } = await client.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('checkpoint ' || $1, 0)) as mine`,
    [briefId],
  )
  if (!lock[0]?.mine) return undefined
  const { rows: before } = await client.query<{ upto: string; data: Buffer }>(
    `select upto, data from "BriefSnapshot" where "briefId" = $1 for update`,
    [briefId],
  )
  const { rows } = await client.query<{ seq: string; data: Buffer }>(
    `select seq, data from "BriefUpdate" where "briefId" = $1 and seq <= $2 order by seq`,
    [briefId, upto],
  )
  if (rows.length === 0) return undefined
  const parts = [...before, ...rows].map(({ data }) => new Uint8Array(data))
  const snapshot = merge(parts)
  const index = writeIndex(indexOf(snapshot), snapshot)
  await client.query(
    `insert into "BriefSnapshot" ("briefId", upto, data, index, authors)
     select $1, $2, $3, $4, array(select distinct "authorId" from "BriefUpdate"
                                  where "briefId" = $1 and seq <= $2 and "authorId" is not null)
     on conflict ("briefId") do update
       set upto = excluded.upto, data = excluded.data, index = excluded.index, at = now(),
           authors = array(select distinct unnest("BriefSnapshot".authors || excluded.authors))`,
    [briefId, upto, Buffer.from(snapshot), Buffer.from(index)],
  )
  const { rows: after } = await client.query<{ data: Buffer; index: Buffer }>(
    `select data, index from "BriefSnapshot" where "briefId" = $1`,
    [briefId],
  )
  const [back] = after as [{ data: Buffer; index: Buffer }]
  const doc = verify(new Uint8Array(back.data), parts)
  if (!back.index.equals(index)) throw new Error("the index did not come back as it was written")
  await client.query(`delete from "BriefUpdate" where "briefId" = $1 and seq = any ($2::bigint[])`, [
    briefId,
    rows.map(({ seq }) => seq),
  ])
  return {
    after: BigInt(before[0]?.upto ?? 0),
    upto: BigInt(upto),
    seqs: rows.map(({ seq }) => BigInt(seq)),
    bytes: rows.reduce((sum, { data }) => sum + data.length, 0),
    size: snapshot.length,
    faults: faultsOf(doc, await loadOutline(client, briefId)),
  }
}

async function loadOutline(client: pg.PoolClient, briefId: string): Promise<SectionOutline[]> {
  const { rows } = await client.query<SectionOutline>(
    `select key, kind, heading, guidance, required, "limit", adds from "BriefSection" where "briefId" = $1`,
    [briefId],
  )
  return rows
}

/** All parts as one update, without the words that were deleted. */
export const merge = (parts: Uint8Array[]): Uint8Array => Y.encodeStateAsUpdate(docOf(parts))

/** In one transaction of our own: Yjs then cleans nothing up that nobody deleted. */
function docOf(parts: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const part of parts) Y.applyUpdate(doc, part)
  })
  if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error("the log leans on what it does not hold")
  return doc
}

export function indexOf(snapshot: Uint8Array): ClockIndex {
  const index = new ClockIndex()
  admitStored(index, snapshot, storedShape)
  return index
}

/**
 * Throws unless the snapshot is whole in itself, holds all that each part held, and says what they say together.
 * Answers its document.
 */
export function verify(snapshot: Uint8Array, parts: Uint8Array[]): Y.Doc {
  const index = indexOf(snapshot)
  parts.forEach((part, at) => {
    if (!contains(index, part)) throw new Error(`the snapshot lacks part ${at}`)
  })
  const doc = docOf([snapshot])
  if (liveDigest(doc) !== liveDigest(docOf(parts))) throw new Error("the snapshot says something else")
  return doc
}
