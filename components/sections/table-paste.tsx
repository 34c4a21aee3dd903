"use client"
import { useTranslations } from "next-intl"
import { type RefObject, useEffect, useRef, useState } from "react"
import { useLive } from "#components/editor/live-context.tsx"
import { placeOf } from "#components/editor/roots.ts"
import { wideColumns } from "#components/sections/grid.tsx"
import { findRef, inLanguage } from "#components/sections/names.ts"
import { tableIn } from "#components/sections/pasted-table.ts"
import { type Hand, type LiveRow, pasteCells } from "#components/sections/rows.ts"
import type { ReadingContext } from "#components/sections/shown.tsx"
import { Button } from "#components/ui/button.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { useToast } from "#components/ui/toast.tsx"
import type { Language } from "#lib/document/content.ts"
import type { Part } from "#lib/document/kinds/kind.ts"
import { isTooMuch, mostPasted, type PastePlan, planPaste, type RefusedCell, type Slot } from "#lib/document/paste.ts"

interface Props {
  box: RefObject<HTMLElement | null>
  hand: Hand
  part: Part
  rows: LiveRow[]
  acrossRows: LiveRow[]
  acrossName(row: LiveRow, index: number): string
  context: ReadingContext
}

/** What was pasted, where, and the table as it was then. */
interface Pasted {
  plan: PastePlan
  rows: LiveRow[]
  language: Language
  place: string
}

/** More refusals in a row help nobody. */
const mostShown = 12
const mostQuoted = 40

/** Takes a table that is pasted into a cell apart into the cells there; asks first if some of it does not fit. */
export function TablePaste(props: Props) {
  const t = useTranslations("editor.paste")
  const toast = useToast()
  const [pasted, setPasted] = useState<Pasted | null>(null)
  const [isOpen, setOpen] = useState(false)
  const { languages, language } = useLive()

  const insert = ({ plan, rows, language, place }: Pasted) => {
    const active = document.activeElement
    // What was typed in a field and not taken over yet comes before what is pasted over it.
    if (active instanceof HTMLInputElement) active.blur()
    pasteCells(props.hand, props.part, rows, plan.cells, language, place)
    if (active instanceof HTMLInputElement) active.focus()
    toast.say(t("done", { cells: plan.cells.length, rows: new Set(plan.cells.map(({ row }) => row)).size }))
  }

  const take = (event: ClipboardEvent) => {
    const cell = document.activeElement?.closest<HTMLElement>("[data-root]")
    if (!event.clipboardData || event.defaultPrevented || !cell || !props.box.current?.contains(cell)) return
    const at = placeOf(cell.dataset.root ?? "")
    if (!at) return
    const isTyped = Boolean(document.activeElement?.matches("input, [contenteditable=true]"))
    const words = event.clipboardData.getData("text/plain")
    const grid = tableIn(event.clipboardData) ?? (isTyped || !words ? null : [[words]])
    // One value in a field where one types is typed.
    if (!grid || (isTyped && grid.length === 1 && grid[0]?.length === 1)) return
    event.preventDefault()
    event.stopPropagation()
    if (isTooMuch(grid)) return toast.warn(t("tooMuch", mostPasted))
    const slots = slotsOf(props, at.across ? at.column : undefined)
    const slot = slots.findIndex(({ column, across }) => column.key === at.column && across === at.across)
    const row = props.rows.findIndex(({ id }) => id === at.row)
    if (slot < 0 || row < 0) return
    const plan = planPaste(grid, slots, { row, slot }, (column, word) => findRef(column, word, props.context))
    const fallback = languages.includes(language) ? language : (languages[0] ?? language)
    const next = { plan, rows: props.rows, language: at.language ?? fallback, place: cell.dataset.root ?? "" }
    if (plan.refused.length === 0) return plan.cells.length > 0 && insert(next)
    setPasted(next)
    setOpen(true)
  }
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    // The browser sends it to the text that has a caret, or to the page: never to a choice that has the focus.
    const onPaste = (event: ClipboardEvent) => latest.current(event)
    document.addEventListener("paste", onPaste, true)
    return () => document.removeEventListener("paste", onPaste, true)
  }, [])

  if (!pasted) return null
  const { cells, refused } = pasted.plan
  const placed = refused.filter(({ slot }) => slot)
  const beyond = refused.length - placed.length
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      title={t(cells.length === 0 ? "nothingFits" : "someFit")}
      description={t("what", { refused: refused.length, total: refused.length + cells.length })}
    >
      <ul data-testid="paste-refused" className="grid max-h-[45dvh] gap-1.5 overflow-y-auto text-s">
        {placed.slice(0, mostShown).map((one, index) => (
          <Refusal key={index} {...one} acrossRows={props.acrossRows} acrossName={props.acrossName} />
        ))}
        {placed.length > mostShown && <li className="text-ink-3">{t("more", { count: placed.length - mostShown })}</li>}
        {beyond > 0 && <li className="text-warn">{t("beyond", { count: beyond })}</li>}
      </ul>
      <div className="flex justify-end gap-2">
        <Button look="plain" onClick={() => setOpen(false)}>
          {t("cancel")}
        </Button>
        {cells.length > 0 && (
          <Button
            look="primary"
            data-testid="paste-fitting"
            onClick={() => {
              setOpen(false)
              insert(pasted)
            }}
          >
            {t("insert", { count: cells.length })}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

/** One value that has no place, with the place and the reason. */
function Refusal({
  row,
  slot,
  said,
  misfit,
  acrossRows,
  acrossName,
}: RefusedCell & Pick<Props, "acrossRows" | "acrossName">) {
  const t = useTranslations("editor.paste")
  const { language } = useLive()
  const head = acrossRows.findIndex(({ id }) => id === slot?.across)
  const across = acrossRows[head]
  const column = [across && acrossName(across, head), inLanguage(slot?.column.names, language)]
  const quoted = said.length > mostQuoted ? `${said.slice(0, mostQuoted)}…` : said
  return (
    <li>
      <b className="font-medium">{t("place", { row: row + 1, column: column.filter(Boolean).join(" · ") })}</b>{" "}
      <q className="text-ink-2">{quoted}</q>
      {misfit && <span className="block text-warn">{t(`why.${misfit.reason}`, misfit.values)}</span>}
    </li>
  )
}

/**
 * The columns from left to right as they are seen, then those that stand below their row. Of what a table crosses, each
 * head takes one column: the one that was pasted into, else the first.
 */
function slotsOf({ part, acrossRows, acrossName }: Props, lead: string | undefined): Slot[] {
  const own = (columns: Part["columns"]) =>
    columns.map((column): Slot => ({ column, names: Object.values(column.names) }))
  const wide = wideColumns(part)
  const crossing = part.across?.columns.find(({ key }) => key === lead) ?? part.across?.columns[0]
  const heads = acrossRows.flatMap((row, index): Slot[] =>
    crossing ? [{ column: crossing, across: row.id, names: [acrossName(row, index)] }] : [],
  )
  return [...own(wide), ...heads, ...own(part.columns.filter((column) => !wide.includes(column)))]
}
