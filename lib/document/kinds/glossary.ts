import { named } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

export const glossary: Kind = {
  key: "glossary",
  names: named("术语表", "Glossary"),
  main: "terms",
  parts: [
    {
      key: "terms",
      names: named("术语", "Terms"),
      columns: [
        { key: "zh", names: named("中文", "Chinese"), type: "string", required: true },
        { key: "en", names: named("英文", "English"), type: "string", required: true },
        { key: "ru", names: named("俄文", "Russian"), type: "string" },
        { key: "definition", names: named("释义", "Definition"), type: "text", width: 2 },
        { key: "source", names: named("出处", "Source"), type: "ref", to: "source", width: 0.5 },
      ],
    },
  ],
}
