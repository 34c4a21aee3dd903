import { evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** What is compared stands in columns (an option or anything with a name), the same dimensions for each in rows. */
export const comparisonTable: Kind = {
  key: "comparison_table",
  names: named("比较表", "Comparison table"),
  main: "rows",
  parts: [
    {
      key: "columns",
      names: named("比较对象", "What is compared"),
      columns: [
        { key: "name", names: named("名称", "Name"), type: "text", size: "short", required: true },
        { key: "option", names: named("对应方案", "Option"), type: "ref", to: "option" },
      ],
    },
    {
      key: "rows",
      names: named("比较维度", "Dimensions"),
      columns: [
        {
          key: "dimension",
          names: named("维度", "Dimension"),
          type: "text",
          size: "short",
          required: true,
          width: 0.7,
        },
        origin,
      ],
      across: {
        part: "columns",
        columns: [{ key: "text", names: named("内容", "Text"), type: "text", required: true }, evidence],
      },
    },
    notes,
  ],
}
