"use client"
import { Plus } from "lucide-react"
import { useTranslations } from "next-intl"
import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import * as Y from "yjs"
import { useKeepFocus } from "#components/editor/keep-focus.ts"
import { useLive } from "#components/editor/live-context.tsx"
import { isBlank } from "#components/editor/roots.ts"
import { AcrossCell, Fields, Grid } from "#components/sections/grid.tsx"
import { LiveCell } from "#components/sections/live-cell.tsx"
import { inLanguage } from "#components/sections/names.ts"
import { RowMenu } from "#components/sections/row-menu.tsx"
import { addRow, deleteRow, duplicateRow, type Hand, type LiveRow, moveRow } from "#components/sections/rows.ts"
import type { ReadingContext } from "#components/sections/shown.tsx"
import { TablePaste } from "#components/sections/table-paste.tsx"
import { announce } from "#components/ui/announce.ts"
import { dragInList } from "#components/ui/drag-in-list.ts"
import { cellAnchor } from "#lib/document/anchor.ts"
import type { Column, Part } from "#lib/document/kinds/kind.ts"
import { cellKey, singleRow } from "#lib/document/rows.ts"

interface Props {
  hand: Hand
  part: Part
  rows: LiveRow[]
  /** The rows of the part this one crosses. */
  acrossRows: LiveRow[]
  acrossName(row: LiveRow, index: number): string
  rowName(row: LiveRow, index: number): string
  context: ReadingContext
  /** Whether its name stands above it: where a section has several parts. */
  titled: boolean
  gaps: boolean
}

