// Corridor triangle: sovereignty, connectivity, security. How firm a leg is shows in its line; the weakest is named.

import type { SectionContent } from "#lib/document/content.ts"
import { weakestLegs } from "#lib/document/kinds/triangle-assessment.ts"
import type { Drawing, Figure, Frame, Said, View } from "#lib/figures/figure.ts"
import { choiceName, inOne, listed, marks, perLanguage, textOf } from "#lib/figures/say.ts"
import { type Block, circle, drawn, polyline, type Shape, type Stroke, set, stack, write } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"

const places = ["sovereignty", "security", "connectivity"] as const

interface Leg {
  name: Said
  state: string
  stateName: Said
  provider: Said
  content: Said
  isWeakest: boolean
}

/** None before each leg has a row. */
export function triangle(section: SectionContent, view: View): Figure | null {
  const rows = section.parts?.legs ?? []
  const found = places.flatMap((place) => rows.find(({ cells }) => cells.leg === place) ?? [])
  if (found.length < places.length) return null
  const weakest = weakestLegs(section)
  const legs = found.map(
    ({ id, cells }): Leg => ({
      name: choiceName(section, "legs", "leg", cells.leg),
      state: String(cells.state ?? ""),
      stateName: choiceName(section, "legs", "state", cells.state),
      provider: typeof cells.provider === "string" ? view.name("actor", cells.provider) : "",
      content: textOf(cells.content) ?? "",
      isWeakest: weakest.includes(id),
    }),
  )
  const mark = (leg: Leg): Said[] => (leg.isWeakest ? [words.weakest] : [])
  return {
    key: "triangle",
    title: words.triangle,
    alt: perLanguage(view, (language) =>
      listed(
        words.triangle,
        language,
        legs.map((leg) => {
          const { label, list, open, close } = marks[language]
          const facts = [leg.stateName, ...mark(leg), leg.provider].map((one) => inOne(one, language)).filter(Boolean)
          return `${inOne(leg.name, language)}${open}${facts.join(list)}${close}${label}${inOne(leg.content, language)}`
        }),
      ),
    ),
    table: {
      head: [words.leg, words.state, words.provider, words.content],
      rows: legs.map((leg) => [leg.name, leg.stateName, leg.provider, leg.content]),
    },
    draw: (frame) => three(frame, view, legs),
  }
}

function three(frame: Frame, view: View, legs: Leg[]): Drawing {
  const { width, palette } = frame
  const side = Math.min(260, width * 0.44)
  const tall = side * 0.87
  const room = (width - side) / 2 + side / 4 - 44
  const blocks = legs.map((leg, at) => wordsOf(frame, view, leg, at === 2 ? width : room))
  const top = Math.max(12, Math.max(blocks[0]?.height ?? 0, blocks[1]?.height ?? 0) / 2 - tall / 2 + 6)
  const apex: [number, number] = [width / 2, top]
  const [left, right]: [number, number][] = [
    [width / 2 - side / 2, top + tall],
    [width / 2 + side / 2, top + tall],
  ] as [number, number][] as [[number, number], [number, number]]
  const ends = [
    [left, apex],
    [apex, right],
    [left, right],
  ] as [[number, number], [number, number]][]
  const middle = top + tall / 2
  // The legs lean: lower lines must stand further out.
  const clear = (block: Block | undefined) => 12 + (block?.height ?? 0) * 0.29
  const at: [number, number, "left" | "right" | "center"][] = [
    [width / 2 - side / 4 - clear(blocks[0]), middle - (blocks[0]?.height ?? 0) / 2, "right"],
    [width / 2 + side / 4 + clear(blocks[1]), middle - (blocks[1]?.height ?? 0) / 2, "left"],
    [width / 2, top + tall + 14, "center"],
  ]
  const shapes: Shape[] = legs.flatMap((leg, place) => {
    const [from, to] = ends[place] as [[number, number], [number, number]]
    const [x, y, align] = at[place] as (typeof at)[number]
    const centre: [number, number] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
    return [
      polyline([from, to], strokeOf(leg.state, frame)),
      ...(leg.state === "absent" ? cross(centre, palette.seal) : []),
      ...write(frame, blocks[place] as Block, x, y, align),
    ]
  })
  return {
    height: top + tall + 22 + (blocks[2]?.height ?? 0),
    option: drawn([
      ...shapes,
      ...[apex, left, right].map(([x, y]) => circle(x, y, 5, palette.sheet, { colour: palette.ink, width: 1.5 })),
    ]),
  }
}

function wordsOf(frame: Frame, view: View, leg: Leg, width: number): Block {
  const { palette } = frame
  const state = perLanguage(view, (language) =>
    [leg.stateName, ...(leg.isWeakest ? [words.weakest] : []), leg.provider]
      .map((one) => inOne(one, language))
      .filter(Boolean)
      .join(" · "),
  )
  return stack(
    set(frame, view, leg.name, { width, strong: true, size: 13 }),
    set(frame, view, state, { width, size: 11.5, colour: leg.isWeakest ? palette.seal : palette.ink, most: 3 }),
  )
}

/** From a heavy line to a line of dots: the weaker, the less of it is there. */
function strokeOf(state: string, { palette }: Frame): Stroke {
  if (state === "strong") return { colour: palette.accent, width: 6 }
  if (state === "partial") return { colour: palette.accent, width: 4, dash: [16, 6] }
  if (state === "weak") return { colour: palette.seal, width: 3, dash: [6, 7] }
  if (state === "absent") return { colour: palette.seal, width: 1.5, dash: [1.5, 6] }
  return { colour: palette.lineStrong, width: 1.5 }
}

const cross = ([x, y]: [number, number], colour: string): Shape[] =>
  [-1, 1].map((turn) =>
    polyline(
      [
        [x - 6, y - 6 * turn],
        [x + 6, y + 6 * turn],
      ],
      { colour, width: 2 },
    ),
  )
