import { claimTypes, evidence, named } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** Running text with citations; what it asserts can be listed apart, so that each claim can be checked. */
export const prose: Kind = {
  key: "prose",
  names: named("正文", "Prose"),
  prose: true,
  parts: [
    {
      key: "claims",
      names: named("论断", "Claims"),
      secondary: true,
      columns: [
        { key: "text", names: named("论断", "Claim"), type: "text", required: true, width: 2 },
        { key: "claim_type", names: named("类型", "Type"), type: "choice", choices: claimTypes, width: 0.5 },
        evidence,
      ],
    },
  ],
}
