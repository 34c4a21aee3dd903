// Pay-offs of two players, with the outcomes framed where nobody gains by moving alone.

import type { SectionContent } from "#lib/document/content.ts"
import { assessGame } from "#lib/document/kinds/payoff-matrix.ts"
import type { Drawing, Figure, Frame, Said, View } from "#lib/figures/figure.ts"
import { inOne, listed, marks, perLanguage, textOf } from "#lib/figures/say.ts"
import { box, drawn, type Shape, set, stack, write } from "#lib/figures/shapes.ts"
import { words } from "#lib/figures/words.ts"

interface Outcome {
  /** The two numbers as printed. */
  first: number
  second: number
  letters: string
  isEquilibrium: boolean
}

interface Game {
  players: [row: Said, column: Said]
  rows: Said[]
  columns: Said[]
  outcomes: Outcome[][]
}

/** None while a number is missing. */
export function payoffs(section: SectionContent, view: View): Figure | null {
  const game = gameOf(section)
  if (!game) return null
  const { players, rows, columns, outcomes } = game
  const said = ({ first, second, letters }: Outcome) => `${first}, ${second}${letters && ` [${letters}]`}`
  return {
    key: "payoffs",
    title: words.payoffs,
    alt: perLanguage(view, (language) =>
      listed(
        perLanguage(
          view,
          (one) =>
            `${inOne(words.payoffs, one)}${marks[one].open}${players
              .map((player) => inOne(player, one))
              .filter(Boolean)
              .join(" × ")}${marks[one].close}`,
        ),
        language,
        rows.flatMap((row, r) =>
          columns.map((column, c) => {
            const outcome = outcomes[r]?.[c] as Outcome
            const { label, open, close } = marks[language]
            return `${inOne(row, language)} / ${inOne(column, language)}${label}${said(outcome)}${outcome.isEquilibrium ? `${open}${inOne(words.equilibrium, language)}${close}` : ""}`
          }),
        ),
      ),
    ),
    table: {
      head: [words.strategy, ...columns],
      rows: rows.map((row, r) => [
        row,
        ...(outcomes[r] ?? []).map((outcome) =>
          outcome.isEquilibrium
            ? perLanguage(
                view,
                (language) =>
                  `${said(outcome)}${marks[language].open}${inOne(words.equilibrium, language)}${marks[language].close}`,
              )
            : said(outcome),
        ),
      ]),
    },
    draw: (frame) => bimatrix(frame, view, game),
  }
}

function gameOf(section: SectionContent): Game | null {
  const rows = section.parts?.rows ?? []
  const columns = section.parts?.columns ?? []
  const numbers = rows.map(({ cells }) =>
    columns.map(({ id }) => {
      const [first, second] = [cells[`${id}/first`], cells[`${id}/second`]]
      return typeof first === "number" && typeof second === "number"
        ? { first, second, letters: String(cells[`${id}/letters`] ?? "") }
        : null
    }),
  )
  if (rows.length === 0 || columns.length === 0 || numbers.some((line) => line.includes(null))) return null
  const table = numbers as { first: number; second: number; letters: string }[][]
  const { reading, results } = assessGame(section)
  const isEquilibrium = (row: string, column: string) =>
    results?.[reading].equilibria.some(([r, c]) => r === row && c === column) ?? false
  const players = section.parts?.players?.[0]?.cells ?? {}
  return {
    players: [textOf(players.row_player) ?? "", textOf(players.column_player) ?? ""],
    rows: rows.map(({ cells }, at) => textOf(cells.name) ?? String(at + 1)),
    columns: columns.map(({ cells }, at) => textOf(cells.name) ?? String(at + 1)),
    outcomes: table.map((line, r) =>
      line.map((outcome, c) => ({
        ...outcome,
        isEquilibrium: isEquilibrium(rows[r]?.id ?? "", columns[c]?.id ?? ""),
      })),
    ),
  }
}

function bimatrix(frame: Frame, view: View, { players, rows, columns, outcomes }: Game): Drawing {
  const { palette } = frame
  const width = Math.min(frame.width, 160 + columns.length * 170)
  const left = Math.round(width * 0.3)
  const column = (width - left - 2) / columns.length
  const across = set(frame, view, players[1], { width: width - left, size: 11.5, colour: palette.ink2, most: 2 })
  const down = set(frame, view, players[0], { width: left - 12, size: 11.5, colour: palette.ink2, most: 2 })
  const heads = columns.map((name) => set(frame, view, name, { width: column - 10, most: 2 }))
  const top = across.height + Math.max(down.height - across.height, ...heads.map(({ height }) => height)) + 14
  const row = 64
  const shapes: Shape[] = [
    ...write(frame, across, left + (width - left) / 2, 0, "center"),
    ...write(frame, down, 0, top - down.height - 6),
    ...heads.flatMap((head, c) => write(frame, head, left + column * (c + 0.5), top - head.height - 6, "center")),
  ]
  const framed: Shape[] = []
  rows.forEach((name, r) => {
    const block = set(frame, view, name, { width: left - 12, most: 2 })
    shapes.push(...write(frame, block, 0, top + row * (r + 0.5) - block.height / 2))
    outcomes[r]?.forEach(({ first, second, letters, isEquilibrium }, c) => {
      const place = { x: left + column * c, y: top + row * r, width: column, height: row }
      const said = stack(
        set(frame, view, `${first}, ${second}`, { width: column, size: 15, strong: isEquilibrium }),
        ...(letters ? [set(frame, view, letters, { width: column, size: 11, colour: palette.ink3 })] : []),
      )
      shapes.push(
        box(place, isEquilibrium ? palette.sunken : palette.sheet, { colour: palette.lineStrong }, 0),
        ...write(frame, said, place.x + column / 2, place.y + (row - said.height) / 2, "center"),
      )
      if (isEquilibrium)
        framed.push(
          box(
            { x: place.x + 3, y: place.y + 3, width: column - 6, height: row - 6 },
            null,
            { colour: palette.accent, width: 3 },
            2,
          ),
        )
    })
  })
  const bottom = top + row * rows.length
  const key = set(frame, view, framed.length > 0 ? words.equilibria : "", {
    width: frame.width,
    size: 10.5,
    colour: palette.ink3,
    other: palette.ink3,
  })
  return {
    height: bottom + 10 + key.height,
    option: drawn([...shapes, ...framed, ...write(frame, key, 0, bottom + 8)]),
  }
}
