import type { Row, SectionContent } from "#lib/document/content.ts"
import { choices, evidence, named, notes } from "#lib/document/kinds/columns.ts"
import { type Answer, evaluate } from "#lib/document/kinds/expression.ts"
import { type Analysis, analyse, type Game, type GameName, namesOf } from "#lib/document/kinds/game.ts"
import type { Kind, Lack } from "#lib/document/kinds/kind.ts"

/** What a game may be called. */
export const claimedNames = choices({
  prisoners_dilemma: ["囚徒困境", "prisoner's dilemma"],
  chicken: ["斗鸡博弈", "chicken"],
  stag_hunt: ["猎鹿博弈", "stag hunt"],
  coordination: ["协调博弈", "coordination game"],
  harmony: ["和谐博弈", "harmony game"],
} satisfies Record<GameName, [string, string]>)

export const readings = ["row_first", "column_first"] as const
export type Reading = (typeof readings)[number]

/** Two players, what each may do, and what each gets. The numbers stand as their source prints them. */
export const payoffMatrix: Kind = {
  key: "payoff_matrix",
  names: named("收益矩阵", "Pay-off matrix"),
  main: "rows",
  parts: [
    {
      key: "players",
      names: named("博弈双方", "Players"),
      single: true,
      columns: [
        { key: "row_player", names: named("行方", "Row player"), type: "text", size: "short", required: true },
        { key: "row_actors", names: named("行方所指", "Row player is"), type: "ref", to: "actor", many: true },
        { key: "column_player", names: named("列方", "Column player"), type: "text", size: "short", required: true },
        { key: "column_actors", names: named("列方所指", "Column player is"), type: "ref", to: "actor", many: true },
      ],
    },
    {
      key: "columns",
      names: named("列方策略", "Strategies of the column player"),
      columns: [{ key: "name", names: named("策略", "Strategy"), type: "text", size: "short", required: true }],
    },
    {
      key: "rows",
      names: named("收益", "Pay-offs"),
      columns: [
        { key: "name", names: named("行方策略", "Row player's strategy"), type: "text", size: "short", required: true },
      ],
      across: {
        part: "columns",
        pair: ["first", "second"],
        columns: [
          { key: "first", names: named("前数", "First number"), type: "number", required: true, width: 0.4 },
          { key: "second", names: named("后数", "Second number"), type: "number", required: true, width: 0.4 },
          // "B, D": what the order and the condition below call the two numbers.
          { key: "letters", names: named("代号", "Letters"), type: "string", width: 0.4 },
        ],
      },
    },
    {
      key: "terms",
      names: named("读法与条件", "Reading and conditions"),
      single: true,
      columns: [
        {
          key: "reading",
          names: named("数对读法", "How the pairs are read"),
          type: "choice",
          required: true,
          choices: choices({
            row_first: ["前数属行方", "first number is the row player's"],
            column_first: ["前数属列方", "first number is the column player's"],
          } satisfies Record<Reading, [string, string]>),
        },
        { key: "label", names: named("所称博弈", "Called"), type: "choice", choices: claimedNames },
        { key: "ranking", names: named("收益次序", "Order of pay-offs"), type: "string" },
        { key: "condition", names: named("条件式", "Condition"), type: "string" },
        evidence,
      ],
    },
    notes,
  ],
  compute: assessGame,
  lacks: gameLacks,
}

/** An outcome: row ids of what the row player and the column player do. */
export type Outcome = [row: string, column: string]

export interface ReadingResult {
  /** Row ids of the dominant strategies, for the row player and for the column player. */
  dominant: ({ strategy: string; strict: boolean } | null)[]
  equilibria: Outcome[]
  pareto: Outcome[]
  joint: Outcome[]
  /** The names that fit; absent where these names do not apply. */
  fitting?: GameName[]
  /** Whether the name it is given fits; absent if it has none, or none applies. */
  labelFits?: boolean
}

export interface GameAssessment {
  reading: Reading
  /** Under the reading chosen and under the other: the same numbers may be two different games. */
  results?: Record<Reading, ReadingResult>
  ranking?: Answer
  condition?: Answer
}

