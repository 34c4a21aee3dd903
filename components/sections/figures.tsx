import { useTranslations } from "next-intl"
import { GameResult } from "#components/sections/game-result.tsx"
import { inLanguage, nameOfRow } from "#components/sections/names.ts"
import { Quadrants } from "#components/sections/quadrants.tsx"
import { Rechecked } from "#components/sections/rechecked.tsx"
import type { ReadingContext } from "#components/sections/shown.tsx"
import { classes } from "#components/ui/classes.ts"
import type { Language, Row, SectionContent } from "#lib/document/content.ts"
import { agreement } from "#lib/document/kinds/case-table.ts"
import { conditionsMet } from "#lib/document/kinds/condition-checklist.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"
import { assessRisks } from "#lib/document/kinds/risk-register.ts"
import { legStates, legs, weakestLegs } from "#lib/document/kinds/triangle-assessment.ts"
import { weigh } from "#lib/document/kinds/weigh.ts"

interface Props {
  kind: Kind
  section: SectionContent
  context: ReadingContext
}

/** What follows from the rows: drawn beside them, never typed. */
export function Figures({ kind, section, context }: Props) {
  if (kind.key === "criteria_matrix") return <Totals section={section} context={context} />
  if (kind.key === "risk_register") return <HeatMap section={section} context={context} />
  if (kind.key === "condition_checklist") return <Met section={section} />
  if (kind.key === "payoff_matrix") return <GameResult section={section} context={context} />
  if (kind.key === "matrix_2x2") return <Quadrants section={section} context={context} />
  if (kind.key === "case_table") return <Agreed section={section} context={context} />
  if (kind.key === "triangle_assessment") return <Weakest section={section} language={context.language} />
  if (kind.key === "data_table") return <Rechecked section={section} />
  return null
}

function Weakest({ section, language }: { section: SectionContent; language: Language }) {
  const t = useTranslations("editor.figures")
  const weakest = weakestLegs(section)
  if (weakest.length === 0) return null
  const said = (section.parts?.legs ?? [])
    .filter(({ id }) => weakest.includes(id))
    .map(
      ({ cells }) =>
        [
          [legs, cells.leg],
          [legStates, cells.state],
        ] as const,
    )
    .map((names) =>
      names
        .map(([choices, value]) => inLanguage(choices.find((one) => one.value === value)?.names, language))
        .filter(Boolean)
        .join(" · "),
    )
  return (
    <p className="text-s text-ink-2" data-figure="weakest">
      <b className="font-semibold text-ink">{t("weakest", { legs: said.join(language === "zh" ? "；" : "; ") })}</b>
    </p>
  )
}

/** Said only where two people have coded. */
function Agreed({ section, context }: { section: SectionContent; context: ReadingContext }) {
  const t = useTranslations("editor.figures")
  const { pairs, agreed, differing } = agreement(section)
  if (pairs === 0) return null
  const nameIn = (key: string, id: string) => {
    const row = section.parts?.[key]?.find((one) => one.id === id)
    const part = context.parts.find((one) => one.key === key)
    return row ? nameOfRow(row, context.language, part, context.names) : ""
  }
  const where = differing.map((one) => `${nameIn("cases", one.case)} · ${nameIn("variables", one.variable)}`)
  return (
    <p className="text-s text-ink-2" data-figure="agreement">
      <b className="font-semibold text-ink">{t("agreement", { agreed, pairs })}</b>
      {where.length > 0 && ` · ${t("differing", { where: where.join(context.language === "zh" ? "；" : "; ") })}`}
    </p>
  )
}

function Met({ section }: { section: SectionContent }) {
  const t = useTranslations("editor.figures")
  const { total, met, partly, unknown } = conditionsMet(section)
  if (total === 0) return null
  const share = (part: number) => `${(part / total) * 100}%`
  return (
    <div className="grid gap-1.5 text-s" data-figure="met">
      <div aria-hidden className="flex h-1.5 overflow-hidden rounded-full bg-line">
        <span className="bg-ok" style={{ width: share(met) }} />
        <span className="bg-warn/60" style={{ width: share(partly) }} />
      </div>
      <p className="tabular text-ink-2">
        <b className="font-semibold text-ink">{t("met", { met, total })}</b>
        {partly > 0 && ` · ${t("partly", { count: partly })}`}
        {unknown > 0 && ` · ${t("unknown", { count: unknown })}`}
      </p>
    </div>
  )
}

