// What a mechanism stands on, what it may not touch, what drives it, and where it can still go: figure 2 of the paper
// on CICA, for any mechanism.

import type { SectionContent } from "#lib/document/content.ts"
import type { Drawing, Figure, Frame, Said, View } from "#lib/figures/figure.ts"
import { inOne, joinedIn, listed, marks, perLanguage, textOf } from "#lib/figures/say.ts"
import { arrow, box, drawn, hatch, polyline, type Shape, set, stack, write } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"

const fields = [
  ["base", words.base],
  ["ceiling", words.ceiling],
  ["engine", words.engine],
  ["open_directions", words.openDirections],
  ["blocked_directions", words.blockedDirections],
  ["space_note", words.space],
] as const

/** None before base or ceiling is written. */
export function boundary(section: SectionContent, view: View): Figure | null {
  const cells = section.parts?.fields?.[0]?.cells ?? {}
  if (!textOf(cells.base) && !textOf(cells.ceiling)) return null
  const filled = fields.filter(([key]) => textOf(cells[key]))
  return {
    key: "boundary",
    title: words.boundary,
    alt: perLanguage(view, (language) =>
      listed(
        words.boundary,
        language,
        filled.map(
          ([key, name]) => `${inOne(name, language)}${marks[language].label}${inOne(textOf(cells[key]), language)}`,
        ),
      ),
    ),
    table: {
      head: [words.part, words.content],
      rows: filled.map(([key, name]) => [name, textOf(cells[key]) ?? ""]),
    },
    draw: (frame) => model(frame, view, (key) => textOf(cells[key])),
  }
}

function model(frame: Frame, view: View, said: (key: (typeof fields)[number][0]) => Said | undefined): Drawing {
  const { width, palette } = frame
  const pad = 12
  const piece = (key: (typeof fields)[number][0], room: number) => {
    const text = said(key)
    const name = fields.find(([one]) => one === key)?.[1]
    return text
      ? stack(
          set(frame, view, joinedIn(view, name), { width: room, size: 11, colour: palette.ink3 }),
          set(frame, view, text, { width: room, size: 12.5, most: 8 }),
        )
      : null
  }
  const half = width * 0.44
  const ceiling = piece("ceiling", width - pad * 2)
  const base = piece("base", width - pad * 2)
  const blocked = piece("blocked_directions", width - 60 - pad)
  const engine = piece("engine", half - pad * 2)
  const open = piece("open_directions", width - half - 46 - pad)
  const space = piece("space_note", width - pad * 2)
  const shapes: Shape[] = []
  let y = 1
  // The ceiling: a heavy, hatched edge that nothing passes.
  const roof = (ceiling?.height ?? 0) + pad * 2
  const lid = { x: 1, y: y + roof - 8, width: width - 2, height: 8 }
  shapes.push(
    box({ x: 1, y, width: width - 2, height: roof }, palette.sunken, { colour: palette.lineStrong }, 0),
    box(lid, palette.sheet, undefined, 0),
    ...hatch(lid, { colour: palette.seal, width: 1.2 }, 5),
    polyline(
      [
        [1, y + roof],
        [width - 1, y + roof],
      ],
      { colour: palette.seal, width: 2.5 },
    ),
    ...(ceiling ? write(frame, ceiling, pad, y + pad - 4) : []),
  )
  y += roof
  const top = y
  if (blocked) {
    const foot = y + blocked.height + pad * 1.5
    // Upwards it goes no further: an arrow that ends at a bar.
    shapes.push(
      ...arrow(
        [
          [28, foot],
          [28, y + 10],
        ],
        { colour: palette.seal, width: 2, dash: [5, 3] },
        8,
      ),
      polyline(
        [
          [18, y + 7],
          [38, y + 7],
        ],
        { colour: palette.seal, width: 2.5 },
      ),
      ...write(frame, blocked, 56, y + pad),
    )
    y = foot + pad
  } else y += pad
  const middle = Math.max(engine?.height ?? 0, open?.height ?? 0) + pad * 2
  if (engine || open) {
    const centre = y + middle / 2
    if (engine)
      shapes.push(
        box({ x: pad, y, width: half - pad, height: middle }, palette.sheet, { colour: palette.accent, width: 1.5 }),
        ...write(frame, engine, pad * 2, centre - engine.height / 2),
      )
    if (open)
      shapes.push(
        ...arrow(
          [
            [engine ? half : pad, centre],
            [half + 34, centre],
          ],
          { colour: palette.accent, width: 2.5 },
          9,
        ),
        ...write(frame, open, half + 42, centre - open.height / 2),
      )
    y += middle + pad
  }
  if (space) {
    shapes.push(...write(frame, space, pad, y))
    y += space.height + pad
  }
  // Open at the sides, closed above: only the sides of the space between are dashed.
  for (const x of [1, width - 1])
    shapes.push(
      polyline(
        [
          [x, top],
          [x, y],
        ],
        { colour: palette.lineStrong, dash: [3, 4] },
      ),
    )
  const floor = (base?.height ?? 0) + pad * 2
  shapes.push(
    box({ x: 1, y, width: width - 2, height: floor }, palette.sunken, { colour: palette.lineStrong }, 0),
    polyline(
      [
        [1, y],
        [width - 1, y],
      ],
      { colour: palette.accent, width: 2.5 },
    ),
    ...(base ? write(frame, base, pad, y + pad) : []),
  )
  return { height: y + floor + 2, option: drawn(shapes) }
}
