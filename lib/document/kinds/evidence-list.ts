import type { Row, SectionContent } from "#lib/document/content.ts"
import { choices, claimTypes, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** What the brief rests on. Citations in prose and evidence columns point to rows here. */
export const evidenceList: Kind = {
  key: "evidence_list",
  names: named("证据清单", "Evidence"),
  main: "rows",
  parts: [
    {
      key: "rows",
      names: named("证据", "Evidence"),
      columns: [
        { key: "code", names: named("编号", "No."), type: "string", width: 0.4 },
        { key: "claim", names: named("论断", "Claim"), type: "text", required: true, width: 2.4 },
        { key: "type", names: named("类型", "Type"), type: "choice", choices: claimTypes, width: 0.5 },
        { key: "source", names: named("文献", "Source"), type: "ref", to: "source", required: true, width: 0.6 },
        { key: "locator", names: named("位置", "Locator"), type: "text", size: "short", required: true, width: 0.8 },
        { key: "paraphrase", names: named("转述", "Paraphrase"), type: "text", secondary: true },
        { ...origin, required: true },
        {
          key: "language",
          names: named("语言", "Language"),
          type: "choice",
          width: 0.4,
          secondary: true,
          choices: choices({
            zh: ["中文", "Chinese"],
            en: ["英文", "English"],
            ru: ["俄文", "Russian"],
            other: ["其他", "other"],
          }),
        },
        {
          key: "verified",
          names: named("核查", "Verified"),
          type: "choice",
          width: 0.4,
          choices: choices({ no: ["未核", "no"], first: ["初核", "once"], second: ["复核", "twice"] }),
        },
        { key: "note", names: named("备注", "Note"), type: "text", secondary: true },
      ],
    },
    notes,
  ],
  compute: (section) => evidenceLabels([section]),
}

/** Every row of evidence in a brief, in the order of its lists: a brief may keep one apart, as where pay-offs come from. */
export const evidenceRows = (sections: readonly SectionContent[]): Row[] =>
  sections.filter(({ kind }) => kind === "evidence_list").flatMap(({ parts }) => parts?.rows ?? [])

/** How each row of evidence is cited, by row id: its own number, or else its place among all. */
export function evidenceLabels(sections: readonly SectionContent[]): Record<string, string> {
  const rows = evidenceRows(sections)
  return Object.fromEntries(
    rows.map((row, at) => [row.id, typeof row.cells.code === "string" ? row.cells.code : `${at + 1}`]),
  )
}
