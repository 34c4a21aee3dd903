// What is computed from the rows of a section and printed beside them in words or as a table.

import type { Row, SectionContent, Text } from "#lib/document/content.ts"
import { agreement } from "#lib/document/kinds/case-table.ts"
import type { Answer } from "#lib/document/kinds/expression.ts"
import type { Part } from "#lib/document/kinds/kind.ts"
import {
  assessGame,
  claimedNames,
  type Outcome,
  type ReadingResult,
  readings,
} from "#lib/document/kinds/payoff-matrix.ts"
import { recheck } from "#lib/document/kinds/recheck.ts"
import { legStates, legs, weakestLegs } from "#lib/document/kinds/triangle-assessment.ts"
import type { Block } from "./block.ts"
import type { Context } from "./context.ts"
import { joined, type Line, lineOf, linesOf, type Value, value } from "./lines.ts"
import { cellOf, label } from "./rows.ts"

/** What follows from a section's rows, if its kind computes anything that is not a figure. */
export function resultsOf(context: Context, section: SectionContent): Block[] {
  if (section.kind === "payoff_matrix") return gameOf(context, section)
  if (section.kind === "triangle_assessment") return weakestOf(context, section)
  if (section.kind === "case_table") return agreementOf(context, section)
  return []
}

/** The same line after each of the words: "Weakest leg: security". */
const after = (lead: Line[], said: Line[]): Line[] =>
  lead.map(({ lang, text }) => ({
    lang,
    text: `${text}${lang === "zh" ? "" : " "}${(said.find((one) => one.lang === lang) ?? said[0])?.text ?? ""}`,
  }))

function weakestOf(context: Context, section: SectionContent): Block[] {
  const weakest = weakestLegs(section)
  const rows = (section.parts?.legs ?? []).filter(({ id }) => weakest.includes(id))
  if (rows.length === 0) return []
  const named = rows.map(({ cells }) =>
    joined(
      [
        [legs, cells.leg],
        [legStates, cells.state],
      ].map(([choices, code]) =>
        linesOf((choices as typeof legs).find((one) => one.value === code)?.names, context.shown),
      ),
      context.shown,
      { zh: " · ", en: " · ", ru: " · " },
    ),
  )
  return [{ kind: "note", lines: after(context.say("weakestLeg"), joined(named, context.shown)) }]
}

function agreementOf(context: Context, section: SectionContent): Block[] {
  const { pairs, agreed } = agreement(section)
  return pairs === 0 ? [] : [{ kind: "note", lines: after(context.say("codersAgree"), lineOf(`${agreed} / ${pairs}`)) }]
}

