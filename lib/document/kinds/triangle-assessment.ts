import type { SectionContent } from "#lib/document/content.ts"
import { choices, evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind, Lack } from "#lib/document/kinds/kind.ts"

export const legs = choices({
  sovereignty: ["主权", "sovereignty"],
  connectivity: ["联通", "connectivity"],
  security: ["安全", "security"],
})

/** From strongest to weakest. */
export const legStates = choices({
  strong: ["稳固", "strong"],
  partial: ["部分", "partial"],
  weak: ["薄弱", "weak"],
  absent: ["缺失", "absent"],
})

/** A corridor stands on three legs: who has the say, who connects, who protects. It is as firm as the weakest. */
export const triangleAssessment: Kind = {
  key: "triangle_assessment",
  names: named("三角评估", "Triangle assessment"),
  main: "legs",
  parts: [
    {
      key: "legs",
      names: named("三边", "Legs"),
      columns: [
        { key: "leg", names: named("边", "Leg"), type: "choice", choices: legs, required: true, width: 0.6 },
        { key: "state", names: named("状态", "State"), type: "choice", choices: legStates, required: true, width: 0.6 },
        { key: "content", names: named("内容", "Content"), type: "text", required: true, width: 2.4 },
        { key: "provider", names: named("供给方", "Provider"), type: "ref", to: "actor", width: 0.8 },
        origin,
        evidence,
      ],
    },
    notes,
  ],
  compute: weakestLegs,
  lacks: legsMissing,
}

/** Row ids of the weakest legs: several if they are equally weak, none before any has a state. */
export function weakestLegs(section: SectionContent): string[] {
  const rank = (state: unknown) => legStates.findIndex(({ value }) => value === state)
  const rows = section.parts?.legs ?? []
  const worst = Math.max(...rows.map(({ cells }) => rank(cells.state)))
  return worst < 0 ? [] : rows.filter(({ cells }) => rank(cells.state) === worst).map(({ id }) => id)
}

function legsMissing(section: SectionContent): Lack[] {
  const rows = section.parts?.legs ?? []
  const seen = new Set<unknown>()
  const lacks: Lack[] = []
  for (const { id, cells } of rows) {
    if (cells.leg !== undefined && seen.has(cells.leg))
      lacks.push({ section: section.key, level: "error", message: "legTwice", part: "legs", row: id, column: "leg" })
    seen.add(cells.leg)
  }
  const missing = legs.filter(({ value }) => !seen.has(value)).length
  if (missing > 0)
    lacks.push({
      section: section.key,
      level: "error",
      message: "legsMissing",
      part: "legs",
      values: { count: missing },
    })
  return lacks
}