/** What the numbers imply, under both readings. Without `results` while a number is missing. */
export function assessGame(section: SectionContent): GameAssessment {
  const terms = section.parts?.terms?.[0]?.cells ?? {}
  const { letters } = lettersOf(section)
  const names = { value: (name: string) => letters.get(name) }
  const said = (key: "ranking" | "condition") =>
    typeof terms[key] === "string" ? { [key]: evaluate(terms[key], names) } : {}
  const printed = printedGame(section)
  const label = typeof terms.label === "string" ? (terms.label as GameName) : undefined
  return {
    reading: terms.reading === "column_first" ? "column_first" : "row_first",
    ...(printed && {
      results: {
        row_first: resultOf(section, printed, label),
        column_first: resultOf(section, { ...printed, payoffs: (at) => printed.payoffs(at).toReversed() }, label),
      },
    }),
    ...said("ranking"),
    ...said("condition"),
  }
}

const sides = (section: SectionContent): [rows: Row[], columns: Row[]] => [
  section.parts?.rows ?? [],
  section.parts?.columns ?? [],
]

/** The game if the first number is the row player's; undefined while a number is missing. */
function printedGame(section: SectionContent): Game | undefined {
  const [rows, columns] = sides(section)
  const table = rows.map(({ cells }) => columns.map(({ id }) => [cells[`${id}/first`], cells[`${id}/second`]]))
  if (table.length === 0 || columns.length === 0) return undefined
  if (table.flat(2).some((one) => typeof one !== "number")) return undefined
  return {
    strategies: [rows.length, columns.length],
    payoffs: ([row = 0, column = 0]) => (table[row]?.[column] ?? []) as number[],
  }
}

function resultOf(section: SectionContent, game: Game, label: GameName | undefined): ReadingResult {
  const [rows, columns] = sides(section)
  const outcome = ([row = 0, column = 0]: number[]): Outcome => [rows[row]?.id ?? "", columns[column]?.id ?? ""]
  const { dominant, equilibria, pareto, joint }: Analysis = analyse(game)
  const fitting = namesOf(game)
  return {
    dominant: dominant.map(
      (one, player) => one && { strategy: sides(section)[player]?.[one.strategy]?.id ?? "", strict: one.strict },
    ),
    equilibria: equilibria.map(outcome),
    pareto: pareto.map(outcome),
    joint: joint.map(outcome),
    ...(fitting && { fitting }),
    ...(fitting && label && { labelFits: fitting.includes(label) }),
  }
}

/** What each letter stands for, and those that stand for two different numbers. */
function lettersOf(section: SectionContent): { letters: Map<string, number>; torn: string[] } {
  const [rows, columns] = sides(section)
  const letters = new Map<string, number>()
  const torn = new Set<string>()
  for (const { cells } of rows)
    for (const { id } of columns) {
      const written = String(cells[`${id}/letters`] ?? "").match(/[A-Za-z]\w*/g) ?? []
      for (const [at, letter] of written.slice(0, 2).entries()) {
        const value = cells[`${id}/${at === 0 ? "first" : "second"}`]
        if (typeof value !== "number") continue
        if (letters.has(letter) && letters.get(letter) !== value) torn.add(letter)
        letters.set(letter, value)
      }
    }
  return { letters, torn: [...torn] }
}

function gameLacks(section: SectionContent): Lack[] {
  const lacks: Lack[] = []
  const add = (lack: Omit<Lack, "section">) => lacks.push({ section: section.key, ...lack })
  const [rows, columns] = sides(section)
  for (const [part, list] of [
    ["rows", rows],
    ["columns", columns],
  ] as const)
    if (list.length < 2) add({ level: "error", message: "strategiesTooFew", part })
  for (const letter of lettersOf(section).torn)
    add({ level: "error", message: "letterTorn", part: "rows", values: { letter } })
  const assessment = assessGame(section)
  const at = { part: "terms", row: "fields" }
  if (assessment.results?.[assessment.reading].labelFits === false)
    add({ level: "warning", message: "labelDoesNotFit", ...at, column: "label" })
  for (const column of ["ranking", "condition"] as const) {
    const answer = assessment[column]
    if (!answer) continue
    if ("problem" in answer)
      add({ level: "error", message: "formulaUnreadable", ...at, column, values: { formula: answer.at } })
    else if (answer.value === false) add({ level: "warning", message: "formulaDoesNotHold", ...at, column })
  }
  return lacks
}
