import { gbt7714, missingFields, toVerifyMark } from "#lib/document/citation.ts"
import type { BriefContent, Language } from "#lib/document/content.ts"
import { evidenceLabels, evidenceRows } from "#lib/document/kinds/evidence-list.ts"
import { isToVerify, type SourceEntry } from "#lib/document/source.ts"

export interface Reference {
  /** Code in the workshop's register ("000"). */
  code: string
  /** By GB/T 7714-2015, without number and mark. */
  text: string
  /** "[待核：题名、作者]", or empty. */
  mark: string
  /** Its particulars are to be verified, or the register does not know it. */
  toVerify: boolean
  /** CSL names of the fields it lacks. */
  missing: string[]
  /** Labels of the evidence that rests on it. */
  evidence: string[]
}

/**
 * The list of references: the sources that the evidence names, in the order in which it first names them.
 * `language` is that of the marks.
 */
export function referencesOf(
  content: BriefContent,
  sources: Record<string, SourceEntry>,
  language: Language,
): Reference[] {
  const labels = evidenceLabels(content.sections)
  const references = new Map<string, Reference>()
  for (const { id, cells } of evidenceRows(content.sections)) {
    const code = typeof cells.source === "string" ? cells.source : undefined
    if (!code) continue
    const known = references.get(code)
    if (known) known.evidence.push(labels[id] ?? id)
    else references.set(code, { ...describe(code, sources[code], language), evidence: [labels[id] ?? id] })
  }
  return [...references.values()]
}

function describe(code: string, source: SourceEntry | undefined, language: Language): Omit<Reference, "evidence"> {
  if (!source) {
    const mark = {
      zh: "[待核：文献库中未见]",
      en: "[to verify: not in the register]",
      ru: "[проверить: нет в реестре]",
    }[language]
    return { code, text: `${code}.`, mark, toVerify: true, missing: ["title"] }
  }
  return {
    code,
    text: gbt7714(source),
    mark: toVerifyMark(source, language),
    toVerify: isToVerify(source),
    missing: missingFields(source),
  }
}
