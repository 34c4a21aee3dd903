import { choices, evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

export const relationMap: Kind = {
  key: "relation_map",
  names: named("机制关系图", "Relations to other mechanisms"),
  main: "rows",
  parts: [
    {
      key: "rows",
      names: named("机制", "Mechanisms"),
      columns: [
        {
          key: "mechanism",
          names: named("机制", "Mechanism"),
          type: "ref",
          to: "mechanism",
          required: true,
          width: 0.8,
        },
        { key: "lead", names: named("主导方", "Lead"), type: "ref", to: "actor", width: 0.5 },
        { key: "overlap_issue", names: named("重叠议题", "Overlapping issues"), type: "text", width: 1.2 },
        {
          key: "overlap_members",
          names: named("重叠成员", "Overlapping members"),
          type: "ref",
          to: "actor",
          many: true,
          width: 0.8,
        },
        {
          key: "relation",
          names: named("关系", "Relation"),
          type: "choice",
          required: true,
          width: 0.6,
          choices: choices({
            parallel: ["平行", "parallel"],
            opposed: ["对立", "opposed"],
            inclusive: ["包容", "inclusive"],
            complementary: ["互补", "complementary"],
            functional_division: ["功能分工", "functional division"],
            replaced: ["取代", "replaced"],
            competing: ["竞争", "competing"],
          }),
        },
        { key: "consequence", names: named("后果", "Consequence"), type: "text", width: 1.6 },
        { key: "handling", names: named("处理办法", "Handling"), type: "text", width: 1.4 },
        origin,
        evidence,
      ],
    },
    notes,
  ],
}
