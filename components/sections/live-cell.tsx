"use client"
import { useLocale, useTranslations } from "next-intl"
import * as Y from "yjs"
import { useLive } from "#components/editor/live-context.tsx"
import { LiveText } from "#components/editor/live-text.tsx"
import { cellRoot } from "#components/editor/roots.ts"
import { inLanguage, langOf, listMark } from "#components/sections/names.ts"
import { PlainControl } from "#components/sections/plain-control.tsx"
import { type Hand, type LiveRow, setCell } from "#components/sections/rows.ts"
import { type ReadingContext, Shown } from "#components/sections/shown.tsx"
import type { Cell } from "#lib/document/content.ts"
import type { Column, Part } from "#lib/document/kinds/kind.ts"
import { cellKey } from "#lib/document/rows.ts"

interface Props {
  hand: Hand
  part: Part
  row: LiveRow
  /** How the row is called aloud: its place in the list. */
  rowLabel: string
  column: Column
  across?: string
  acrossName?: string
  context: ReadingContext
  /** An empty cell says "not specified" to readers. */
  gap?: boolean
}

/** One cell of the living brief. Texts are written together; other values are set by one hand at a time. */
export function LiveCell({ hand, part, row, rowLabel, column, across, acrossName, context, gap }: Props) {
  const t = useTranslations("editor")
  const words = useTranslations("words")
  const { writable, show, language } = useLive()
  const mayWrite = writable.has(hand.section)
  const between = listMark(useLocale())
  const name = [rowLabel, acrossName, inLanguage(column.names, language)].filter(Boolean).join(between)
  const place = { section: hand.section, part: part.key, row: row.id, column: column.key, ...(across && { across }) }

  if (column.type === "text") {
    const texts = show.map((one) => ({ one, fragment: row.map.get(cellKey(column.key, one, across)) }))
    return (
      <div className="grid gap-1">
        {texts.map(({ one, fragment }) =>
          fragment instanceof Y.XmlFragment ? (
            <LiveText
              key={one}
              kind="cell"
              root={cellRoot({ ...place, language: one })}
              fragment={fragment}
              lang={langOf(one)}
              label={show.length > 1 ? `${name}${between}${words(`language.${one}`)}` : name}
              placeholder={
                mayWrite ? (show.length > 1 ? words(`language.${one}`) : "…") : gap ? context.words.notSpecified : "—"
              }
            />
          ) : (
            <span key={one} className="text-ink-3">
              {t("cell.absent")}
            </span>
          ),
        )}
      </div>
    )
  }

  const key = cellKey(column.key, undefined, across)
  const value = row.map.get(key) as Cell | undefined
  if (!mayWrite)
    return (
      <span data-root={cellRoot(place)}>
        <Shown column={column} value={value} context={context} gap={gap ?? false} />
      </span>
    )
  return (
    <PlainControl
      column={column}
      value={value}
      root={cellRoot(place)}
      label={name}
      context={context}
      onChange={(next) => setCell(hand, part.key, row, key, next)}
    />
  )
}
