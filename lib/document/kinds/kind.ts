// A kind says what a structured section is made of. Web, PDF, API and completeness all walk this one description.
//
// In the Y.Doc a section's structured half is the root map `t:<section key>`:
//   "<part>/<row id>" → Y.Map {
//     "order":                      fractional index (string, lib/document/order.ts)
//     "<column>"                    plain value of a string, number, choice, date, reference … column
//     "<column>:<lang>"             Y.XmlFragment of paragraphs, for a text column; made with its row
//     "<across row>/<column>[:<lang>]"  the same, for a cell of a table that crosses two parts
//   }
// Values of a plain column are JSON; an empty one is an absent key.

import type { Language, SectionContent, Text } from "#lib/document/content.ts"

/** The registers and lists that a reference column may point to. */
export const refTargets = ["actor", "mechanism", "option", "source", "evidence", "member", "row"] as const
export type RefTarget = (typeof refTargets)[number]

export interface Choice {
  value: string
  names: Text
}

export type ColumnType =
  /** Written by people together, in each language of the brief; paragraphs, no marks. */
  | { type: "text"; size?: "short" | "long" }
  /** One short value for all languages: a number with its unit, a code, an address. */
  | { type: "string" }
  | { type: "number"; min?: number; max?: number; integer?: boolean }
  | { type: "boolean" }
  /** 2004, 2004-10 or 2004-10-22. */
  | { type: "date" }
  | { type: "choice"; choices: readonly Choice[]; many?: boolean }
  /** Code of a register entry ("KZ", "O-03", "000"), row id of the evidence list, user id of a member, or row id of `part`. */
  | { type: "ref"; to: RefTarget; part?: string; many?: boolean }

export type Column = ColumnType & {
  key: string
  names: Text
  /** Must be filled for the row to be complete. */
  required?: boolean
  /** Share of the table's width on screen and paper; 1 if absent. */
  width?: number
  /** Hidden in the narrow view and in print unless filled. */
  secondary?: boolean
}

/** A list of rows, or (single) one set of fields. */
export interface Part {
  key: string
  names: Text
  /** Exactly one row, id "fields": drawn as a form instead of a table. */
  single?: true
  columns: readonly Column[]
  /** Folded away on screen until filled or asked for; not printed when empty. Table notes and the like. */
  secondary?: true
  /** The figure of its kind shows all of it: a reader and a page need no table beside that. */
  drawn?: true
  /**
   * Each row also has these cells for each row of another part: a table that crosses two lists. The columns of a `pair`
   * are one thing, and stand on one line.
   */
  across?: { part: string; columns: readonly Column[]; pair?: readonly [string, string] }
}

/** Something the section lacks. Warnings in a draft, errors at submit; `level` says whether submit refuses. */
export interface Lack {
  section: string
  level: "error" | "warning"
  /** Key below `lacks` in messages/, with its values. */
  message: string
  values?: Record<string, string | number>
  /** Where to jump: part, row, column, language. */
  part?: string
  row?: string
  column?: string
  language?: Language
}

/** Length budget of a section, from the template. Counts as their language counts: zh in characters, en and ru in words. */
export interface Limit {
  rows_min?: number
  rows_max?: number
  items_min?: number
  items_max?: number
  columns_min?: number
  columns_max?: number
  criteria_min?: number
  criteria_max?: number
  reasons_max?: number
  zh_chars_max?: number
  en_words_max?: number
  per?: "item"
}

export interface Kind {
  key: string
  names: Text
  /** Whether the section has prose, in each language. */
  prose?: true
  parts: readonly Part[]
  /** The part whose rows the template's row limits count; the first list part if absent. */
  main?: string
  /**
   * The text that a length budget and `reasons_max` measure, paragraph by paragraph (a budget `per: "item"`).
   * Prose is measured as a whole and needs none.
   */
  measured?: { part: string; column: string }
  /** An empty cell is printed as "not specified": the gap itself says something. */
  gaps?: true
  /** What the kind checks beyond required columns, limits and languages. */
  lacks?(section: SectionContent, languages: readonly Language[]): Lack[]
  /** Values computed from the rows, shown beside them and in exports. Pure; JSON. */
  compute?(section: SectionContent): unknown
  /** Computed from elsewhere; nothing to fill in (references). */
  derived?: true
}

/** The outline's knowledge of one section: what is in Postgres as BriefSection. */
export interface SectionOutline {
  key: string
  kind: string
  heading: Text
  guidance: Text
  required: boolean
  limit: Limit | null
  /** Parts, and columns to existing parts, that the template adds to the kind. */
  adds: { parts?: Part[]; columns?: Record<string, Column[]> } | null
}
