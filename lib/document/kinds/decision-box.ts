import type { SectionContent } from "#lib/document/content.ts"
import { choices, named, notes } from "#lib/document/kinds/columns.ts"
import type { Kind, Lack } from "#lib/document/kinds/kind.ts"

/** What is to be decided, what we recommend and why. Printed on page one; dissent is never dropped. */
export const decisionBox: Kind = {
  key: "decision_box",
  names: named("决策框", "Decision box"),
  main: "fields",
  measured: { part: "fields", column: "reasons" },
  lacks: recommends,
  parts: [
    {
      key: "fields",
      names: named("决策", "Decision"),
      single: true,
      columns: [
        { key: "question", names: named("决策问题", "Question"), type: "text", required: true },
        { key: "options", names: named("备选方案", "Options"), type: "ref", to: "option", many: true, required: true },
        { key: "recommendation", names: named("推荐方案", "Recommended option"), type: "ref", to: "option" },
        { key: "statement", names: named("建议表述", "Recommendation in words"), type: "text", size: "long" },
        {
          key: "basis",
          names: named("依据", "Basis"),
          type: "choice",
          required: true,
          choices: choices({
            paper_verdict: ["原文结论", "verdict of the paper"],
            team_judgement: ["团队判断", "team judgement"],
            deferred: ["暂缓决定", "deferred"],
          }),
        },
        // One paragraph for each reason; the template's limit counts them and measures each.
        { key: "reasons", names: named("理由", "Reasons"), type: "text", size: "long", required: true },
        {
          key: "conditions_for_review",
          names: named("复议条件", "Conditions for review"),
          type: "text",
          size: "long",
        },
        { key: "dissent", names: named("不同意见", "Dissent"), type: "text", size: "long" },
        { key: "owner", names: named("责任人", "Owner"), type: "ref", to: "member" },
        { key: "decided_on", names: named("决定日期", "Decided on"), type: "date", secondary: true },
        {
          key: "state",
          names: named("状态", "State"),
          type: "choice",
          choices: choices({
            open: ["待议", "open"],
            proposed: ["已提出", "proposed"],
            decided: ["已决定", "decided"],
          }),
        },
      ],
    },
    notes,
  ],
}

/** Unless the decision is put off, the box should recommend something, and something that is on the table. */
function recommends(section: SectionContent): Lack[] {
  const cells = section.parts?.fields?.[0]?.cells
  if (!cells || cells.basis === "deferred") return []
  const lack = (message: string): Lack[] => [
    { section: section.key, level: "warning", message, part: "fields", row: "fields", column: "recommendation" },
  ]
  if (!cells.recommendation && !cells.statement) return lack("recommendationMissing")
  if (cells.recommendation && Array.isArray(cells.options) && !cells.options.includes(cells.recommendation as string))
    return lack("recommendationNotAnOption")
  return []
}
