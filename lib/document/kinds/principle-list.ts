import { evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

export const principleList: Kind = {
  key: "principle_list",
  names: named("原则清单", "Principles and norms"),
  main: "rows",
  parts: [
    {
      key: "rows",
      names: named("原则", "Principles"),
      columns: [
        { key: "principle", names: named("原则", "Principle"), type: "text", size: "short", required: true },
        { key: "meaning", names: named("含义", "Meaning"), type: "text", required: true, width: 1.8 },
        { key: "observable_test", names: named("可观察的检验", "Observable test"), type: "text", width: 1.8 },
        origin,
        evidence,
      ],
    },
    notes,
  ],
}
