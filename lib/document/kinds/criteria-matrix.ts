import type { Row, SectionContent } from "#lib/document/content.ts"
import { confidence, evidence, level, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind, Lack } from "#lib/document/kinds/kind.ts"
import { weigh } from "#lib/document/kinds/weigh.ts"

/** Options scored on the same criteria, 1 to 5 where 5 is best. A score without evidence is not one. */
export const criteriaMatrix: Kind = {
  key: "criteria_matrix",
  names: named("标准评分矩阵", "Criteria matrix"),
  main: "criteria",
  parts: [
    {
      key: "options",
      names: named("方案", "Options"),
      columns: [{ key: "option", names: named("方案", "Option"), type: "ref", to: "option", required: true }],
    },
    {
      key: "criteria",
      names: named("标准", "Criteria"),
      columns: [
        { key: "code", names: named("编号", "No."), type: "string", width: 0.3 },
        { key: "name", names: named("标准", "Criterion"), type: "text", size: "short", required: true },
        // An absent weight counts as 1.
        { key: "weight", names: named("权重", "Weight"), type: "number", min: 0, max: 5, width: 0.4 },
        // 5 is always best for the option; a criterion that reads the other way ("cost") is turned round in the sum.
        { key: "reversed", names: named("反向计分", "Reversed"), type: "boolean", secondary: true, width: 0.4 },
        { key: "definition", names: named("释义", "Definition"), type: "text", secondary: true, width: 1.4 },
      ],
      across: {
        part: "options",
        columns: [
          { ...level("score", named("得分", "Score")), required: true },
          { key: "reason", names: named("理由", "Reason"), type: "text", width: 1.6 },
          confidence,
          origin,
          { key: "scorer", names: named("评分人", "Scorer"), type: "ref", to: "member", secondary: true, width: 0.5 },
          evidence,
        ],
      },
    },
    notes,
  ],
  compute: (section) => weigh(section),
  lacks: scoresWithoutEvidence,
}

function scoresWithoutEvidence(section: SectionContent): Lack[] {
  const lacks: Lack[] = []
  const options: Row[] = section.parts?.options ?? []
  for (const criterion of section.parts?.criteria ?? [])
    for (const option of options)
      if (typeof criterion.cells[`${option.id}/score`] === "number" && !criterion.cells[`${option.id}/evidence`])
        lacks.push({
          section: section.key,
          level: "error",
          message: "scoreWithoutEvidence",
          part: "criteria",
          row: criterion.id,
          column: `${option.id}/evidence`,
        })
  return lacks
}
