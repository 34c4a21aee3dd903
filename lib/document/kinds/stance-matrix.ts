import { evidence, named, notes, origin, stances } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** Where each actor stands on each option. "Unknown" is written down, not guessed. */
export const stanceMatrix: Kind = {
  key: "stance_matrix",
  names: named("立场矩阵", "Actor × option stance matrix"),
  main: "actors",
  parts: [
    {
      key: "options",
      names: named("方案", "Options"),
      columns: [{ key: "option", names: named("方案", "Option"), type: "ref", to: "option", required: true }],
    },
    {
      key: "actors",
      names: named("行为体", "Actors"),
      columns: [{ key: "actor", names: named("行为体", "Actor"), type: "ref", to: "actor", required: true }],
      across: {
        part: "options",
        columns: [
          { key: "stance", names: named("立场", "Stance"), type: "choice", choices: stances, required: true },
          { key: "reason", names: named("理由", "Reason"), type: "text", width: 2 },
          { key: "as_of", names: named("截至", "As of"), type: "date" },
          origin,
          evidence,
        ],
      },
    },
    notes,
  ],
}
