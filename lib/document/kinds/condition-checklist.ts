import type { SectionContent } from "#lib/document/content.ts"
import { choices, evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

export const conditionChecklist: Kind = {
  key: "condition_checklist",
  names: named("条件核查表", "Condition checklist"),
  main: "conditions",
  parts: [
    {
      key: "conditions",
      names: named("条件", "Conditions"),
      columns: [
        { key: "condition", names: named("条件", "Condition"), type: "text", required: true, width: 2.4 },
        {
          key: "category",
          names: named("类别", "Category"),
          type: "choice",
          required: true,
          width: 0.6,
          choices: choices({
            power: ["力量", "power"],
            interest: ["利益", "interest"],
            norm: ["规范", "norm"],
            institution: ["制度", "institution"],
            environment: ["环境", "environment"],
            domestic: ["国内", "domestic"],
          }),
        },
        {
          key: "state",
          names: named("现状", "State"),
          type: "choice",
          required: true,
          width: 0.6,
          choices: choices({
            met: ["已具备", "met"],
            partly: ["部分具备", "partly met"],
            not_met: ["不具备", "not met"],
            unknown: ["不明", "unknown"],
          }),
        },
        {
          key: "trend",
          names: named("趋势", "Trend"),
          type: "choice",
          width: 0.5,
          choices: choices({ up: ["向好", "improving"], flat: ["持平", "steady"], down: ["转差", "worsening"] }),
        },
        { key: "owner", names: named("责任人", "Owner"), type: "ref", to: "member", secondary: true, width: 0.6 },
        { key: "review_date", names: named("复核日期", "Review date"), type: "date", secondary: true, width: 0.6 },
        origin,
        evidence,
      ],
    },
    notes,
  ],
  compute: conditionsMet,
}

/** How many conditions are met: "n of m met". Partly met is told apart, never counted as met. */
export function conditionsMet(section: SectionContent): {
  total: number
  met: number
  partly: number
  notMet: number
  unknown: number
} {
  const rows = section.parts?.conditions ?? []
  const count = (state: string) => rows.filter((row) => row.cells.state === state).length
  const [met, partly, notMet] = [count("met"), count("partly"), count("not_met")]
  // A condition whose state nobody has written is not known either.
  return { total: rows.length, met, partly, notMet, unknown: rows.length - met - partly - notMet }
}
