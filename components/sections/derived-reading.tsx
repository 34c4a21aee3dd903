import { useTranslations } from "next-intl"
import type { Names } from "#components/sections/names.ts"
import type { BriefContent, Language } from "#lib/document/content.ts"
import { referencesOf } from "#lib/document/reference-list.ts"
import type { SourceEntry } from "#lib/document/source.ts"

/** The references, made from the sources that the evidence list names. Nothing is filled in here. */
export function DerivedReading({
  content,
  names,
  language,
}: {
  content: BriefContent
  names: Names
  language: Language
}) {
  const t = useTranslations("editor")
  const references = referencesOf(content, names.source as Record<string, SourceEntry>, language)
  if (references.length === 0) return <p className="text-ink-3">{t("noReferences")}</p>
  return (
    <ol className="grid gap-2 font-serif" data-figure="references">
      {references.map((reference, index) => (
        <li key={reference.code} className="flex gap-3">
          <span className="tabular shrink-0 text-ink-3">[{index + 1}]</span>
          <span className="min-w-0 wrap-anywhere">
            {reference.text}
            {reference.mark && <span className="font-sans text-s text-warn"> {reference.mark}</span>}
            <span className="ms-2 font-sans text-xs text-ink-3">{reference.evidence.join(" ")}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