/** One part of a structured section, alive: a form, or a table whose rows can be added, moved and taken out. */
export function LivePart({ hand, part, rows, acrossRows, acrossName, rowName, context, titled, gaps }: Props) {
  const t = useTranslations("editor.row")
  const { language, writable, mayComment, comment, threadsAt, openThreadAt, live } = useLive()
  const mayWrite = writable.has(hand.section)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const [unfolded, setUnfolded] = useState(false)
  const [goal, setGoal] = useState<Goal | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const title = inLanguage(part.names, language)

  // Where one goes on: in a row that was just added, or beside the one that was taken out.
  useEffect(() => {
    if (!goal || (goal.row && !rows.some((row) => row.id === goal.row))) return
    setGoal(null)
    const row = goal.row && box.current?.querySelector(`[data-row="${goal.row}"]`)
    const target = row ? row.querySelector<HTMLElement>(goal.isHandle ? ".handle" : "[data-root]") : addButton(box)
    target?.focus()
  }, [goal, rows])
  useKeepFocus(rows.map((row) => row.id).join(), live)

  const place = (row: LiveRow) => `${hand.section}/${part.key}/${row.id}`
  const moveTo = (id: string, after: string | null) => {
    const at = rows.findIndex((row) => row.id === id)
    const row = rows[at]
    const from = after === null ? -1 : rows.findIndex((one) => one.id === after)
    if (!row || after === id || from === at - 1) return
    moveRow(hand, part, id, after)
    const number = from < at ? from + 2 : from + 1
    announce(t("moved", { row: rowName(row, at), number, total: rows.length }))
  }
  const step = (row: LiveRow, direction: 1 | -1) => {
    const to = rows.indexOf(row) + direction
    if (to >= 0 && to < rows.length) moveTo(row.id, (direction > 0 ? rows[to] : rows[to - 1])?.id ?? null)
  }
  const remove = (row: LiveRow, index: number) => {
    deleteRow(hand, part, row)
    const next = rows[index + 1] ?? rows[index - 1]
    setGoal(next ? { row: next.id, isHandle: true } : {})
    announce(t("deleted", { row: rowName(row, index) }))
  }
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const { key, altKey, shiftKey, ctrlKey, metaKey, nativeEvent } = event
    const id = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row
    const row = rows.find((one) => one.id === id)
    if (!row || !mayWrite || nativeEvent.isComposing) return
    if (altKey && shiftKey && (key === "ArrowUp" || key === "ArrowDown")) step(row, key === "ArrowUp" ? -1 : 1)
    else if (key === "Enter" && (ctrlKey || metaKey)) setGoal({ row: addRow(hand, part, row) })
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const isUnused =
    part.secondary &&
    !unfolded &&
    rows.every((row) => !part.columns.some((column) => isFilled(row, column, context.show)))
  if (isUnused)
    return mayWrite ? (
      <button type="button" className="add-row" onClick={() => setUnfolded(true)}>
        <Plus aria-hidden size={14} />
        {title}
      </button>
    ) : null

  if (part.single) {
    const row = rows.find((one) => one.id === singleRow)
    if (!row) return null
    return (
      <div className="grid gap-2">
        {titled && <h3 className="text-s font-medium text-ink-2">{title}</h3>}
        <Fields
          part={part}
          language={language}
          field={(column) => (
            <LiveCell
              hand={hand}
              part={part}
              row={row}
              rowLabel={titled ? title : ""}
              column={column}
              context={context}
              gap={gaps}
            />
          )}
        />
      </div>
    )
  }

  const secondary = [...part.columns, ...(part.across?.columns ?? [])].some((column) => column.secondary)
  const cell = (row: LiveRow, column: Column) => (
    <LiveCell
      hand={hand}
      part={part}
      row={row}
      rowLabel={rowName(row, rows.indexOf(row))}
      column={column}
      context={context}
      gap={gaps}
    />
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that its cells and handles share
    <div ref={box} data-part={part.key} className="grid gap-2" onKeyDownCapture={onKey}>
      {titled && <h3 className="text-s font-medium text-ink-2">{title}</h3>}
      {rows.length > 0 && (
        <Grid
          part={part}
          rows={rows}
          language={language}
          label={title}
          cell={cell}
          isFilled={(row, column) => isFilled(row, column, context.show)}
          isOpen={(row) => mayWrite && opened.has(row.id)}
          {...(part.across && {
            across: {
              heads: acrossRows.map((row, index) => ({ id: row.id, name: acrossName(row, index) })),
              cell: (row: LiveRow, across: string) => {
                const at = acrossRows.findIndex((one) => one.id === across)
                const head = acrossRows[at]
                return (
                  <AcrossCell
                    columns={part.across?.columns ?? []}
                    pair={part.across?.pair ?? []}
                    language={language}
                    isFilled={(column) => isFilled(row, column, context.show, across)}
                    isOpen={mayWrite && opened.has(row.id)}
                    cell={(column) => (
                      <LiveCell
                        hand={hand}
                        part={part}
                        row={row}
                        rowLabel={rowName(row, rows.indexOf(row))}
                        column={column}
                        across={across}
                        acrossName={head ? acrossName(head, at) : ""}
                        context={context}
                      />
                    )}
                  />
                )
              },
            },
          })}
          rowAttributes={(row) => ({
            "data-threads": threadsAt.has(place(row)) ? "" : undefined,
            id: hand.section === "evidence" || isEvidence(part) ? `evidence-${row.id}` : undefined,
          })}
          actions={(row, index) => (
            <div className="flex items-center">
              {threadsAt.has(place(row)) && (
                <button
                  type="button"
                  className="thread-mark"
                  aria-label={t("threads", { count: threadsAt.get(place(row)) ?? 0 })}
                  onClick={() => openThreadAt(place(row))}
                >
                  {threadsAt.get(place(row))}
                </button>
              )}
              <RowMenu
                label={rowName(row, index)}
                mayWrite={mayWrite}
                isFirst={index === 0}
                isLast={index === rows.length - 1}
                hasMore={secondary}
                isOpen={opened.has(row.id)}
                onToggle={() =>
                  setOpened((before) => {
                    const next = new Set(before)
                    if (!next.delete(row.id)) next.add(row.id)
                    return next
                  })
                }
                onDrag={(press) => box.current && dragInList(press, box.current, "row", moveTo)}
                onMove={(direction) => step(row, direction)}
                onInsert={() => setGoal({ row: addRow(hand, part, row) })}
                onDuplicate={() => setGoal({ row: duplicateRow(hand, part, row) })}
                onDelete={() => remove(row, index)}
                {...(mayComment && {
                  onComment: () =>
                    comment(cellAnchor(hand.section, part.key, row.id), hand.section, rowName(row, index)),
                })}
              />
            </div>
          )}
        />
      )}
      {rows.length === 0 && !mayWrite && <p className="text-s text-ink-3">{t("none")}</p>}
      {mayWrite && (
        <TablePaste
          box={box}
          hand={hand}
          part={part}
          rows={rows}
          acrossRows={acrossRows}
          acrossName={acrossName}
          context={context}
        />
      )}
      {mayWrite && (
        <button type="button" className="add-row" onClick={() => setGoal({ row: addRow(hand, part) })}>
          <Plus aria-hidden size={14} />
          {rows.length === 0 ? t("addFirst", { part: title }) : t("add")}
        </button>
      )}
    </div>
  )
}

/** Where the cursor goes when the rows have been drawn; without a row, to the button that adds one. */
interface Goal {
  row?: string
  isHandle?: boolean
}

const addButton = (box: { current: HTMLElement | null }) => box.current?.querySelector<HTMLElement>(":scope > .add-row")

const isEvidence = (part: Part) => part.columns.some((column) => column.key === "claim")

function isFilled(row: LiveRow, column: Column, show: readonly ("zh" | "en" | "ru")[], across?: string): boolean {
  if (column.type !== "text") return row.map.has(cellKey(column.key, undefined, across))
  return show.some((language) => {
    const fragment = row.map.get(cellKey(column.key, language, across))
    return fragment instanceof Y.XmlFragment && !isBlank(fragment)
  })
}
