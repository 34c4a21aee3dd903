import { evidence, named, notes } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** What a mechanism stands on, what it does not touch, what drives it, and where it can still go. */
export const boundaryModel: Kind = {
  key: "boundary_model",
  names: named("运行边界模型", "Operating boundary model"),
  main: "fields",
  parts: [
    {
      key: "fields",
      names: named("运行边界", "Operating boundary"),
      single: true,
      columns: [
        { key: "base", names: named("基础", "Base"), type: "text", required: true },
        { key: "ceiling", names: named("上限", "Ceiling"), type: "text", required: true },
        { key: "engine", names: named("动力", "Engine"), type: "text", required: true },
        { key: "open_directions", names: named("开放方向", "Open directions"), type: "text", size: "long" },
        { key: "blocked_directions", names: named("受阻方向", "Blocked directions"), type: "text", size: "long" },
        { key: "space_note", names: named("空间说明", "Room for growth"), type: "text", size: "long" },
        evidence,
      ],
    },
    notes,
  ],
}
