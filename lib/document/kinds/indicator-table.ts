import { choices, evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

export const indicatorTable: Kind = {
  key: "indicator_table",
  names: named("指标表", "Indicators"),
  main: "indicators",
  parts: [
    {
      key: "indicators",
      names: named("指标", "Indicators"),
      columns: [
        { key: "indicator", names: named("指标", "Indicator"), type: "text", required: true, width: 1.4 },
        { key: "dimension", names: named("维度", "Dimension"), type: "text", size: "short", width: 0.6 },
        {
          key: "direction",
          names: named("方向", "Direction"),
          type: "choice",
          width: 0.4,
          choices: choices({
            up: ["上升为好", "higher is better"],
            down: ["下降为好", "lower is better"],
            present: ["有无", "present or not"],
          }),
        },
        { key: "baseline", names: named("基线", "Baseline"), type: "text", size: "short", width: 0.8 },
        {
          key: "baseline_date",
          names: named("基线时间", "Date of baseline"),
          type: "date",
          secondary: true,
          width: 0.5,
        },
        { key: "target", names: named("目标", "Target"), type: "text", size: "short", width: 0.8 },
        {
          key: "success_at",
          names: named("成功门槛", "Success at"),
          type: "text",
          size: "short",
          required: true,
          width: 0.8,
        },
        {
          key: "failure_at",
          names: named("失败门槛", "Failure at"),
          type: "text",
          size: "short",
          required: true,
          width: 0.8,
        },
        { key: "source", names: named("数据来源", "Data source"), type: "text", size: "short", width: 0.8 },
        { key: "frequency", names: named("频次", "Frequency"), type: "text", size: "short", width: 0.5 },
        origin,
        evidence,
      ],
    },
    {
      key: "readings",
      names: named("监测记录", "Readings"),
      secondary: true,
      columns: [
        {
          key: "indicator",
          names: named("指标", "Indicator"),
          type: "ref",
          to: "row",
          part: "indicators",
          required: true,
        },
        { key: "date", names: named("时间", "Date"), type: "date", required: true, width: 0.5 },
        { key: "value", names: named("读数", "Value"), type: "string", required: true, width: 0.6 },
        { key: "note", names: named("说明", "Note"), type: "text" },
      ],
    },
    notes,
  ],
}
