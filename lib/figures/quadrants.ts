// Two axes and four cells, with the cases that stand in them; a case that somebody disputes carries the note.

import type { SectionContent } from "#lib/document/content.ts"
import { type Corner, corners } from "#lib/document/kinds/matrix-2x2.ts"
import type { Drawing, Figure, Frame, Said, View } from "#lib/figures/figure.ts"
import { codesOf, inOne, listed, marks, perLanguage, textOf } from "#lib/figures/say.ts"
import { type Block, box, circle, diamond, drawn, type Shape, set, stack, write } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"

interface Case {
  name: Said
  cell: string
  reason: Said
  dissent: Said
  /** Number of its note; none where nobody dissents. */
  note: number | null
}

interface Cell {
  corner: Corner
  label: Said
  mechanism: Said
  isWatched: boolean
  cases: Case[]
}

interface Axis {
  name: Said
  low: Said
  high: Said
  /** How a case is coded on it. */
  rule: Said
}

/** None before an axis is named or a case is placed. */
export function quadrants(section: SectionContent, view: View): Figure | null {
  const axes = section.parts?.axes?.[0]?.cells ?? {}
  const about = section.parts?.cells?.[0]?.cells ?? {}
  const rows = section.parts?.placements ?? []
  if (!textOf(axes.x_name) && !textOf(axes.y_name) && rows.length === 0) return null
  let notes = 0
  const cases = rows.map(({ cells }, at): Case => {
    const dissent = textOf(cells.dissent)
    return {
      name: textOf(cells.case) ?? String(at + 1),
      cell: String(cells.cell ?? ""),
      reason: textOf(cells.reason) ?? "",
      dissent: dissent ?? "",
      note: dissent ? ++notes : null,
    }
  })
  const four = corners.map(
    (corner): Cell => ({
      corner,
      label: textOf(about[`${corner}_label`]) ?? "",
      mechanism: textOf(about[`${corner}_mechanism`]) ?? "",
      isWatched: codesOf(about.marked).includes(corner),
      cases: cases.filter(({ cell }) => cell === corner),
    }),
  )
  const axis = (key: "x" | "y"): Axis => ({
    name: textOf(axes[`${key}_name`]) ?? "",
    low: textOf(axes[`${key}_low`]) ?? "",
    high: textOf(axes[`${key}_high`]) ?? "",
    rule: textOf(axes[`${key}_rule`]) ?? "",
  })
  const [x, y] = [axis("x"), axis("y")]
  const where = ({ corner }: Cell): Said => {
    const [across, up] = corner.split("_") as ["low" | "high", "low" | "high"]
    return perLanguage(view, (language) => `${inOne(x[across], language)} × ${inOne(y[up], language)}`)
  }
  return {
    key: "quadrants",
    title: words.quadrants,
    alt: perLanguage(view, (language) => {
      const { label, list, open, close } = marks[language]
      return listed(
        perLanguage(
          view,
          (one) =>
            `${inOne(words.quadrants, one)}${marks[one].open}${inOne(x.name, one)} × ${inOne(y.name, one)}${marks[one].close}`,
        ),
        language,
        [
          ...four.map((cell) => {
            const facts = [
              inOne(where(cell), language),
              cell.isWatched ? inOne(words.watch, language) : "",
              inOne(cell.mechanism, language),
            ]
            const standing = cell.cases.map(({ name, dissent }) =>
              dissent
                ? `${inOne(name, language)}${open}${inOne(words.dissent, language)}${label}${inOne(dissent, language)}${close}`
                : inOne(name, language),
            )
            return `${inOne(cell.label, language)}${open}${facts.filter(Boolean).join(list)}${close}${label}${standing.join(list) || inOne(words.noCase, language)}`
          }),
          ...[x, y].map((one) => (one.rule === "" ? "" : inOne(ruled(view, one), language))),
        ],
      )
    }),
    table: {
      head: [words.case, words.cell, words.reason, words.dissent],
      rows: cases.map((one) => {
        const cell = four.find(({ corner }) => corner === one.cell)
        return [one.name, cell ? (cell.label !== "" ? cell.label : where(cell)) : "", one.reason, one.dissent]
      }),
    },
    draw: (frame) => square(frame, view, x, y, four, cases),
  }
}

