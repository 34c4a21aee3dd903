import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { DerivedReading } from "#components/sections/derived-reading.tsx"
import { Figures } from "#components/sections/figures.tsx"
import { AcrossCell, Fields, Grid } from "#components/sections/grid.tsx"
import { type Evidence, evidenceOf, inLanguage, languageOf, type Names, nameOfRow } from "#components/sections/names.ts"
import { ProseReading } from "#components/sections/prose-reading.tsx"
import { SectionHead } from "#components/sections/section-head.tsx"
import { type ReadingContext, Shown } from "#components/sections/shown.tsx"
import { isTitled } from "#components/sections/titled.ts"
import { readingWords } from "#components/sections/words.ts"
import type { BriefContent, Cell, Language, Row, SectionContent, Text } from "#lib/document/content.ts"
import type { Column, Part, SectionOutline } from "#lib/document/kinds/kind.ts"
import { kindOf, partsOf } from "#lib/document/kinds/registry.ts"
import { cellKey } from "#lib/document/rows.ts"

interface Props {
  content: BriefContent
  /** The outline of the brief: knows the parts and columns that its template adds. */
  outline: SectionOutline[]
  names: Names
  /** Languages to show; all of the brief's if absent. */
  show?: Language[]
}

/** A brief as plain data, set as a paper: a frozen version, or the draft before its page is alive. Draws on the server. */
export function Reading({ content, outline, names, show = content.languages }: Props) {
  const evidence = evidenceOf(content)
  return (
    <div className="brief-sections">
      {outline.map((section, index) => (
        <SectionReading
          key={section.key}
          outline={section}
          number={index + 1}
          content={content}
          evidence={evidence}
          names={names}
          show={show}
        />
      ))}
    </div>
  )
}

interface SectionProps {
  outline: SectionOutline
  number: number
  content: BriefContent
  evidence: readonly Evidence[]
  names: Names
  show: Language[]
  /** Only its head is shown. */
  isFolded?: boolean
  notice?: ReactNode
}

export function SectionReading({ outline, number, content, evidence, names, show, isFolded, notice }: SectionProps) {
  const t = useTranslations("editor")
  const language = languageOf(useLocale())
  const section = content.sections.find((one) => one.key === outline.key)
  const kind = kindOf(outline.kind)
  const parts = partsOf(outline)
  const context: ReadingContext = {
    language,
    show,
    names,
    evidence,
    rows: section?.parts ?? {},
    parts,
    words: readingWords(t),
  }
  const isEmpty = !kind.derived && !section?.prose && !section?.parts
  return (
    <section
      id={outline.key}
      data-section={outline.key}
      data-kind={outline.kind}
      data-folded={isFolded || undefined}
      aria-label={inLanguage(outline.heading, language)}
      className="brief-section"
    >
      <SectionHead
        outline={outline}
        number={number}
        language={language}
        languages={content.languages}
        notice={notice}
      />
      <div className="mt-4 grid gap-5">
        {isEmpty && <p className="text-ink-3">{t("nothingYet")}</p>}
        {kind.prose && section?.prose && (
          <Prose section={section} show={show} evidence={evidence} isSeveral={content.languages.length > 1} />
        )}
        {section &&
          parts
            .filter((part) => !part.drawn)
            .map((part) => (
              <PartReading
                key={part.key}
                part={part}
                parts={parts}
                rows={section.parts?.[part.key] ?? []}
                section={section}
                context={context}
                titled={isTitled(kind, parts)}
                gaps={kind.gaps ?? false}
                isEvidence={outline.kind === "evidence_list"}
              />
            ))}
        {kind.derived && <DerivedReading content={content} names={names} language={language} />}
        {section && <Figures kind={kind} section={section} context={context} about={content.options} />}
      </div>
    </section>
  )
}

function Prose({
  section,
  show,
  evidence,
  isSeveral,
}: {
  section: SectionContent
  show: Language[]
  evidence: readonly Evidence[]
  isSeveral: boolean
}) {
  const words = useTranslations("words")
  const t = useTranslations("editor")
  const citations = new Map(evidence.map(({ id, label }) => [id, label]))
  return (
    <div className={show.length > 1 ? "prose-pair" : undefined}>
      {show.map((language) => {
        const prose = section.prose?.[language]
        return (
          <div key={language} className="min-w-0">
            {isSeveral && <div className="language-mark">{words(`language.${language}`)}</div>}
            {prose ? (
              <ProseReading node={prose} language={language} citations={citations} />
            ) : (
              <p className="text-ink-3">{t("nothingYet")}</p>
            )}
          </div>
        )
      })}
    </div>
  )
}

function PartReading({
  part,
  parts,
  rows,
  section,
  context,
  titled,
  gaps,
  isEvidence,
}: {
  part: Part
  parts: readonly Part[]
  rows: Row[]
  section: SectionContent
  context: ReadingContext
  titled: boolean
  gaps: boolean
  isEvidence: boolean
}) {
  const { language } = context
  const title = inLanguage(part.names, language)
  const shown = (row: Row, column: Column, across?: string) => (
    <Shown column={column} value={row.cells[cellKey(column.key, undefined, across)]} context={context} gap={gaps} />
  )
  if (part.single) {
    const row = rows[0] ?? { id: "fields", cells: {} }
    if ((!gaps || part.secondary) && Object.keys(row.cells).length === 0) return null
    return (
      <div className="grid gap-2">
        {titled && <h3 className="text-s font-medium text-ink-2">{title}</h3>}
        <Fields
          part={part}
          language={language}
          field={(column) => ((gaps && !part.secondary) || column.key in row.cells ? shown(row, column) : null)}
        />
      </div>
    )
  }
  if (rows.length === 0) return null
  // A list that only heads the columns of a table that crosses it is read there.
  if (parts.some((one) => one.across?.part === part.key) && part.columns.length <= 1) return null
  const heads = part.across ? (section.parts?.[part.across.part] ?? []) : []
  const acrossPart = parts.find((one) => one.key === part.across?.part)
  return (
    <div className="grid gap-2">
      {titled && <h3 className="text-s font-medium text-ink-2">{title}</h3>}
      <Grid
        part={part}
        rows={rows}
        language={language}
        label={title}
        cell={(row, column) => shown(row, column)}
        isFilled={(row, column) => hasValue(row.cells[column.key], context.show)}
        rowAttributes={(row) => ({ id: isEvidence ? `evidence-${row.id}` : undefined })}
        {...(part.across && {
          across: {
            heads: heads.map((row, index) => ({
              id: row.id,
              name: nameOfRow(row, language, acrossPart, context.names) || String(index + 1),
            })),
            cell: (row: Row, across: string) => (
              <AcrossCell
                columns={part.across?.columns ?? []}
                pair={part.across?.pair ?? []}
                language={language}
                isFilled={(column) => cellKey(column.key, undefined, across) in row.cells}
                cell={(column) => shown(row, column, across)}
              />
            ),
          },
        })}
      />
    </div>
  )
}

function hasValue(value: Cell | undefined, show: Language[]): boolean {
  if (value === undefined) return false
  if (typeof value === "object" && !Array.isArray(value)) return show.some((language) => (value as Text)[language])
  return true
}
