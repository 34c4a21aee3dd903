// What a brief says, as plain data: the form that is hashed, compared, exported and shown read-only.
// lib/document/ydoc.ts reads it from the living Y.Doc and writes it into a new one.

export const languages = ["zh", "en", "ru"] as const
export type Language = (typeof languages)[number]

/** The same text in the languages of the brief. A missing language is an absent key, never an empty string. */
export type Text = Partial<Record<Language, string>>

/** A ProseMirror node as JSON, by the schema of lib/document/schema.ts. */
export interface ProseNode {
  type: string
  attrs?: Record<string, unknown>
  content?: ProseNode[]
  marks?: { type: string; attrs?: Record<string, unknown> }[]
  text?: string
}

/** Text in languages, a code or string, a number, a yes or no, or several codes. Empty is an absent key. */
export type Cell = Text | string | number | boolean | string[]

/** One row of a part. `id` is stable for the life of the brief; order is the order in the list. */
export interface Row {
  id: string
  cells: Record<string, Cell>
}

export interface SectionContent {
  key: string
  kind: string
  heading: Text
  /** Prose by language; absent where the kind has none. An empty document is absent. */
  prose?: Partial<Record<Language, ProseNode>>
  /** Structured parts by name: see lib/document/kinds. A part with `single` has exactly one row, id "fields". */
  parts?: Record<string, Row[]>
}

export interface BriefContent {
  /** Version of this form. Part of what is hashed. */
  schema: 1
  title: Text
  /** Template key and the version the brief was made from. */
  template: { key: string; version: number }
  languages: Language[]
  /** Codes of the options the brief is about. */
  options: string[]
  marking: Text | null
  sections: SectionContent[]
}