function square(frame: Frame, view: View, x: Axis, y: Axis, four: Cell[], cases: Case[]): Drawing {
  const { width, palette } = frame
  const left = Math.round(Math.min(96, width * 0.2))
  const column = (width - left - 2) / 2
  const pad = 10
  const inside = four.map((cell) => cellOf(frame, view, cell, column - pad * 2))
  const heights = [0, 2].map(
    (at) => Math.max(90, ...inside.slice(at, at + 2).map(({ height }) => height)) + pad * 2,
  ) as [number, number]
  const quiet = { size: 11.5, colour: palette.ink2 }
  const up = set(
    frame,
    view,
    perLanguage(view, (language) => `${inOne(y.name, language)} ↑`),
    { width, ...quiet, strong: true },
  )
  const ends = [y.high, y.low].map((end) => set(frame, view, end, { width: left - 10, ...quiet }))
  const feet = [x.low, x.high].map((end) => set(frame, view, end, { width: column - 8, ...quiet }))
  const across = set(
    frame,
    view,
    perLanguage(view, (language) => `${inOne(x.name, language)} →`),
    { width, ...quiet, strong: true },
  )
  const top = up.height + 8
  const bottom = top + heights[0] + heights[1]
  const shapes: Shape[] = [...write(frame, up, 0, 0)]
  four.forEach((cell, at) => {
    const line = at < 2 ? 0 : 1
    const place = {
      x: left + (at % 2) * column,
      y: top + (line === 0 ? 0 : heights[0]),
      width: column,
      height: heights[line] as number,
    }
    shapes.push(
      box(place, palette.sheet, { colour: palette.lineStrong }, 0),
      ...(cell.isWatched
        ? [
            box(
              { x: place.x + 3, y: place.y + 3, width: place.width - 6, height: place.height - 6 },
              null,
              { colour: palette.seal, width: 1.5, dash: [5, 3] },
              0,
            ),
          ]
        : []),
      ...(inside[at]?.at(place.x + pad, place.y + pad) ?? []),
    )
  })
  ends.forEach((end, line) => {
    const middle = top + (line === 0 ? heights[0] / 2 : heights[0] + heights[1] / 2)
    shapes.push(...write(frame, end, left - 8, middle - end.height / 2, "right"))
  })
  for (const [at, foot] of feet.entries())
    shapes.push(...write(frame, foot, left + column * (at + 0.5), bottom + 6, "center"))
  const axisY = bottom + Math.max(...feet.map(({ height }) => height)) + 10
  shapes.push(...write(frame, across, width - 2, axisY, "right"))
  let noteY = axisY + across.height + 8
  for (const axis of [x, y]) {
    if (axis.rule === "") continue
    const block = set(frame, view, ruled(view, axis), { width, size: 11, colour: palette.ink2, other: palette.ink3 })
    shapes.push(...write(frame, block, 0, noteY))
    noteY += block.height + 4
  }
  for (const { name, dissent, note } of cases) {
    if (note === null) continue
    const block = set(
      frame,
      view,
      perLanguage(
        view,
        (language) =>
          `${inOne(words.dissent, language)} ${note} · ${inOne(name, language)}${marks[language].label}${inOne(dissent, language)}`,
      ),
      { width: width - 22, size: 11.5, most: 4 },
    )
    shapes.push(diamond(7, noteY + 8, 5, palette.seal), ...write(frame, block, 20, noteY))
    noteY += block.height + 4
  }
  return { height: noteY + 2, option: drawn(shapes) }
}

const ruled = (view: View, { name, rule }: Axis): Said =>
  perLanguage(
    view,
    (language) =>
      `${inOne(words.rule, language)} · ${inOne(name, language)}${marks[language].label}${inOne(rule, language)}`,
  )

/** Label, mechanism and cases of one cell, to be placed once all are measured. */
function cellOf(
  frame: Frame,
  view: View,
  cell: Cell,
  width: number,
): { height: number; at(x: number, y: number): Shape[] } {
  const { palette } = frame
  const watched = perLanguage(view, (language) => `▲ ${inOne(words.watch, language)}`)
  const head = stack(
    ...(cell.isWatched
      ? [set(frame, view, watched, { width, size: 10.5, colour: palette.seal, other: palette.seal })]
      : []),
    set(frame, view, cell.label, { width, strong: true, size: 13 }),
    set(frame, view, cell.mechanism, { width, size: 11, colour: palette.ink2, most: 4 }),
  )
  const standing: { block: Block; one: Case | null }[] =
    cell.cases.length === 0
      ? [
          {
            block: set(frame, view, words.noCase, { width, size: 11, colour: palette.ink3, other: palette.ink3 }),
            one: null,
          },
        ]
      : cell.cases.map((one) => ({
          one,
          block: set(
            frame,
            view,
            perLanguage(view, (language) => `${inOne(one.name, language)}${one.note === null ? "" : ` [${one.note}]`}`),
            {
              width: width - 16,
              most: 2,
            },
          ),
        }))
  return {
    height: head.height + 8 + standing.reduce((sum, { block }) => sum + block.height + 3, 0),
    at(x, y) {
      let line = y + head.height + 8
      return [
        ...write(frame, head, x, y),
        ...standing.flatMap(({ block, one }) => {
          const top = line
          line += block.height + 3
          if (!one) return write(frame, block, x, top)
          const mark =
            one.note === null ? circle(x + 5, top + 9, 4, palette.ink) : diamond(x + 5, top + 9, 5, palette.seal)
          return [mark, ...write(frame, block, x + 16, top)]
        }),
      ]
    },
  }
}
