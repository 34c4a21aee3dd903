import { useLocale, useTranslations } from "next-intl"
import { inLanguage, langOf, languageOf, type Names, nameOfRow } from "#components/sections/names.ts"
import { type ReadingContext, Shown } from "#components/sections/shown.tsx"
import { Chip, type Tone } from "#components/ui/chip.tsx"
import { Runs } from "#components/versions/runs.tsx"
import type { Language, Row } from "#lib/document/content.ts"
import type { CellChange, RowChange, Status } from "#lib/document/diff.ts"
import type { Column, Part } from "#lib/document/kinds/kind.ts"

const tones: Record<Exclude<Status, "same">, Tone> = { added: "ok", removed: "seal", changed: "warn" }

/** The rows of a part that changed, each with only the cells that did. */
export function RowsChange({
  part,
  rows,
  heads,
  names,
  context,
}: {
  part: Part
  rows: RowChange[]
  /** Rows of the part that this one crosses, to name a crossing cell. */
  heads: Row[]
  names: Names
  context: ReadingContext
}) {
  const t = useTranslations("versions")
  const language = languageOf(useLocale())
  return (
    <ul className="grid gap-3">
      {rows
        .filter((row) => row.status !== "same" || row.moved)
        .map((row) => (
          <li key={row.id} className="border-s-2 border-line-strong ps-4">
            <div className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{part.single ? "" : nameOfRow(row.row, language, part, names)}</span>
              {row.status !== "same" && !part.single && <Chip tone={tones[row.status]}>{t(row.status)}</Chip>}
              {row.moved && <Chip>{t("moved")}</Chip>}
            </div>
            <dl className="mt-1 grid gap-x-4 gap-y-1 text-s sm:grid-cols-[10rem_1fr]">
              {Object.entries(row.cells).map(([key, cell]) => {
                const place = placeOf(key, part, heads)
                return (
                  <div key={key} className="contents">
                    <dt className="text-ink-3">
                      {place.head && `${nameOfRow(place.head, language, undefined, names)} · `}
                      {place.column ? inLanguage(place.column.names, language) : key}
                    </dt>
                    <dd>
                      <CellDifference cell={cell} column={place.column} context={context} />
                    </dd>
                  </div>
                )
              })}
            </dl>
          </li>
        ))}
    </ul>
  )
}

/** "<column>", or "<row of the crossed part>/<column>". */
function placeOf(key: string, part: Part, heads: Row[]): { head?: Row; column?: Column } {
  const slash = key.indexOf("/")
  if (slash < 0) return { column: part.columns.find((column) => column.key === key) }
  return {
    head: heads.find((row) => row.id === key.slice(0, slash)),
    column: part.across?.columns.find((column) => column.key === key.slice(slash + 1)),
  }
}

function CellDifference({ cell, column, context }: { cell: CellChange; column?: Column; context: ReadingContext }) {
  const t = useTranslations("versions")
  if (cell.text)
    return Object.entries(cell.text).map(([language, runs]) => (
      <div key={language} lang={langOf(language as Language)} className="whitespace-pre-line">
        <Runs runs={runs} />
      </div>
    ))
  const shown = (value: CellChange["before"]) =>
    column ? <Shown column={column} value={value} context={context} /> : String(value ?? "—")
  return (
    <span className="flex flex-wrap gap-x-2">
      {cell.before !== undefined && (
        <del className="text-seal">
          <span className="sr-only">{t("before")} </span>
          {shown(cell.before)}
        </del>
      )}
      {cell.after !== undefined && (
        <ins className="text-ok no-underline">
          <span className="sr-only">{t("after")} </span>
          {shown(cell.after)}
        </ins>
      )}
    </span>
  )
}
