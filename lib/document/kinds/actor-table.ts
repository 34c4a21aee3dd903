import { choices, evidence, level, named, notes, origin, stances } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** Who has a part in the matter, what each wants and fears, and what each can and will do. */
export const actorTable: Kind = {
  key: "actor_table",
  names: named("行为体表", "Actor table"),
  main: "rows",
  parts: [
    {
      key: "rows",
      names: named("行为体", "Actors"),
      columns: [
        { key: "actor", names: named("行为体", "Actor"), type: "ref", to: "actor", required: true, width: 0.7 },
        {
          key: "role",
          names: named("角色", "Role"),
          type: "choice",
          width: 0.6,
          choices: choices({
            lead: ["牵头方", "lead"],
            core: ["核心方", "core"],
            member: ["成员", "member"],
            third_party: ["第三方", "third party"],
            observer: ["观察员", "observer"],
            excluded: ["未纳入", "excluded"],
          }),
        },
        { key: "interests", names: named("利益", "Interests"), type: "text", required: true, width: 1.6 },
        {
          key: "preferred_mechanisms",
          names: named("偏好机制", "Preferred mechanisms"),
          type: "ref",
          to: "mechanism",
          many: true,
        },
        { key: "concerns", names: named("关切", "Concerns"), type: "text", width: 1.6 },
        { key: "red_lines", names: named("底线", "Red lines"), type: "text", secondary: true },
        level("capability", named("能力", "Capability")),
        level("willingness", named("意愿", "Willingness")),
        { key: "stance", names: named("立场", "Stance"), type: "choice", choices: stances, width: 0.5 },
        origin,
        evidence,
      ],
    },
    notes,
  ],
}
