import type { Names } from "#components/sections/names.ts"
import type { BriefContent, Language } from "#lib/document/content.ts"

/** What is made from the rest of the brief: the references behind its evidence. */
export function DerivedReading({ content, names, language }: { kind: string; content: BriefContent; names: Names; language: Language }) {
  const codes = [...new Set(content.sections.filter((one) => one.kind === "evidence_list").flatMap((one) => (one.parts?.rows ?? []).map((row) => row.cells.source)))]
  const sources = codes.filter((code): code is string => typeof code === "string")
  return (
    <ol className="grid list-decimal gap-1.5 ps-6 font-serif" data-figure="references">
      {sources.map((code) => (
        <li key={code}>{names.source[code]?.names[language] ?? names.source[code]?.names.zh ?? code}</li>
      ))}
    </ol>
  )
}
