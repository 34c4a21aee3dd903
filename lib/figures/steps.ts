// Step plan: what comes when, what opens it, and what waits for what. Rows are steps; columns are horizons, or phases
// where no horizon is given.

import type { Row, SectionContent } from "#lib/document/content.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import type { Figure, Frame, Said, View } from "#lib/figures/figure.ts"
import { choiceName, codesOf, inOne, joinedIn, listed, marks, perLanguage, textOf } from "#lib/figures/say.ts"
import { arrow, box, diamond, drawn, hatch, polyline, type Shape, set, write } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"

interface Step {
  action: Said
  gate: Said
  when: Said
  column: number
  /** Places of the steps that it waits for. */
  after: number[]
  status: string
  statusName: Said
}

/** None with a single step. */
export function steps(section: SectionContent, view: View): Figure | null {
  const rows = section.parts?.steps ?? []
  if (rows.length < 2) return null
  const { columns, columnOf } = columnsOf(section, rows)
  const all = rows.map(
    ({ cells }, at): Step => ({
      action: textOf(cells.action) ?? textOf(cells.phase) ?? "",
      gate: textOf(cells.gate) ?? "",
      when: columns[columnOf[at] ?? 0] ?? "",
      column: columnOf[at] ?? 0,
      after: codesOf(cells.depends_on).flatMap((id) => {
        const place = rows.findIndex((row) => row.id === id)
        return place === -1 ? [] : [place]
      }),
      status: String(cells.status ?? ""),
      statusName: choiceName(section, "steps", "status", cells.status),
    }),
  )
  return {
    key: "steps",
    title: words.steps,
    alt: perLanguage(view, (language) =>
      listed(
        words.steps,
        language,
        all.map(({ action, gate, when, after, statusName }, at) => {
          const { label, list, open, close } = marks[language]
          const say = (word: Said, value: string) => value && `${inOne(word, language)} ${value}`
          const facts = [
            inOne(when, language),
            inOne(statusName, language),
            say(words.after, after.map((one) => one + 1).join(list)),
            say(words.gate, inOne(gate, language)),
          ].filter(Boolean)
          return `${at + 1}${label}${inOne(action, language)}${facts.length > 0 ? `${open}${facts.join(list)}${close}` : ""}`
        }),
      ),
    ),
    table: {
      head: ["", words.action, words.when, words.after, words.gate, words.status],
      rows: all.map(({ action, gate, when, after, statusName }, at) => [
        String(at + 1),
        action,
        when,
        after.map((one) => one + 1).join(" "),
        gate,
        statusName,
      ]),
    },
    draw: (frame) => staircase(frame, view, all, columns),
  }
}

/** The horizons that are used, in their order; else the phases as they come; else one column for all. */
function columnsOf(section: SectionContent, rows: Row[]): { columns: Said[]; columnOf: number[] } {
  const horizon = partsOf({ kind: section.kind })
    .find(({ key }) => key === "steps")
    ?.columns.find(({ key }) => key === "horizon")
  const known = horizon?.type === "choice" ? horizon.choices : []
  if (rows.some(({ cells }) => known.some(({ value }) => value === cells.horizon))) {
    const used = known.filter(({ value }) => rows.some(({ cells }) => cells.horizon === value))
    const open = rows.some(({ cells }) => !used.some(({ value }) => value === cells.horizon))
    return {
      columns: [...used.map(({ names }) => names), ...(open ? [words.open] : [])],
      columnOf: rows.map(({ cells }) => {
        const at = used.findIndex(({ value }) => value === cells.horizon)
        return at === -1 ? used.length : at
      }),
    }
  }
  const phases = rows.map(({ cells }) => textOf(cells.phase) ?? "")
  const keys = phases.map((phase) => JSON.stringify(phase))
  const used = [...new Set(keys)]
  return { columns: used.map((key) => phases[keys.indexOf(key)] ?? ""), columnOf: keys.map((key) => used.indexOf(key)) }
}

