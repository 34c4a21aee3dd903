import type { SectionContent } from "#lib/document/content.ts"
import { choices, named } from "#lib/document/kinds/columns.ts"
import type { Kind, Lack } from "#lib/document/kinds/kind.ts"
import { recheck } from "#lib/document/kinds/recheck.ts"

/** Figures in columns of the writer's own. Where they come from is required; checks keep printed and computed apart. */
export const dataTable: Kind = {
  key: "data_table",
  names: named("数据表", "Data table"),
  main: "rows",
  parts: [
    {
      key: "columns",
      names: named("列", "Columns"),
      columns: [
        { key: "name", names: named("列名", "Name"), type: "text", size: "short", required: true },
        { key: "unit", names: named("单位", "Unit"), type: "text", size: "short" },
        {
          key: "type",
          names: named("类型", "Type"),
          type: "choice",
          choices: choices({ number: ["数值", "number"], percent: ["百分比", "per cent"], text: ["文字", "text"] }),
        },
        { key: "computed", names: named("由我方计算", "Computed by us"), type: "boolean", secondary: true },
      ],
    },
    {
      key: "rows",
      names: named("行", "Rows"),
      columns: [
        { key: "label", names: named("项目", "Item"), type: "text", size: "short", required: true },
        // Below the row, where it has the width that the figures leave it none of.
        { key: "note", names: named("说明", "Note"), type: "text", secondary: true },
      ],
      across: { part: "columns", columns: [{ key: "value", names: named("值", "Value"), type: "string" }] },
    },
    {
      key: "source",
      names: named("资料来源", "Source"),
      single: true,
      columns: [
        { key: "source", names: named("资料来源", "Source"), type: "text", required: true },
        { key: "note", names: named("注", "Note"), type: "text", size: "long" },
      ],
    },
    {
      key: "checks",
      names: named("核算", "Checks"),
      secondary: true,
      columns: [
        { key: "formula", names: named("算式", "Formula"), type: "string", required: true, width: 1.4 },
        { key: "expected", names: named("计算值", "Computed"), type: "string", width: 0.6 },
        { key: "printed", names: named("所载值", "As printed"), type: "string", width: 0.6 },
        { key: "note", names: named("说明", "Note"), type: "text" },
      ],
    },
  ],
  compute: recheck,
  lacks: flaggedChecks,
}

/** A figure that does not agree is said, not mended: which of the two is right is for the writers to find out. */
function flaggedChecks(section: SectionContent): Lack[] {
  return recheck(section).flatMap(({ row, value, flagged }): Lack[] =>
    flagged
      ? [
          {
            section: section.key,
            level: "warning",
            message: value === false ? "checkDoesNotHold" : "figureDiffers",
            part: "checks",
            row,
            column: "formula",
            ...(typeof value === "number" && { values: { value: Math.round(value * 100) / 100 } }),
          },
        ]
      : [],
  )
}
