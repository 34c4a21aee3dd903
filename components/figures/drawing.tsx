"use client"
import type { EChartsType } from "echarts/core"
import { useTranslations } from "next-intl"
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react"
import { useLook } from "#components/figures/palette.ts"
import { usePlace } from "#components/figures/use-place.ts"
import { type FigureNames, viewOf } from "#components/figures/view.ts"
import type { SectionContent } from "#lib/document/content.ts"
import type { Figure, View } from "#lib/figures/figure.ts"
import { paper } from "#lib/figures/palette.ts"
import { figuresOf } from "#lib/figures/registry.ts"
import { inEach, inOne } from "#lib/figures/say.ts"

/** The figures of a section. Writing goes before drawing: they follow when there is time. */
export function Drawings({ section, names }: { section: SectionContent; names: FigureNames }) {
  const drawn = useDeferredValue(section)
  const view = useMemo(() => viewOf(names), [names])
  const figures = useMemo(() => figuresOf(drawn, view), [drawn, view])
  return figures.map((figure) => <Drawing key={figure.key} figure={figure} view={view} />)
}

/** One figure: drawn once it is near the screen, with its words for those who do not see it, and its data below. */
function Drawing({ figure, view }: { figure: Figure; view: View }) {
  const t = useTranslations("editor.figures")
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const chart = useRef<EChartsType | null>(null)
  const [failed, setFailed] = useState(false)
  const look = useLook(place)
  const { width, isNear } = usePlace(place)
  const language = view.languages[0] ?? "zh"
  // Until it is drawn its room is kept, so that nothing below it moves.
  const room = useMemo(() => {
    const frame = { width: width || 640, palette: look?.palette ?? paper, font: look?.font ?? "sans-serif" }
    return figure.draw(frame)
  }, [figure, width, look])

  useEffect(() => {
    if (!place || !look || !width || !isNear) return
    let isGone = false
    import("#lib/figures/engine.ts").then(
      ({ init }) => {
        if (isGone) return
        chart.current ??= init(place, null, { renderer: "svg", width, height: room.height })
        chart.current.resize({ width, height: room.height, animation: { duration: 0 } })
        chart.current.setOption(room.option, { notMerge: true })
        setFailed(false)
      },
      () => setFailed(true),
    )
    return () => {
      isGone = true
    }
  }, [place, look, width, isNear, room])

  useEffect(
    () => () => {
      chart.current?.dispose()
      chart.current = null
    },
    [],
  )

  return (
    <figure className="drawing" data-figure={figure.key}>
      <figcaption className="text-s font-medium text-ink-2">{inOne(figure.title, language)}</figcaption>
      <div
        ref={setPlace}
        role="img"
        aria-label={inOne(figure.alt, language)}
        className="drawing-place"
        style={{ height: failed ? 0 : room.height }}
      />
      <details className="drawing-data" {...(failed && { open: true })}>
        <summary>{t(failed ? "notDrawn" : "data")}</summary>
        <DataTable figure={figure} view={view} />
      </details>
    </figure>
  )
}

function DataTable({ figure, view }: { figure: Figure; view: View }) {
  const { head, rows } = figure.table
  const language = view.languages[0] ?? "zh"
  return (
    <div className="overflow-x-auto">
      <table className="figure-table" aria-label={inOne(figure.title, language)}>
        <thead>
          <tr>
            {head.map((name, at) => (
              <th key={at} scope="col">
                {inOne(name, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column} className="tabular">
                  {inEach(cell, view).map((text, line) => (
                    <div key={line} className="not-first:text-ink-2">
                      {text}
                    </div>
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
