import type { SectionContent } from "#lib/document/content.ts"
import { choices, evidence, level, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

export const riskRegister: Kind = {
  key: "risk_register",
  names: named("风险登记册", "Risk register"),
  main: "risks",
  parts: [
    {
      key: "risks",
      names: named("风险", "Risks"),
      columns: [
        { key: "risk", names: named("风险", "Risk"), type: "text", required: true, width: 1.4 },
        { key: "cause", names: named("原因", "Cause"), type: "text", width: 1.4 },
        {
          key: "affected",
          names: named("涉及方案", "Options affected"),
          type: "ref",
          to: "option",
          many: true,
          width: 0.6,
        },
        {
          key: "affected_actors",
          names: named("涉及行为体", "Actors affected"),
          type: "ref",
          to: "actor",
          many: true,
          secondary: true,
          width: 0.6,
        },
        { ...level("likelihood", named("可能性", "Likelihood")), required: true },
        { ...level("impact", named("影响", "Impact")), required: true },
        { key: "early_signal", names: named("早期信号", "Early signal"), type: "text", width: 1.2 },
        { key: "mitigation", names: named("应对", "Mitigation"), type: "text", required: true, width: 1.4 },
        { key: "owner", names: named("责任人", "Owner"), type: "ref", to: "member", secondary: true, width: 0.6 },
        {
          key: "status",
          names: named("状态", "Status"),
          type: "choice",
          width: 0.5,
          choices: choices({
            open: ["未解除", "open"],
            watched: ["监测中", "watched"],
            reduced: ["已降低", "reduced"],
            closed: ["已解除", "closed"],
          }),
        },
        origin,
        evidence,
      ],
    },
    notes,
  ],
  compute: assessRisks,
}

export interface RiskAssessment {
  /** Likelihood × impact, 1 to 25, by row id; a row that lacks either has none. */
  ratings: Record<string, number>
  /** grid[likelihood − 1][impact − 1]: ids of the rows that stand there, in their order. */
  grid: string[][][]
}

/** Ratings and the 5 × 5 heat map. */
export function assessRisks(section: SectionContent): RiskAssessment {
  const grid: string[][][] = Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => []))
  const ratings: Record<string, number> = {}
  for (const { id, cells } of section.parts?.risks ?? []) {
    const { likelihood, impact } = cells
    if (typeof likelihood !== "number" || typeof impact !== "number") continue
    ratings[id] = likelihood * impact
    grid[likelihood - 1]?.[impact - 1]?.push(id)
  }
  return { ratings, grid }
}
