import { confidence, evidence, named, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** A few sentences that carry the brief, each with its ground and how sure we are. */
export const keyPoints: Kind = {
  key: "key_points",
  names: named("要点", "Key points"),
  main: "items",
  measured: { part: "items", column: "statement" },
  parts: [
    {
      key: "items",
      names: named("要点", "Points"),
      columns: [
        { key: "statement", names: named("表述", "Statement"), type: "text", required: true, width: 3 },
        confidence,
        origin,
        evidence,
      ],
    },
  ],
}
