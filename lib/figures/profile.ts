// Scores by criterion: a radar while one can be read, a heat map of numbers otherwise.

import type { SectionContent } from "#lib/document/content.ts"
import { bare, columnNames, rowsOf } from "#lib/figures/axes.ts"
import type { Drawing, Figure, Frame, Said, View } from "#lib/figures/figure.ts"
import { cells } from "#lib/figures/heat.ts"
import { optionName } from "#lib/figures/options.ts"
import { shade } from "#lib/figures/palette.ts"
import { inOne, listed, marks, perLanguage, textOf } from "#lib/figures/say.ts"
import { beside, polyline, type Shape, set, write } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"

interface Scores {
  options: Said[]
  criteria: { name: Said; code: string; scores: (number | null)[] }[]
}

/** None for a single option without scores, or without criteria. */
export function profile(section: SectionContent, view: View): Figure | null {
  const ids = (section.parts?.options ?? []).map(({ id }) => id)
  const options = ids.map((id) => optionName(section, view, id))
  const criteria = (section.parts?.criteria ?? []).map(({ cells }, at) => {
    const code = typeof cells.code === "string" ? cells.code : String(at + 1)
    const name = textOf(cells.name)
    return {
      code,
      name: name ? perLanguage(view, (language) => `${code} ${inOne(name, language)}`) : code,
      scores: ids.map((id) => {
        const score = cells[`${id}/score`]
        return typeof score === "number" ? score : null
      }),
    }
  })
  const scores = { options, criteria }
  const given = criteria.flatMap((criterion) => criterion.scores).filter((score) => score !== null)
  if (given.length === 0 || options.length === 0) return null
  const complete = given.length === options.length * criteria.length
  const round = complete && criteria.length >= 3 && criteria.length <= 10 && options.length <= 4
  return {
    key: "profile",
    title: words.profile,
    alt: perLanguage(view, (language) =>
      listed(
        words.profile,
        language,
        options.map(
          (option, at) =>
            `${inOne(option, language)}${marks[language].label}${criteria
              .map(({ name, scores }) => `${inOne(name, language)} ${scores[at] ?? inOne(words.missing, language)}`)
              .join(marks[language].list)}`,
        ),
      ),
    ),
    table: {
      head: [words.criterion, ...options],
      rows: criteria.map(({ name, scores }) => [
        name,
        ...scores.map((score) => (score === null ? words.missing : String(score))),
      ]),
    },
    draw: (frame) => (round && frame.width >= roomForRadar ? radar(frame, view, scores) : numbers(frame, view, scores)),
  }
}

/** Narrower, the names of the criteria around it would run into each other. */
const roomForRadar = 520

/** Options are told apart by dash and mark. */
const lines = [
  { type: "solid", dash: undefined, symbol: "circle", width: 2 },
  { type: [6, 4], dash: [6, 4], symbol: "rect", width: 2 },
  { type: [2, 3], dash: [2, 3], symbol: "triangle", width: 2 },
  { type: [9, 3, 2, 3], dash: [9, 3, 2, 3], symbol: "diamond", width: 1.5 },
] as const

function radar(frame: Frame, view: View, { options, criteria }: Scores): Drawing {
  const { palette, width } = frame
  const colours = [palette.accent, palette.seal, palette.ink, palette.ink2]
  const keys = options.map((option) => set(frame, view, option, { width: width - 44, most: 2 }))
  let y = 4
  const legend = keys.flatMap((key, at): Shape[] => {
    const middle = y + 8
    const { dash, width: weight } = lines[at % lines.length] as (typeof lines)[number]
    const colour = colours[at % colours.length] as string
    const shapes = [
      polyline(
        [
          [0, middle],
          [30, middle],
        ],
        { colour, width: weight, ...(dash && { dash: [...dash] }) },
      ),
      ...write(frame, key, 40, y),
    ]
    y += key.height + 4
    return shapes
  })
  const side = Math.min(width - 20, 420)
  const radius = side * 0.31
  const [cx, cy] = [width / 2, y + radius + 58]
  const names = criteria.flatMap(({ name }, at) => {
    const angle = Math.PI / 2 + (2 * Math.PI * at) / criteria.length
    const [dx, dy] = [Math.cos(angle), -Math.sin(angle)]
    const align = Math.abs(dx) < 0.2 ? "center" : dx > 0 ? "left" : "right"
    const [x, edge] = [cx + dx * (radius + 10), cy + dy * (radius + 10)]
    const room = align === "center" ? Math.min(width * 0.8, 240) : align === "left" ? width - x : x
    const block = set(frame, view, name, { width: Math.min(room, 200), most: 2, size: 11.5 })
    const top = edge - block.height / 2 + (dy * block.height) / 2
    return write(frame, block, x, top, align)
  })
  return {
    height: Math.ceil(cy + radius + 54),
    option: {
      animation: false,
      graphic: beside([...legend, ...names]),
      radar: {
        center: [cx, cy],
        radius,
        splitNumber: 5,
        indicator: criteria.map(() => ({ min: 0, max: 5 })),
        axisName: { show: false },
        axisLine: { lineStyle: { color: palette.line } },
        splitLine: { lineStyle: { color: palette.line } },
        splitArea: { show: false },
      },
      series: [
        {
          type: "radar",
          silent: true,
          symbolSize: 7,
          data: options.map((_, at) => {
            const { type, symbol, width } = lines[at % lines.length] as (typeof lines)[number]
            const color = colours[at % colours.length]
            return {
              value: criteria.map(({ scores }) => scores[at]),
              symbol,
              lineStyle: { type, width, color },
              itemStyle: { color },
            }
          }),
        },
      ],
    },
  }
}

/** Fewer points are lighter; each cell has its number. */
function numbers(frame: Frame, view: View, { options, criteria }: Scores): Drawing {
  const { palette } = frame
  const share = 0.38
  const left = Math.round(Math.min(frame.width * share, 320))
  const column = (frame.width - left - 8) / options.length
  const heads = options.map((option) => set(frame, view, option, { width: column - 8, size: 11.5, most: 3 }))
  const top = Math.max(...heads.map(({ height }) => height)) + 10
  const rows = rowsOf(
    frame,
    view,
    criteria.map(({ name }) => name),
    { share, top },
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
        criteria.flatMap(({ scores }, y) =>
          scores.map((score, x) => ({
            x,
            y,
            fill: score === null ? palette.sheet : shade(palette, palette.accent, score / 5),
            label: score === null ? "–" : String(score),
          })),
        ),
      ),
    },
  }
}
