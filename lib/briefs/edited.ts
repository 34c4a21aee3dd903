import { db } from "#lib/db.ts"

/**
 * When each brief last moved: its last edit or transition. Edits are not written to the brief's own row, which all
 * its writers would then wait for; the last one is found at the end of the log.
 */
export async function lastMoved(briefIds: string[]): Promise<Map<string, Date>> {
  const rows = await db.$queryRaw<{ id: string; at: Date }[]>`
    select b.id::text, greatest(
      b."updatedAt",
      (select s.at from "BriefSnapshot" s where s."briefId" = b.id),
      (select u.at from "BriefUpdate" u where u."briefId" = b.id order by u.seq desc limit 1)
    ) as at
    from "Brief" b where b.id = any (${briefIds}::uuid[])`
  return new Map(rows.map((row) => [row.id, row.at]))
}
