// Bars: what the scores of a criteria matrix add up to.

import type { SectionContent } from "#lib/document/content.ts"
import { weigh } from "#lib/document/kinds/weigh.ts"
import { rowsOf } from "#lib/figures/axes.ts"
import type { Figure, View } from "#lib/figures/figure.ts"
import { optionName } from "#lib/figures/options.ts"
import { inOne, listed, marks, perLanguage } from "#lib/figures/say.ts"
import { beside, hatched } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"

/** None before an option has all its scores. */
export function totals(section: SectionContent, view: View): Figure | null {
  const { totals, ranking } = weigh(section)
  if (ranking.length === 0) return null
  const rows = ranking.map((id) => {
    const total = totals[id] ?? 0
    return {
      name: optionName(section, view, id),
      total,
      rank: 1 + ranking.filter((other) => (totals[other] ?? 0) > total).length,
    }
  })
  return {
    key: "totals",
    title: words.totals,
    alt: perLanguage(view, (language) =>
      listed(
        words.totals,
        language,
        rows.map(({ name, total, rank }) => `${rank}. ${inOne(name, language)}${marks[language].label}${total}`),
      ),
    ),
    table: {
      head: [words.rank, words.option, words.total],
      rows: rows.map(({ name, total, rank }) => [String(rank), name, String(total)]),
    },
    draw(frame) {
      const { palette } = frame
      const { height, grid, axis, names } = rowsOf(
        frame,
        view,
        rows.map(({ name }) => name),
        { right: 44 },
      )
      return {
        height,
        option: {
          animation: false,
          grid,
          graphic: beside(names),
          xAxis: { type: "value", min: 0, show: false },
          yAxis: axis,
          series: [
            {
              type: "bar",
              silent: true,
              barWidth: 14,
              data: rows.map(({ total, rank }) => ({
                value: total,
                // Ahead is solid, the others are hatched: told apart without colour.
                itemStyle:
                  rank === 1
                    ? { color: palette.accent }
                    : {
                        color: palette.sheet,
                        borderColor: palette.ink3,
                        borderWidth: 1,
                        decal: hatched(palette.ink3),
                      },
                label: {
                  show: true,
                  position: "right",
                  color: palette.ink,
                  fontFamily: frame.font,
                  fontSize: 13,
                  fontWeight: rank === 1 ? 600 : "normal",
                  textBorderWidth: 0,
                },
              })),
            },
          ],
        },
      }
    },
  }
}
