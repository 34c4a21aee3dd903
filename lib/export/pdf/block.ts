// What the template knows how to set. The words are final; only lines and pages are broken later.

import type { FigureBlock } from "./figures.ts"
import type { Field, Line, Value } from "./lines.ts"
import type { PrintNode } from "./prose.ts"
import type { Works } from "./works.ts"

export interface Source {
  lead: Line[]
  refs: Value["refs"]
  derived: Line[]
}

export interface TableColumn {
  label: Line[]
  width: number
  /** As wide as what is in it. */
  fixed: boolean
}

export interface TableRow {
  cells: Value[]
  anchor: string | null
  /** Whether the first cell names the row. */
  lead: boolean
  /** Kept on one page: short enough that no page could be too small for it. */
  whole: boolean
}

export interface RecordRow {
  title: Value
  anchor: string | null
  facts: Field[]
  fields: Field[]
  whole: boolean
}

export interface Step {
  number: string
  title: Value
  facts: Field[]
  fields: Field[]
  gate: Field | null
  whole: boolean
}

export type Block =
  | { kind: "prose"; lang: Line["lang"]; second: boolean; nodes: PrintNode[] }
  | { kind: "note"; lines: Line[] }
  | { kind: "sheet"; caption: Line[]; fields: Field[]; source: Source | null }
  | {
      kind: "table"
      caption: Line[]
      columns: TableColumn[]
      rows: TableRow[]
      source: Source | null
    }
  | {
      kind: "records"
      caption: Line[]
      head: [Line[], Line[]]
      abreast: number
      rows: RecordRow[]
      source: Source | null
    }
  | {
      kind: "points"
      caption: Line[]
      items: { lines: Line[]; muted: boolean; facts: Field[]; whole: boolean }[]
      source: Source | null
    }
  | { kind: "steps"; caption: Line[]; items: Step[]; source: Source | null }
  | { kind: "remarks"; fields: Field[] }
  | Works
  | FigureBlock
