import { choices, evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** What may come, by horizon. A scenario needs signposts: without them nobody would know that it has begun. */
export const scenarioTable: Kind = {
  key: "scenario_table",
  names: named("情景表", "Scenarios"),
  main: "rows",
  parts: [
    {
      key: "rows",
      names: named("情景", "Scenarios"),
      columns: [
        { key: "name", names: named("情景", "Scenario"), type: "text", size: "short", required: true, width: 0.9 },
        { key: "horizon", names: named("时段", "Horizon"), type: "text", size: "short", required: true, width: 0.6 },
        {
          // Not stated is an answer: many papers tell what may come without saying how likely it is.
          key: "probability",
          names: named("可能性", "Probability"),
          type: "choice",
          required: true,
          width: 0.5,
          choices: choices({
            low: ["低", "low"],
            medium: ["中", "medium"],
            high: ["高", "high"],
            not_stated: ["未判断", "not stated"],
          }),
        },
        { key: "drivers", names: named("驱动因素", "Drivers"), type: "text", width: 1.2 },
        { key: "behaviour", names: named("行为表现", "Behaviour"), type: "text", width: 1.4 },
        { key: "signposts", names: named("观察信号", "Signposts"), type: "text", required: true, width: 1.4 },
        { key: "implication", names: named("含义", "Implication"), type: "text", width: 1.2 },
        origin,
        evidence,
      ],
    },
    notes,
  ],
}
