import type { Brief } from "#lib/briefs/access.ts"
import { alignmentsOf } from "#lib/briefs/alignment.ts"
import { db, type Tx } from "#lib/db.ts"
import { lacksOf } from "#lib/document/completeness.ts"
import type { BriefContent, Text } from "#lib/document/content.ts"
import type { Lack } from "#lib/document/kinds/kind.ts"
import { sidedIn } from "#lib/document/sides.ts"
import { staleIn, staleLacks } from "#lib/document/stale.ts"
import { Glossary, wordingLacks } from "#lib/document/terms.ts"
import { readTerms } from "#lib/registers/terms.ts"

/**
 * All that a brief lacks, its sources judged by what the workshop's register says of them today; then the sides that
 * another has left behind, and the words that are not those the workshop agreed on.
 */
export async function lacksIn(brief: Brief, content: BriefContent, via: Tx = db): Promise<Lack[]> {
  const sources = await via.source.findMany({
    where: { workshopId: brief.workshopId },
    select: { code: true, names: true, data: true },
  })
  const byCode = Object.fromEntries(sources.map(({ code, names, data }) => [code, { names: names as Text, data }]))
  const stale = staleIn(content, await alignmentsOf(brief.id, via))
  const glossary = new Glossary(await readTerms(brief.workshopId, via))
  const wordings = glossary.wordings(sidedIn(content), brief.languages)
  return [...lacksOf(content, brief.outline, byCode), ...staleLacks(stale), ...wordingLacks(wordings)]
}
