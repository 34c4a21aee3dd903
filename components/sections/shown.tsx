import { choicesOf, type Evidence, inLanguage, langOf, type Names } from "#components/sections/names.ts"
import { Pips, Stance } from "#components/sections/stance.tsx"
import type { Cell, Language, Row, Text } from "#lib/document/content.ts"
import type { Column, Part } from "#lib/document/kinds/kind.ts"

export interface ReadingContext {
  /** Of the interface. */
  language: Language
  /** Languages of the text that are shown. */
  show: Language[]
  names: Names
  evidence: readonly Evidence[]
  /** The rows of the same section by part, for references to rows. */
  rows: Record<string, Row[]>
  parts: readonly Part[]
  words: { yes: string; no: string; notSpecified: string }
}

/** A value as it reads. Empty shows as a dash, or as "not specified" where a gap must be seen. */
export function Shown({
  column,
  value,
  context,
  gap,
}: {
  column: Column
  value: Cell | undefined
  context: ReadingContext
  gap?: boolean
}) {
  const { language, show, names, evidence, rows, parts, words } = context
  const empty = <span className="text-ink-3">{gap ? words.notSpecified : "—"}</span>
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return empty
  switch (column.type) {
    case "text": {
      const text = value as Text
      const there = show.filter((one) => text[one])
      if (there.length === 0) return empty
      return there.map((one) => (
        <div
          key={one}
          lang={langOf(one)}
          className="cell-text not-first:mt-1 not-first:font-normal not-first:text-ink-2"
        >
          {text[one]?.split("\n").map((line, index) => (
            <p key={index}>{line}</p>
          ))}
        </div>
      ))
    }
    case "boolean":
      return value ? words.yes : words.no
    case "choice": {
      const nameOf = (one: string) =>
        inLanguage(column.choices.find(({ value: key }) => key === one)?.names, language) || one
      if (column.key === "stance" || column.key.endsWith("_stance"))
        return <Stance value={String(value)} label={nameOf(String(value))} />
      return [value]
        .flat()
        .map((one) => nameOf(String(one)))
        .join(language === "zh" ? "、" : ", ")
    }
    case "ref": {
      const choices = choicesOf(column, language, names, evidence, rows, parts)
      const found = [value].flat().map((one) => choices.find((choice) => choice.value === String(one)))
      if (column.to === "evidence")
        return (
          <span className="tabular">
            {found.map((one, index) =>
              one ? (
                <a key={one.value} href={`#evidence-${one.value}`} title={one.full} className="me-1 hover:underline">
                  {one.short}
                </a>
              ) : (
                <span key={index}>?</span>
              ),
            )}
          </span>
        )
      return found
        .map((one, index) => one?.short ?? String([value].flat()[index]))
        .join(language === "zh" ? "、" : ", ")
    }
    case "number":
      if (column.integer && column.min === 1 && column.max === 5)
        return (
          <span className="tabular inline-flex items-center gap-1.5">
            <Pips value={Number(value)} /> {String(value)}
          </span>
        )
      return <span className="tabular">{String(value)}</span>
    default:
      return (
        <span className="tabular">
          {typeof value === "object" ? inLanguage(value as Text, language) : String(value)}
        </span>
      )
  }
}
