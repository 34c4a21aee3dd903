import type { Brief } from "#lib/briefs/access.ts"
import { db, type Tx } from "#lib/db.ts"
import { lacksOf } from "#lib/document/completeness.ts"
import type { BriefContent, Text } from "#lib/document/content.ts"
import type { Lack } from "#lib/document/kinds/kind.ts"

/** All that a brief lacks, its sources judged by what the workshop's register says of them today. */
export async function lacksIn(brief: Brief, content: BriefContent, via: Tx = db): Promise<Lack[]> {
  const sources = await via.source.findMany({
    where: { workshopId: brief.workshopId },
    select: { code: true, names: true, data: true },
  })
  const byCode = Object.fromEntries(sources.map(({ code, names, data }) => [code, { names: names as Text, data }]))
  return lacksOf(content, brief.outline, byCode)
}
