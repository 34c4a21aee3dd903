import * as Y from "yjs"
import { accessToBrief } from "#lib/briefs/access.ts"
import { db, type Tx } from "#lib/db.ts"
import { canonical, sha256 } from "#lib/document/canonical.ts"
import type { BriefContent } from "#lib/document/content.ts"
import { readContent } from "#lib/document/ydoc.ts"

/**
 * The text of a brief as the database holds it, and the last update in it (0n: none yet). One statement, so a
 * checkpoint that moves rows from the log into the snapshot meanwhile cannot make a hole.
 */
export async function loadDoc(briefId: string, via: Tx = db): Promise<{ doc: Y.Doc; upto: bigint }> {
  const rows = await via.$queryRaw<{ seq: bigint; data: Uint8Array }[]>`
    select upto as seq, data, 0 as part from "BriefSnapshot" where "briefId" = ${briefId}::uuid
    union all
    select seq, data, 1 from "BriefUpdate"
    where "briefId" = ${briefId}::uuid
      and seq > coalesce((select upto from "BriefSnapshot" where "briefId" = ${briefId}::uuid), 0)
    order by part, seq`
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const row of rows) Y.applyUpdate(doc, row.data)
  })
  return { doc, upto: rows.at(-1)?.seq ?? 0n }
}

/**
 * Everybody whose edits are in the log of a brief, from its beginning, and who gave it a title, which is frozen with
 * the text. Who only saw their words deleted or replaced is among them.
 */
export async function writersOf(briefId: string, via: Tx = db): Promise<string[]> {
  const rows = await via.$queryRaw<{ id: string }[]>`
    select distinct id::text from (
      select "authorId" as id from "BriefUpdate" where "briefId" = ${briefId}::uuid
      union all
      select unnest(authors) from "BriefSnapshot" where "briefId" = ${briefId}::uuid
      union all
      select "actorId" from "AuditEvent"
      where "briefId" = ${briefId}::uuid and kind in ('brief.created', 'brief.renamed', 'brief.languageAdded')
    ) authors where id is not null order by 1`
  return rows.map((row) => row.id)
}

/** The living text as canonical content: parsed, as the exact JSON that is hashed, and its SHA-256 (hex). */
export async function readLive(
  who: string,
  briefId: string,
): Promise<{ content: BriefContent; canonical: string; sha256: string }> {
  const { brief } = await accessToBrief(who, briefId)
  const { doc } = await loadDoc(briefId)
  const text = canonical(readContent(doc, brief))
  return { content: JSON.parse(text) as BriefContent, canonical: text, sha256: await sha256(text) }
}
