// Heat map: how likely, and how bad. Risks stand in it by their number in the register.

import type { SectionContent } from "#lib/document/content.ts"
import { assessRisks } from "#lib/document/kinds/risk-register.ts"
import { bare } from "#lib/figures/axes.ts"
import type { Figure, Said, View } from "#lib/figures/figure.ts"
import { cells } from "#lib/figures/heat.ts"
import { shade } from "#lib/figures/palette.ts"
import { inOne, joinedIn, listed, marks, perLanguage, textOf } from "#lib/figures/say.ts"
import { beside, set, write } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"

/** None before a risk has both its numbers. */
export function risks(section: SectionContent, view: View): Figure | null {
  const { ratings, grid } = assessRisks(section)
  const rows = section.parts?.risks ?? []
  const numberOf = (id: string) => `R${rows.findIndex((row) => row.id === id) + 1}`
  const ranked = rows
    .filter(({ id }) => ratings[id] !== undefined)
    .sort((a, b) => (ratings[b.id] ?? 0) - (ratings[a.id] ?? 0))
  if (ranked.length === 0) return null
  return {
    key: "heat",
    title: words.heat,
    alt: perLanguage(view, (language) =>
      listed(
        words.heat,
        language,
        ranked.map(({ id, cells }) => {
          const { list, open, close } = marks[language]
          const facts = [
            `${inOne(words.likelihood, language)} ${cells.likelihood}`,
            `${inOne(words.impact, language)} ${cells.impact}`,
            `${inOne(words.rating, language)} ${ratings[id]}`,
          ]
          return `${numberOf(id)} ${inOne(textOf(cells.risk), language)}${open}${facts.join(list)}${close}`
        }),
      ),
    ),
    table: {
      head: ["", words.risk, words.likelihood, words.impact, words.rating],
      rows: ranked.map(({ id, cells }) => [
        numberOf(id),
        textOf(cells.risk) ?? "",
        String(cells.likelihood),
        String(cells.impact),
        String(ratings[id]),
      ]),
    },
    draw(frame) {
      const { palette } = frame
      const [left, top, row] = [28, 24, 34]
      const side = Math.min(frame.width, 440)
      const column = (side - left) / 5
      const axis = (name: Said, arrow: string) =>
        set(frame, view, `${joinedIn(view, name)} ${arrow}`, { width: side, size: 11.5, colour: palette.ink2 })
      const number = (n: number) => set(frame, view, String(n), { width: 20, size: 11.5, colour: palette.ink3 })
      const bottom = top + row * 5
      return {
        height: bottom + 42,
        option: {
          animation: false,
          grid: { left, top, width: side - left, height: row * 5, outerBoundsMode: "none" },
          graphic: beside([
            ...write(frame, axis(words.likelihood, "↑"), 0, 2),
            ...write(frame, axis(words.impact, "→"), side, bottom + 22, "right"),
            ...[1, 2, 3, 4, 5].flatMap((n) => [
              ...write(frame, number(n), 12, bottom - row * (n - 0.5) - 8, "center"),
              ...write(frame, number(n), left + column * (n - 0.5), bottom + 4, "center"),
            ]),
          ]),
          xAxis: bare(5),
          yAxis: bare(5),
          ...cells(
            frame,
            grid.flatMap((line, likelihood) =>
              line.map((ids, impact) => ({
                x: impact,
                y: likelihood,
                fill: shade(palette, palette.seal, ((likelihood + 1) * (impact + 1)) / 25),
                label: fitted(ids.map(numberOf), column),
                strong: true,
              })),
            ),
          ),
        },
      }
    },
  }
}

/** As many numbers as a cell has room for; how many more there are stands in for the rest. */
function fitted(numbers: string[], width: number): string {
  const room = Math.max(1, Math.floor((width - 4) / 26))
  return numbers.length <= room * 2
    ? [numbers.slice(0, room), numbers.slice(room)]
        .map((line) => line.join(" "))
        .filter(Boolean)
        .join("\n")
    : `${numbers.slice(0, room).join(" ")}\n+${numbers.length - room}`
}
