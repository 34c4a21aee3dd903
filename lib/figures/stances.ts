// Heat map: where each actor stands on each option. The sign is in the cell; the tone only helps to find the pattern.

import type { SectionContent } from "#lib/document/content.ts"
import { bare, columnNames, rowsOf } from "#lib/figures/axes.ts"
import type { Figure, Frame, Said, View } from "#lib/figures/figure.ts"
import { cells } from "#lib/figures/heat.ts"
import { optionName } from "#lib/figures/options.ts"
import { shade } from "#lib/figures/palette.ts"
import { choiceName, inEach, inOne, listed, marks, perLanguage } from "#lib/figures/say.ts"
import { beside, set } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"
import { widthOf } from "#lib/figures/wrap.ts"

/** None before somebody's stance on something is written down. */
export function stances(section: SectionContent, view: View): Figure | null {
  const options = (section.parts?.options ?? []).map(({ id }) => ({ id, name: optionName(section, view, id) }))
  const actors = (section.parts?.actors ?? []).map(({ cells }, at) => ({
    name: typeof cells.actor === "string" ? view.name("actor", cells.actor) : String(at + 1),
    stances: options.map(({ id }) => cells[`${id}/stance`] as string | undefined),
  }))
  if (!actors.some(({ stances }) => stances.some((stance) => stance !== undefined))) return null
  const called = (stance: string | undefined): Said =>
    stance === undefined ? words.missing : choiceName(section, "actors", "stance", stance)
  return {
    key: "stances",
    title: words.stances,
    alt: perLanguage(view, (language) =>
      listed(
        words.stances,
        language,
        actors.map(
          ({ name, stances }) =>
            `${inOne(name, language)}${marks[language].label}${stances
              .map(
                (stance, at) =>
                  `${inOne(options[at]?.name, language)} ${signed(stance)} ${inOne(called(stance), language)}`,
              )
              .join(marks[language].list)}`,
        ),
      ),
    ),
    table: {
      head: [words.actor, ...options.map(({ name }) => name)],
      rows: actors.map(({ name, stances }) => [
        name,
        ...stances.map((stance) =>
          perLanguage(view, (language) => `${signed(stance)} ${inOne(called(stance), language)}`),
        ),
      ]),
    },
    draw(frame) {
      const share = options.length > 3 ? 0.24 : 0.34
      const left = Math.round(Math.min(frame.width * share, 220))
      const column = (frame.width - left - 8) / options.length
      const heads = options.map(({ name }) => set(frame, view, name, { width: column - 8, size: 11.5, most: 3 }))
      const top = Math.max(...heads.map(({ height }) => height)) + 10
      const rows = rowsOf(
        frame,
        view,
        actors.map(({ name }) => name),
        { share, widest: 220, most: 2, top },
      )
      return {
        height: rows.height,
        option: {
          animation: false,
          grid: rows.grid,
          graphic: beside([...rows.names, ...columnNames(frame, heads, left, column, top - 6)]),
          xAxis: bare(options.length),
          yAxis: rows.axis,
          ...cells(
            frame,
            actors.flatMap(({ stances }, y) =>
              stances.map((stance, x) => ({
                x,
                y,
                fill: tone(frame, stance),
                label: shown(stance, inEach(called(stance), view)[0] ?? "", column),
                strong: Math.abs(Number(stance)) === 2,
              })),
            ),
          ),
        },
      }
    },
  }
}

/** +2, 0, −1; a question mark for a stance that nobody knows, a dash for one that nobody wrote. */
function signed(stance: string | undefined): string {
  if (stance === undefined) return "–"
  const number = Number(stance)
  if (!Number.isInteger(number)) return "?"
  return number > 0 ? `+${number}` : number < 0 ? `−${-number}` : "0"
}

function shown(stance: string | undefined, name: string, room: number): string {
  const sign = signed(stance)
  return stance !== undefined && widthOf(`${sign} ${name}`, 12) < room - 8 ? `${sign} ${name}` : sign
}

/** For is light to dark in one colour, against in the other: in grey the strength is left, and the sign says the rest. */
function tone({ palette }: Frame, stance: string | undefined): string {
  const number = Number(stance)
  if (stance === undefined || !Number.isInteger(number)) return palette.sheet
  if (number === 0) return palette.sunken
  return shade(palette, number > 0 ? palette.accent : palette.seal, Math.abs(number) === 2 ? 1 : 0.45)
}