function Totals({ section, context }: { section: SectionContent; context: ReadingContext }) {
  const t = useTranslations("editor.figures")
  const { totals, ranking, incomplete, pairs } = weigh(section)
  const rows = (part: string): Row[] => section.parts?.[part] ?? []
  const nameIn = (part: string, id: string) => {
    const at = rows(part).findIndex((row) => row.id === id)
    const row = rows(part)[at]
    return (
      (row &&
        nameOfRow(
          row,
          context.language,
          context.parts.find((one) => one.key === part),
          context.names,
        )) ||
      String(at + 1)
    )
  }
  if (ranking.length === 0 && incomplete.length === 0) return null
  const best = Math.max(...Object.values(totals), 1)
  const rankOf = (id: string) => 1 + ranking.filter((other) => (totals[other] ?? 0) > (totals[id] ?? 0)).length
  const criteriaNames = (ids: string[]) =>
    ids
      .map((id) => {
        const row = rows("criteria").find((one) => one.id === id)
        return typeof row?.cells.code === "string" ? row.cells.code : nameIn("criteria", id)
      })
      .join(context.language === "zh" ? "、" : ", ")
  return (
    <div className="grid gap-3 text-s" data-figure="totals">
      <table className="figure-table" aria-label={t("totals")}>
        <thead>
          <tr>
            <th scope="col">{t("rank")}</th>
            <th scope="col">{t("option")}</th>
            <th scope="col">{t("total")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {ranking.map((id) => (
            <tr key={id} data-option={id}>
              <td className="tabular">{rankOf(id)}</td>
              <td>{nameIn("options", id)}</td>
              <td className="tabular">{totals[id]}</td>
              <td className="w-2/5" aria-hidden>
                <div
                  className={classes("h-2 rounded-sm", rankOf(id) === 1 ? "bg-accent" : "bg-line-strong")}
                  style={{ width: `${((totals[id] ?? 0) / best) * 100}%` }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {incomplete.length > 0 && (
        <p className="text-ink-3">
          {t("incomplete", { options: incomplete.map((id) => nameIn("options", id)).join("、") })}
        </p>
      )}
      {pairs.map((pair) => (
        <p key={`${pair.leader}${pair.other}`} className="tabular text-ink-2">
          {pair.margin === 0
            ? t("tie", { first: nameIn("options", pair.leader), second: nameIn("options", pair.other) })
            : t("margin", {
                leader: nameIn("options", pair.leader),
                other: nameIn("options", pair.other),
                margin: pair.margin,
              })}{" "}
          {pair.flips
            .map((flip) => t("flip", { criteria: criteriaNames(flip.criteria), factor: rounded(flip.factor) }))
            .join(" ")}{" "}
          {pair.joint &&
            t("flipTogether", { criteria: criteriaNames(pair.joint.criteria), factor: rounded(pair.joint.factor) })}
          {pair.margin > 0 && pair.flips.length === 0 && !pair.joint && t("noFlip")}
        </p>
      ))}
    </div>
  )
}

const rounded = (factor: number) => Math.round(factor * 100) / 100

/** Tone of a cell by its rating: the words in the table say the same. */
const heat = (rating: number) =>
  rating >= 15 ? "bg-seal-soft text-seal" : rating >= 8 ? "bg-warn-soft text-warn" : "bg-ok-soft text-ok"

function HeatMap({ section, context }: { section: SectionContent; context: ReadingContext }) {
  const t = useTranslations("editor.figures")
  const { grid, ratings } = assessRisks(section)
  const risks = section.parts?.risks ?? []
  if (Object.keys(ratings).length === 0) return null
  const part = context.parts.find((one) => one.key === "risks")
  const numberOf = (id: string) => risks.findIndex((row) => row.id === id) + 1
  const ranked = Object.entries(ratings).sort(([, a], [, b]) => b - a)
  return (
    <figure className="grid gap-4 sm:grid-cols-[auto_minmax(0,1fr)]" data-figure="heat">
      <table className="heat" aria-label={t("heat")}>
        <tbody>
          {[4, 3, 2, 1, 0].map((likelihood) => (
            <tr key={likelihood}>
              <th scope="row">{likelihood + 1}</th>
              {[0, 1, 2, 3, 4].map((impact) => (
                <td key={impact} className={heat((likelihood + 1) * (impact + 1))}>
                  {grid[likelihood]?.[impact]?.map(numberOf).join(" ")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {[1, 2, 3, 4, 5].map((impact) => (
              <th key={impact} scope="col">
                {impact}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
      <figcaption className="text-s text-ink-2">
        <p className="mb-1 text-xs text-ink-3">{t("heatAxes")}</p>
        <ol className="grid gap-0.5">
          {ranked.map(([id, rating]) => {
            const row = risks.find((one) => one.id === id)
            return (
              <li key={id} className="flex gap-2">
                <span className="tabular w-5 text-end text-ink-3">{numberOf(id)}</span>
                <span className="min-w-0 truncate">{row && nameOfRow(row, context.language, part, context.names)}</span>
                <span className={classes("tabular ms-auto shrink-0 rounded-sm px-1.5", heat(rating))}>{rating}</span>
              </li>
            )
          })}
        </ol>
      </figcaption>
    </figure>
  )
}
