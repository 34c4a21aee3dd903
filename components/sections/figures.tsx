import { useTranslations } from "next-intl"
import { useMemo } from "react"
import { Drawings } from "#components/figures/drawing.tsx"
import { namesFor } from "#components/figures/view.ts"
import { GameResult } from "#components/sections/game-result.tsx"
import { inLanguage, nameOfRow } from "#components/sections/names.ts"
import { Rechecked } from "#components/sections/rechecked.tsx"
import type { ReadingContext } from "#components/sections/shown.tsx"
import type { Language, Row, SectionContent } from "#lib/document/content.ts"
import { agreement } from "#lib/document/kinds/case-table.ts"
import { conditionsMet } from "#lib/document/kinds/condition-checklist.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"
import { placed } from "#lib/document/kinds/matrix-2x2.ts"
import { legStates, legs, weakestLegs } from "#lib/document/kinds/triangle-assessment.ts"
import { weigh } from "#lib/document/kinds/weigh.ts"

interface Props {
  kind: Kind
  section: SectionContent
  context: ReadingContext
  /** Codes of the options that the brief is about. */
  about: readonly string[]
}

/** What follows from the rows: said and drawn beside them, never typed. */
export function Figures({ kind, section, context, about }: Props) {
  const { language, show, names } = context
  const figureNames = useMemo(
    () => namesFor(section, { language, show, names, about }),
    [section, language, show, names, about],
  )
  return (
    <>
      {kind.key === "condition_checklist" && <Met section={section} />}
      <Drawings section={section} names={figureNames} />
      {kind.key === "criteria_matrix" && <Margins section={section} context={context} />}
      {kind.key === "payoff_matrix" && <GameResult section={section} context={context} />}
      {kind.key === "matrix_2x2" && <Unplaced section={section} context={context} />}
      {kind.key === "case_table" && <Agreed section={section} context={context} />}
      {kind.key === "triangle_assessment" && <Weakest section={section} language={language} />}
      {kind.key === "data_table" && <Rechecked section={section} />}
    </>
  )
}

/** Cases that stand in no cell yet cannot be drawn. */
function Unplaced({ section, context }: { section: SectionContent; context: ReadingContext }) {
  const t = useTranslations("editor.figures")
  const { unplaced } = placed(section)
  if (unplaced.length === 0) return null
  const rows = section.parts?.placements ?? []
  const part = context.parts.find(({ key }) => key === "placements")
  const cases = unplaced.map((id) => {
    const at = rows.findIndex((row) => row.id === id)
    const row = rows[at]
    return (row && nameOfRow(row, context.language, part, context.names)) || String(at + 1)
  })
  return (
    <p className="text-s text-warn" data-figure="unplaced">
      {t("unplaced", { cases: cases.join(context.language === "zh" ? "、" : ", ") })}
    </p>
  )
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

/** How firm the ranking is: who leads by how much, and what would turn it. */
function Margins({ section, context }: { section: SectionContent; context: ReadingContext }) {
  const t = useTranslations("editor.figures")
  const { ranking, incomplete, pairs } = weigh(section)
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
  const criteriaNames = (ids: string[]) =>
    ids
      .map((id) => {
        const row = rows("criteria").find((one) => one.id === id)
        return typeof row?.cells.code === "string" ? row.cells.code : nameIn("criteria", id)
      })
      .join(context.language === "zh" ? "、" : ", ")
  return (
    <div className="grid gap-3 text-s" data-figure="margins">
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
