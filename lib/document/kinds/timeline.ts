import { evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

export const timeline: Kind = {
  key: "timeline",
  names: named("时间线", "Timeline"),
  main: "events",
  parts: [
    {
      key: "events",
      names: named("事件", "Events"),
      columns: [
        { key: "date", names: named("时间", "Date"), type: "date", required: true, width: 0.6 },
        { key: "event", names: named("事件", "Event"), type: "text", required: true, width: 2 },
        { key: "actors", names: named("行为体", "Actors"), type: "ref", to: "actor", many: true, width: 0.8 },
        { key: "significance", names: named("意义", "Significance"), type: "text", width: 1.6 },
        origin,
        evidence,
      ],
    },
    notes,
  ],
}