function staircase(
  frame: Frame,
  view: View,
  all: Step[],
  columns: Said[],
): { height: number; option: ReturnType<typeof drawn> } {
  const { width, palette } = frame
  const left = Math.round(Math.min(width * 0.46, 340))
  const column = (width - left) / columns.length
  const heads = columns.map((name) =>
    set(frame, view, name, { width: column - 6, size: 11, most: 2, colour: palette.ink2 }),
  )
  const top = Math.max(...heads.map(({ height }) => height)) + 12
  const blocks = all.map(({ action }, at) =>
    set(
      frame,
      view,
      perLanguage(
        view,
        (language) => `${language === view.languages[0] ? `${at + 1}. ` : ""}${inOne(action, language)}`,
      ),
      { width: left - 16, most: 2 },
    ),
  )
  const row = Math.max(40, ...blocks.map(({ height }) => height + 12))
  const key = keyOf(frame, view, all, top + row * all.length + 10)
  const size = { width: Math.min(44, column - 22), height: 24 }
  const at = (step: number) => ({
    x: left + column * ((all[step]?.column ?? 0) + 0.5) - size.width / 2 + 6,
    y: top + row * step + (row - size.height) / 2,
  })
  const shapes: Shape[] = [
    ...columns.flatMap((_, place) =>
      place % 2 === 0
        ? [
            box(
              { x: left + column * place, y: 0, width: column, height: top + row * all.length },
              palette.sunken,
              undefined,
              0,
            ),
          ]
        : [],
    ),
    ...heads.flatMap((block, place) => write(frame, block, left + column * (place + 0.5), 6, "center")),
    ...all.map((_, place) =>
      polyline(
        [
          [0, top + row * place],
          [width, top + row * place],
        ],
        { colour: palette.line },
      ),
    ),
  ]
  all.forEach(({ after }, place) => {
    const to = at(place)
    for (const one of after) {
      const from = at(one)
      const start: [number, number] = [from.x + size.width / 2, from.y + size.height]
      const middle = to.y + size.height / 2
      const end = to.x - (all[place]?.gate ? 16 : 0)
      // Straight below its condition an arrow comes from above; otherwise along the row.
      shapes.push(
        ...(start[0] >= end - 6
          ? arrow([start, [start[0], to.y]], { colour: palette.ink3, width: 1.2 })
          : arrow([start, [start[0], middle], [end, middle]], { colour: palette.ink3, width: 1.2 })),
      )
    }
  })
  all.forEach((step, place) => {
    const { x, y } = at(place)
    shapes.push(...stepBox(frame, view, { x, y, ...size }, step.status, String(place + 1)))
    if (step.gate) shapes.push(diamond(x - 8, y + size.height / 2, 7, palette.seal))
    shapes.push(
      ...write(
        frame,
        blocks[place] as (typeof blocks)[number],
        0,
        top + row * place + (row - (blocks[place]?.height ?? 0)) / 2,
      ),
    )
  })
  return { height: top + row * all.length + 10 + key.height, option: drawn([...shapes, ...key.shapes]) }
}

/** Planned is empty, started hatched, done filled, blocked crossed out and dashed. */
function stepBox(
  frame: Frame,
  view: View,
  place: { x: number; y: number; width: number; height: number },
  status: string,
  number: string,
): Shape[] {
  const { palette } = frame
  const { x, y, width, height } = place
  const done = status === "done"
  const stroke = {
    colour: status === "blocked" ? palette.seal : palette.accent,
    width: 1.5,
    ...(status === "blocked" && { dash: [4, 3] }),
  }
  const word = set(frame, view, number, { width, strong: true, colour: done ? palette.sheet : palette.ink })
  return [
    box(place, done ? palette.accent : palette.sheet, stroke),
    ...(status === "started" ? hatch(place, { colour: palette.lineStrong }) : []),
    ...(status === "blocked"
      ? [
          polyline(
            [
              [x, y + height],
              [x + width, y],
            ],
            { colour: palette.seal },
          ),
        ]
      : []),
    ...write(frame, word, x + width / 2, y + (height - word.height) / 2, "center"),
  ]
}

/** What the marks mean: only those that stand in the drawing. */
function keyOf(frame: Frame, view: View, all: Step[], y: number): { shapes: Shape[]; height: number } {
  const { palette } = frame
  const found: [string, Said][] = [
    ...(all.some(({ gate }) => gate) ? [["gate", words.gate] as [string, Said]] : []),
    ...all.flatMap(({ status, statusName }, at): [string, Said][] =>
      status && all.findIndex((one) => one.status === status) === at ? [[status, statusName]] : [],
    ),
  ]
  let [x, line] = [0, y]
  const shapes = found.flatMap(([mark, name]): Shape[] => {
    const word = set(frame, view, joinedIn(view, name), { width: 200, size: 11, most: 1, colour: palette.ink2 })
    if (x > 0 && x + word.width + 34 > frame.width) [x, line] = [0, line + 20]
    const at = x
    x += word.width + 48
    return [
      ...(mark === "gate"
        ? [diamond(at + 10, line + 8, 6, palette.seal)]
        : stepBox(frame, view, { x: at, y: line + 1, width: 22, height: 14 }, mark, "")),
      ...write(frame, word, at + 28, line),
    ]
  })
  return { shapes, height: found.length > 0 ? line - y + 20 : 0 }
}
