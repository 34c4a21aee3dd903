import { readLive } from "#lib/briefs/content.ts"
import type { BriefContent } from "#lib/document/content.ts"
import { compareContents, type SectionChange } from "#lib/document/diff.ts"
import { readVersionNumber } from "#lib/versions/read.ts"

/** A version by its number, or the text as it stands now. */
export type Side = number | "live"

export interface Comparison {
  before: { number: number | null; sha256: string; content: BriefContent }
  after: { number: number | null; sha256: string; content: BriefContent }
  changes: SectionChange[]
}

/** What changed from one state of a brief to another, by section and word, in each language. */
export async function compareVersions(
  who: string,
  input: { briefId: string; before: Side; after: Side },
): Promise<Comparison> {
  const read = async (side: Side) => {
    const { content, sha256 } =
      side === "live" ? await readLive(who, input.briefId) : await readVersionNumber(who, input.briefId, side)
    return { number: side === "live" ? null : side, sha256, content }
  }
  const [before, after] = [await read(input.before), await read(input.after)]
  return { before, after, changes: compareContents(before.content, after.content) }
}
