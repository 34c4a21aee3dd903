import { useTranslations } from "next-intl"
import { inLanguage, nameOfRow } from "#components/sections/names.ts"
import type { ReadingContext } from "#components/sections/shown.tsx"
import type { SectionContent } from "#lib/document/content.ts"
import type { Answer } from "#lib/document/kinds/expression.ts"
import {
  assessGame,
  claimedNames,
  type Outcome,
  type ReadingResult,
  readings,
} from "#lib/document/kinds/payoff-matrix.ts"

/** What the pay-offs imply, under the reading chosen and under the other: the same numbers may be two games. */
export function GameResult({ section, context }: { section: SectionContent; context: ReadingContext }) {
  const t = useTranslations("editor.figures")
  const { language } = context
  const { reading, results, ranking, condition } = assessGame(section)
  const terms = section.parts?.terms?.[0]?.cells ?? {}
  if ((section.parts?.rows ?? []).length === 0) return null
  if (!results) return <p className="text-s text-ink-3">{t("noGame")}</p>
  const between = language === "zh" ? "、" : ", "
  const nameIn = (key: "rows" | "columns", id: string) => {
    const rows = section.parts?.[key] ?? []
    const row = rows.find((one) => one.id === id)
    const part = context.parts.find((one) => one.key === key)
    return (row && nameOfRow(row, language, part, context.names)) || String(rows.findIndex((one) => one.id === id) + 1)
  }
  const outcome = ([row, column]: Outcome) => {
    const [open, close] = language === "zh" ? "（）" : "()"
    return `${open}${nameIn("rows", row)}${between}${nameIn("columns", column)}${close}`
  }
  const all = (outcomes: Outcome[]) => (outcomes.length === 0 ? t("none") : outcomes.map(outcome).join(between))
  const dominant = ({ dominant }: ReadingResult) => {
    const said = dominant.map((one, player) => {
      if (!one) return t("none")
      const strategy = nameIn(player === 0 ? "rows" : "columns", one.strategy)
      return one.strict ? strategy : t("weakly", { strategy })
    })
    return said[0] === said[1] && dominant[0] ? t("bothSame", { strategy: said[0] ?? "" }) : said.join(" / ")
  }
  const nameOfGame = (value: unknown) => inLanguage(claimedNames.find((one) => one.value === value)?.names, language)
  const columns = [reading, ...readings.filter((one) => one !== reading)]
  const rows: [string, (result: ReadingResult) => React.ReactNode][] = [
    [t("dominant"), dominant],
    [t("equilibria"), ({ equilibria }) => all(equilibria)],
    [t("pareto"), ({ pareto }) => all(pareto)],
    [t("joint"), ({ joint }) => all(joint)],
  ]
  const { fitting, labelFits } = results[reading]
  if (fitting)
    rows.push([
      t("kindOfGame"),
      ({ fitting = [] }) => (fitting.length > 0 ? fitting.map(nameOfGame).join(between) : t("noName")),
    ])
  if (labelFits !== undefined)
    rows.push([
      t("fits", { label: nameOfGame(terms.label) }),
      ({ labelFits }) => (
        <span className={labelFits ? "text-ok" : "text-seal"}>{t(labelFits ? "labelFits" : "labelDoesNotFit")}</span>
      ),
    ])
  const formulas: [string, unknown, Answer | undefined][] = [
    [t("order"), terms.ranking, ranking],
    [t("condition"), terms.condition, condition],
  ]
  return (
    <figure className="grid gap-2 text-s" data-figure="game">
      <table className="figure-table" aria-label={t("game")}>
        <thead>
          <tr>
            <td />
            {columns.map((one, at) => (
              <th key={one} scope="col">
                {t(one === "row_first" ? "readingRow" : "readingColumn")}
                <span className="block text-xs font-normal">{t(at === 0 ? "chosen" : "otherReading")}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, say]) => (
            <tr key={label}>
              <td className="text-ink-3">{label}</td>
              {columns.map((one, at) => (
                <td key={one} className={at === 0 ? undefined : "text-ink-2"}>
                  {say(results[one])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption className="grid gap-0.5 text-ink-2">
        {formulas.map(
          ([label, formula, answer]) =>
            answer && (
              <p key={label}>
                {label} <span className="tabular text-ink">{String(formula)}</span>{" "}
                {"problem" in answer ? t("unreadable") : t(answer.value === true ? "holds" : "holdsNot")}
              </p>
            ),
        )}
      </figcaption>
    </figure>
  )
}
