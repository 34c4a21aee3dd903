import { choices, evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

export const membershipTable: Kind = {
  key: "membership_table",
  names: named("成员表", "Membership table"),
  main: "rows",
  parts: [
    {
      key: "rows",
      names: named("成员", "Members"),
      columns: [
        { key: "party", names: named("参加方", "Party"), type: "ref", to: "actor", required: true },
        {
          key: "status",
          names: named("身份", "Status"),
          type: "choice",
          required: true,
          width: 0.7,
          choices: choices({
            founder: ["创始成员", "founder"],
            member: ["成员", "member"],
            observer: ["观察员", "observer"],
            partner: ["伙伴", "partner"],
            invitee: ["受邀方", "invitee"],
            excluded: ["未纳入", "excluded"],
          }),
        },
        {
          key: "tier",
          names: named("层级", "Tier"),
          type: "choice",
          width: 0.5,
          choices: choices({ core: ["核心", "core"], outer: ["外围", "outer"] }),
        },
        { key: "since", names: named("起始时间", "Since"), type: "date", secondary: true, width: 0.5 },
        { key: "conditions", names: named("加入条件", "Conditions"), type: "text", width: 1.6 },
        { key: "notes", names: named("备注", "Notes"), type: "text", width: 1.4 },
        origin,
        evidence,
      ],
    },
    notes,
  ],
}