/** Both readings side by side, the one used first: the same numbers may be two different games. */
function gameOf(context: Context, section: SectionContent): Block[] {
  const { reading, results, ranking, condition } = assessGame(section)
  if (!results) return []
  const { say, shown } = context
  const terms = section.parts?.terms?.[0]?.cells ?? {}
  const strategy = (part: "rows" | "columns", id: string) =>
    linesOf(section.parts?.[part]?.find((row) => row.id === id)?.cells.name as Text | undefined, shown)
  const outcome = ([row, column]: Outcome): Line[] =>
    joined([strategy("rows", row), strategy("columns", column)], shown, { zh: "，" }).map((line) => ({
      ...line,
      text: line.lang === "zh" ? `（${line.text}）` : `(${line.text})`,
    }))
  const all = (outcomes: Outcome[]) => (outcomes.length === 0 ? say("none") : joined(outcomes.map(outcome), shown))
  const dominant = ({ dominant }: ReadingResult): Line[] => {
    const said = dominant.map((one, player) => {
      if (!one) return say("none")
      const name = strategy(player === 0 ? "rows" : "columns", one.strategy)
      return one.strict ? name : joined([name, say("weakly")], shown)
    })
    const isSame = JSON.stringify(said[0]) === JSON.stringify(said[1])
    return isSame ? (said[0] ?? []) : joined(said, shown, { zh: " / ", en: " / ", ru: " / " })
  }
  const gameNamed = (code: unknown) => linesOf(claimedNames.find((one) => one.value === code)?.names, shown)
  const columns = [reading, ...readings.filter((one) => one !== reading)]
  const row = (lead: Line[], of: (result: ReadingResult) => Line[]) => [
    value(lead),
    ...columns.map((one) => value(of(results[one]))),
  ]
  const formula = (key: "ranking" | "condition", answer: Answer | undefined): Value[][] => {
    const column = kindColumn(key)
    if (!answer) return []
    const verdict = "problem" in answer ? say("unreadable") : say(answer.value === true ? "holds" : "holdsNot")
    return [[value(linesOf(column, shown)), value([...lineOf(String(terms[key])), ...verdict]), value([])]]
  }
  const rows = [
    row(say("dominant"), dominant),
    row(say("equilibria"), ({ equilibria }) => all(equilibria)),
    row(say("pareto"), ({ pareto }) => all(pareto)),
    row(say("joint"), ({ joint }) => all(joint)),
    ...(results[reading].fitting
      ? [
          row(say("whatItIs"), ({ fitting = [] }) =>
            fitting.length > 0 ? joined(fitting.map(gameNamed), shown) : say("noName"),
          ),
        ]
      : []),
    ...(results[reading].labelFits === undefined
      ? []
      : [row([...say("labelled"), ...gameNamed(terms.label)], ({ labelFits }) => say(labelFits ? "fits" : "fitsNot"))]),
    ...formula("ranking", ranking),
    ...formula("condition", condition),
  ]
  return [
    {
      kind: "table",
      caption: say("implied"),
      columns: [
        { label: [], width: 0.8, fixed: false },
        ...columns.map((one, at) => ({
          label: at === 0 ? after(say(one), say("readingUsed")) : say(one),
          width: 1.6,
          fixed: false,
        })),
      ],
      rows: rows.map((cells) => ({ cells, anchor: null, lead: false, whole: true })),
      source: null,
    },
  ]
}

const kindColumn = (key: "ranking" | "condition"): Text =>
  key === "ranking" ? { zh: "收益次序", en: "Order of pay-offs" } : { zh: "条件式", en: "Condition" }

/** The checks of a data table with what their formulas give now, and where a figure differs. */
export function checksOf(context: Context, section: SectionContent, part: Part, rows: Row[], caption: Line[]): Block {
  const found = new Map(recheck(section).map((one) => [one.row, one]))
  const [formula, expected, printed, note] = part.columns
  const verdict = (row: Row): Value => {
    const check = found.get(row.id)
    if (check?.value === undefined) return value([])
    const { say } = context
    if (typeof check.value === "boolean") return value(say(check.value ? "holds" : "holdsNot"))
    const isCompared = check.computed !== undefined || check.printed !== undefined
    return value(isCompared ? say(check.flagged ? "differs" : "agrees") : [], {
      strong: String(Math.round(check.value * 1e4) / 1e4),
    })
  }
  const columns = [formula, expected, printed, note].filter((column) => column !== undefined)
  return {
    kind: "table",
    caption,
    columns: [
      ...columns
        .slice(0, 3)
        .map((column) => ({ label: label(context, column), width: column.width ?? 1, fixed: false })),
      { label: context.say("recomputed"), width: 0.8, fixed: false },
      ...columns.slice(3).map((column) => ({ label: label(context, column), width: 1.6, fixed: false })),
    ],
    rows: rows.map((row) => ({
      cells: [
        ...columns
          .slice(0, 3)
          .map((column) => (row.cells[column.key] === undefined ? value([]) : cellOf(context, column, row))),
        verdict(row),
        ...columns
          .slice(3)
          .map((column) => (row.cells[column.key] === undefined ? value([]) : cellOf(context, column, row))),
      ],
      anchor: null,
      lead: false,
      whole: true,
    })),
    source: null,
  }
}
