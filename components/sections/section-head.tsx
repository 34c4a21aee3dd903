import type { ReactNode } from "react"
import { inLanguage } from "#components/sections/names.ts"
import type { Language } from "#lib/document/content.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"

/** Number, heading, the same in the other language, and the budget at the end of the line. */
export function SectionHead({
  outline,
  number,
  language,
  languages,
  budget,
  guidance,
  fold,
  notice,
  children,
}: {
  outline: SectionOutline
  number: number
  language: Language
  languages: readonly Language[]
  budget?: ReactNode
  guidance?: boolean
  /** The control that folds it away. */
  fold?: ReactNode
  /** Under the heading: what to know before reading or writing on. */
  notice?: ReactNode
  children?: ReactNode
}) {
  const heading = inLanguage(outline.heading, language)
  const other = languages.find((one) => one !== language && outline.heading[one] && outline.heading[one] !== heading)
  return (
    <div>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-l font-semibold">
          <span className="tabular me-[1em]">{number}</span>
          {heading}
        </h2>
        {other && (
          <span lang={other === "zh" ? "zh-CN" : other} className="text-s text-ink-3">
            {outline.heading[other]}
          </span>
        )}
        {children}
        <span className="tabular ms-auto text-xs text-ink-3">{budget}</span>
        {fold}
      </div>
      {notice}
      {guidance && outline.guidance && (
        <p className="mt-1 text-s text-ink-3">{inLanguage(outline.guidance, language)}</p>
      )}
    </div>
  )
}
