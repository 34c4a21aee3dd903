import { choices, evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** Steps in order, each with the gate that opens the next. They are numbered by their place. */
export const stepPlan: Kind = {
  key: "step_plan",
  names: named("步骤与次序", "Step plan"),
  main: "steps",
  parts: [
    {
      key: "steps",
      names: named("步骤", "Steps"),
      columns: [
        { key: "phase", names: named("阶段", "Phase"), type: "text", size: "short", width: 0.8 },
        { key: "action", names: named("行动", "Action"), type: "text", required: true, width: 2 },
        { key: "lead", names: named("牵头方", "Lead"), type: "ref", to: "actor", width: 0.6 },
        { key: "gate", names: named("门槛", "Gate"), type: "text", width: 1.4 },
        { key: "output", names: named("产出", "Output"), type: "text" },
        {
          key: "horizon",
          names: named("期限", "Horizon"),
          type: "choice",
          width: 0.5,
          choices: choices({
            now: ["即刻", "now"],
            "0-1y": ["一年内", "within a year"],
            "1-3y": ["一至三年", "1–3 years"],
            "3-5y": ["三至五年", "3–5 years"],
            "5-10y": ["五至十年", "5–10 years"],
            "10y+": ["十年以上", "over 10 years"],
          }),
        },
        {
          key: "depends_on",
          names: named("前置步骤", "Depends on"),
          type: "ref",
          to: "row",
          part: "steps",
          many: true,
          width: 0.5,
        },
        {
          key: "status",
          names: named("进展", "Status"),
          type: "choice",
          width: 0.5,
          choices: choices({
            planned: ["计划中", "planned"],
            started: ["已启动", "started"],
            done: ["已完成", "done"],
            blocked: ["受阻", "blocked"],
          }),
        },
        origin,
        evidence,
      ],
    },
    notes,
  ],
}
