import type { CSSProperties, ReactNode } from "react"
import { inLanguage } from "#components/sections/names.ts"
import type { Language } from "#lib/document/content.ts"
import type { Column, Part } from "#lib/document/kinds/kind.ts"

export interface GridRow {
  id: string
}

interface Props<R extends GridRow> {
  part: Part
  rows: R[]
  language: Language
  label: string
  cell(row: R, column: Column): ReactNode
  /** Whether a secondary column has something to show in this row. */
  isFilled(row: R, column: Column): boolean
  /** Show secondary columns also where they are empty. */
  isOpen?(row: R): boolean
  across?: { heads: { id: string; name: ReactNode }[]; cell(row: R, acrossId: string): ReactNode }
  actions?(row: R, index: number): ReactNode
  rowAttributes?(row: R): Record<string, string | undefined>
}

/**
 * A list of rows as a table; in a narrow column, as cards with the column's name before each value. Read-only pages and
 * the living page draw the same table around different cells, so a page does not jump when it comes to life.
 */
export function Grid<R extends GridRow>({
  part,
  rows,
  language,
  label,
  cell,
  isFilled,
  isOpen,
  across,
  actions,
  rowAttributes,
}: Props<R>) {
  const wide = wideColumns(part)
  const narrow = part.columns.filter((column) => !wide.includes(column))
  const total = wide.reduce((sum, column) => sum + widthOf(column), 0) + (across?.heads.length ?? 0) * 1.4
  const span = wide.length + (across?.heads.length ?? 0)
  return (
    <div className="part-grid">
      <table aria-label={label} style={{ "--least-width": `${Math.min(span * 88, 1400)}px` } as CSSProperties}>
        <colgroup>
          {wide.map((column) => (
            <col key={column.key} style={{ width: `${(widthOf(column) / total) * 100}%` }} />
          ))}
          {across?.heads.map((head) => (
            <col key={head.id} style={{ width: `${(1.4 / total) * 100}%` }} />
          ))}
          {actions && <col className="w-7" />}
        </colgroup>
        <thead>
          <tr>
            {wide.map((column) => (
              <th key={column.key} scope="col">
                {inLanguage(column.names, language)}
              </th>
            ))}
            {across?.heads.map((head) => (
              <th key={head.id} scope="col">
                {head.name}
              </th>
            ))}
            {actions && <td />}
          </tr>
        </thead>
        {rows.map((row, index) => {
          const below = narrow.filter((column) => isOpen?.(row) || isFilled(row, column))
          return (
            <tbody key={row.id} {...rowAttributes?.(row)} data-row={row.id} className="part-row">
              <tr>
                {wide.map((column) => (
                  <td key={column.key} data-label={inLanguage(column.names, language)}>
                    {cell(row, column)}
                  </td>
                ))}
                {across?.heads.map((head) => (
                  <td key={head.id} data-label={typeof head.name === "string" ? head.name : undefined}>
                    {across.cell(row, head.id)}
                  </td>
                ))}
                {actions && <td className="part-actions">{actions(row, index)}</td>}
              </tr>
              {below.length > 0 && (
                <tr className="part-below">
                  <td colSpan={span}>
                    <dl>
                      {below.map((column) => (
                        <div key={column.key}>
                          <dt>{inLanguage(column.names, language)}</dt>
                          <dd>{cell(row, column)}</dd>
                        </div>
                      ))}
                    </dl>
                  </td>
                  {actions && <td />}
                </tr>
              )}
            </tbody>
          )
        })}
      </table>
    </div>
  )
}

/** As many columns as can be read side by side: the others stand below their row. */
const mostWide = 6

/** The columns that stand side by side, in their order. */
export function wideColumns(part: Part): Column[] {
  const own = part.columns.filter((column) => !column.secondary)
  const room = part.across ? 3 : mostWide
  if (own.length <= room) return own
  const ranked = [...own].sort((a, b) => rank(b) - rank(a)).slice(0, room)
  return own.filter((column) => ranked.includes(column))
}

/** Marks and dates have a width of their own that a share of a narrow table would not give them. */
const widthOf = (column: Column) =>
  Math.max(column.width ?? 1, column.key === "stance" || column.type === "date" ? 0.75 : 0.45)

function rank(column: Column): number {
  if (column.key === "evidence" || column.key === "stance") return 6
  if (column.required) return 5
  if (column.type === "text") return 4
  if (column.type === "ref") return 3
  return column.key === "origin" || column.key === "confidence" ? 1 : 2
}

/** One set of fields as a form: name on the left, value on the right. */
export function Fields({
  part,
  language,
  field,
}: {
  part: Part
  language: Language
  field(column: Column): ReactNode
}) {
  return (
    <dl className="part-fields">
      {part.columns.map((column) => {
        const value = field(column)
        return value === null ? null : (
          <div key={column.key}>
            <dt>{inLanguage(column.names, language)}</dt>
            <dd>{value}</dd>
          </div>
        )
      })}
    </dl>
  )
}

/** A cell of a crossing table: what is said stands in full, what qualifies it on one line below. */
export function AcrossCell({
  columns,
  pair = [],
  language,
  cell,
  isFilled,
  isOpen,
}: {
  columns: readonly Column[]
  /** Columns that are one thing: they stand on one line, parted by a comma. */
  pair?: readonly string[]
  language: Language
  cell(column: Column): ReactNode
  isFilled(column: Column): boolean
  isOpen?: boolean
}) {
  const paired = columns.filter((column) => pair.includes(column.key))
  const isSaid = (column: Column) => !column.secondary && (column.type === "text" || column.required)
  const single = columns.filter((column) => !paired.includes(column))
  const said = single.filter(isSaid)
  const more = single.filter((column) => !said.includes(column) && (!column.secondary || isOpen || isFilled(column)))
  // A text beside the text: it has to say what it is.
  const asides = more.filter((column) => column.type === "text")
  const rest = more.filter((column) => column.type !== "text")
  return (
    <div className="across-cell">
      {paired.length > 0 && (
        <div className="across-pair tabular">
          {paired.map((column) => (
            <span key={column.key}>{cell(column)}</span>
          ))}
        </div>
      )}
      {said.map((column) => (
        <div key={column.key}>{cell(column)}</div>
      ))}
      {asides.map((column) => (
        <div key={column.key} className="across-aside">
          <span>{inLanguage(column.names, language)}</span>
          {cell(column)}
        </div>
      ))}
      {rest.length > 0 && (
        <div className="across-meta">
          {rest.map((column) => (
            <span key={column.key}>{cell(column)}</span>
          ))}
        </div>
      )}
    </div>
  )
}
