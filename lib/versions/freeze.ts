import type { Brief } from "#lib/briefs/access.ts"
import { loadDoc, writersOf } from "#lib/briefs/content.ts"
import { lacksIn } from "#lib/briefs/lacks.ts"
import type { Findings } from "#lib/briefs/quarantine.ts"
import type { Tx } from "#lib/db.ts"
import { canonical, sha256 } from "#lib/document/canonical.ts"
import { faultsOf } from "#lib/document/valid.ts"
import { readContent } from "#lib/document/ydoc.ts"
import { ExpectedError, invalid } from "#lib/errors.ts"
import type { FrozenVersion } from "#lib/versions/access.ts"
import { namesIn, namesToday } from "#lib/versions/names.ts"

/**
 * Makes the next version of a brief from its update log. The caller holds the brief's lock, so the log is whole and
 * still. Refuses an incomplete brief with the list of what it lacks, and one that holds what its schema does not allow.
 */
export async function freeze(tx: Tx, brief: Brief, createdById: string): Promise<FrozenVersion> {
  const { doc, upto } = await loadDoc(brief.id, tx)
  const faults = faultsOf(doc, brief.outline)
  if (Object.keys(faults).length > 0) throw new Faulty({ upto, faults }, brief)
  const content = readContent(doc, brief)
  const lacks = (await lacksIn(brief, content, tx)).filter((lack) => lack.level === "error")
  if (lacks.length > 0) throw invalid("incomplete", { count: lacks.length }, lacks)
  const text = canonical(content)
  const writers = await writersOf(brief.id, tx)
  const names = namesIn(content, await namesToday(brief, tx), [...writers, createdById])
  const last = await tx.version.aggregate({ where: { briefId: brief.id }, _max: { number: true } })
  return tx.version.create({
    data: {
      briefId: brief.id,
      number: (last._max.number ?? 0) + 1,
      content: text,
      sha256: await sha256(text),
      names: names as object,
      upto,
      writers,
      createdById,
    },
    select: { id: true, number: true, sha256: true, writers: true },
  })
}

/** What is stored of these sections breaks the schema: nobody can say what would be frozen. */
export class Faulty extends ExpectedError {
  readonly findings: Findings

  constructor(findings: Findings, { outline, languages }: Pick<Brief, "outline" | "languages">) {
    const keys = Object.keys(findings.faults)
    const [first] = outline.filter(({ key }) => keys.includes(key))
    const heading = languages.map((language) => first?.heading[language]).find(Boolean) ?? keys[0] ?? ""
    super("invalid", "faulty", { section: heading, count: keys.length }, keys)
    this.findings = findings
  }
}
