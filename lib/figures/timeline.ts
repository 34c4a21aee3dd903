// Timeline. A date of which only the year or month is known is drawn as long as that year or month.

import type { SectionContent } from "#lib/document/content.ts"
import { unevenRows } from "#lib/figures/axes.ts"
import type { Figure, Said, View } from "#lib/figures/figure.ts"
import { codesOf, inOne, listed, marks, perLanguage, textOf, together } from "#lib/figures/say.ts"
import { beside, set, write } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"

interface Span {
  from: number
  /** The moment after. */
  to: number
  exact: boolean
}

/** The days that a date of any precision may mean; null for what is no date. */
export function spanOf(date: unknown): Span | null {
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(String(date ?? ""))
  if (!found) return null
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? undefined : Number(part)))
  if (year === undefined || (month !== undefined && (month < 1 || month > 12))) return null
  const at = (y: number, m: number, d: number) => new Date(Date.UTC(2000, m, d)).setUTCFullYear(y, m, d)
  if (day !== undefined && month !== undefined)
    return { from: at(year, month - 1, day), to: at(year, month - 1, day + 1), exact: true }
  if (month !== undefined) return { from: at(year, month - 1, 1), to: at(year, month, 1), exact: false }
  return { from: at(year, 0, 1), to: at(year + 1, 0, 1), exact: false }
}

/** None with fewer than two dates: one is no line. */
export function timeline(section: SectionContent, view: View): Figure | null {
  const events = (section.parts?.events ?? [])
    .flatMap(({ cells }) => {
      const span = spanOf(cells.date)
      const actors = together(
        view,
        codesOf(cells.actors).map((code) => view.name("actor", code)),
      )
      return span ? [{ span, date: String(cells.date), event: textOf(cells.event) ?? "", actors }] : []
    })
    .sort((a, b) => a.span.from - b.span.from)
  const [first, last] = [events[0], events.at(-1)]
  if (!first || !last || events.length < 2) return null
  return {
    key: "timeline",
    title: words.timeline,
    alt: perLanguage(view, (language) =>
      listed(
        words.timeline,
        language,
        events.map(({ date, event, actors }) => {
          const { label, open, close } = marks[language]
          const who = inOne(actors, language)
          return `${date}${label}${inOne(event, language)}${who && `${open}${who}${close}`}`
        }),
      ),
    ),
    table: {
      head: [words.date, words.event, words.actor],
      rows: events.map(({ date, event, actors }) => [date, event, actors]),
    },
    draw(frame) {
      const { palette } = frame
      const ends = [first.span.from, Math.max(...events.map(({ span }) => span.to))] as const
      const rows = unevenRows(
        frame,
        view,
        events.map(({ date, event }) => dated(view, date, event)),
        { share: 0.58, widest: 420, most: 2, right: 18, top: 4, bottom: 46 },
      )
      const ticks = ticksOf(ends, Math.floor((frame.width - rows.left) / 56))
      const mark = rows.height - 46
      const key = set(frame, view, words.wholePeriod, {
        width: frame.width,
        size: 10.5,
        colour: palette.ink3,
        other: palette.ink3,
        most: 1,
      })
      const bottom = 28 + key.height
      return {
        height: mark + bottom,
        option: {
          animation: false,
          useUTC: true,
          grid: { ...rows.grid, bottom },
          graphic: beside([...rows.names, ...write(frame, key, 0, mark + 26)]),
          xAxis: {
            type: "time",
            min: ends[0],
            max: ends[1],
            axisLine: { onZero: false, lineStyle: { color: palette.lineStrong } },
            axisTick: { customValues: ticks, lineStyle: { color: palette.lineStrong } },
            splitLine: { show: true, lineStyle: { color: palette.line } },
            axisLabel: {
              customValues: ticks,
              formatter: { year: "{yyyy}", month: "{yyyy}-{MM}", day: "{MM}-{dd}" },
              color: palette.ink3,
              fontFamily: frame.font,
              fontSize: 11,
              hideOverlap: true,
            },
          },
          yAxis: rows.axis,
          series: [
            {
              type: "lines",
              coordinateSystem: "cartesian2d",
              silent: true,
              polyline: false,
              lineStyle: { color: palette.accent, width: 8, opacity: 1, cap: "butt" },
              data: events.flatMap(({ span }, at) =>
                span.exact
                  ? []
                  : [
                      {
                        coords: [
                          [span.from, rows.centres[at]],
                          [Math.max(span.to, span.from + (ends[1] - ends[0]) * 0.012), rows.centres[at]],
                        ],
                      },
                    ],
              ),
            },
            {
              type: "scatter",
              silent: true,
              symbol: "diamond",
              symbolSize: 12,
              itemStyle: { color: palette.seal },
              data: events.flatMap(({ span }, at) => (span.exact ? [[span.from, rows.centres[at]]] : [])),
            },
          ],
        },
      }
    },
  }
}

const dated = (view: View, date: string, event: Said): Said =>
  perLanguage(view, (language) => `${language === view.languages[0] ? `${date} ` : ""}${inOne(event, language)}`)

/** Firsts of years or months between two moments, at most `most`, a round number apart. */
function ticksOf([from, to]: readonly [number, number], most: number): number[] {
  const first = new Date(from)
  const months = (to - from) / (30.4 * 86_400_000)
  const apart = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((step) => months / step <= Math.max(1, most)) ?? 2400
  const start = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / apart) * apart
  const ticks: number[] = []
  for (let month = start; ; month += apart) {
    const at = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1)
    if (at > to) return ticks
    if (at >= from) ticks.push(at)
  }
}
