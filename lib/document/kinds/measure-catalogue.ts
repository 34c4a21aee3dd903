import { choices, evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

export const measureCatalogue: Kind = {
  key: "measure_catalogue",
  names: named("措施目录", "Measure catalogue"),
  main: "measures",
  parts: [
    {
      key: "measures",
      names: named("措施", "Measures"),
      columns: [
        { key: "field", names: named("领域", "Field"), type: "text", size: "short", required: true, width: 0.8 },
        { key: "measure", names: named("措施", "Measure"), type: "text", required: true, width: 2 },
        { key: "sub_measures", names: named("子措施", "Sub-measures"), type: "text", width: 1.4 },
        {
          key: "status",
          names: named("状态", "Status"),
          type: "choice",
          required: true,
          width: 0.6,
          choices: choices({
            not_started: ["未启动", "not started"],
            piloted: ["已试行", "piloted"],
            regular: ["常规开展", "regular"],
            shelved: ["已搁置", "shelved"],
          }),
        },
        {
          key: "participants",
          names: named("参加方", "Participants"),
          type: "ref",
          to: "actor",
          many: true,
          width: 0.8,
        },
        { key: "last_action", names: named("最近行动", "Last action"), type: "date", secondary: true, width: 0.5 },
        {
          key: "sensitivity",
          names: named("敏感度", "Sensitivity"),
          type: "number",
          min: 1,
          max: 3,
          integer: true,
          width: 0.4,
        },
        origin,
        evidence,
      ],
    },
    notes,
  ],
}
