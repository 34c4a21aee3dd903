// Between the living Y.Doc and plain content. Roots: `p:<section>:<lang>` holds prose, `t:<section>` the rows.

import * as Y from "yjs"
import { cleanLines } from "#lib/document/clean.ts"
import type { BriefContent, Cell, Language, Row, SectionContent, Text } from "#lib/document/content.ts"
import type { Column, Part, SectionOutline } from "#lib/document/kinds/kind.ts"
import { kindOf, partsOf } from "#lib/document/kinds/registry.ts"
import { normalCell, normalContent } from "#lib/document/normal.ts"
import { keysFor } from "#lib/document/order.ts"
import { readProse, writeProse } from "#lib/document/prose.ts"
import { addTextCells, cellKey, newRow, type RowMap, rowsIn, singleRow, writeText } from "#lib/document/rows.ts"

export { newRow } from "#lib/document/rows.ts"

/** What Postgres knows of a brief and its text does not. */
export interface BriefFacts {
  title: Text
  template: { key: string; version: number }
  languages: Language[]
  options: string[]
  marking: Text | null
  outline: SectionOutline[]
}

export const proseRoot = (section: string, language: Language): string => `p:${section}:${language}`
export const tableRoot = (section: string): string => `t:${section}`

/**
 * What the brief says now, in normal form. A value that its column cannot hold, a row or cell that no part knows, and
 * a language that is not the brief's are passed over; the Y.Doc is not changed.
 */
export function readContent(doc: Y.Doc, facts: BriefFacts): BriefContent {
  return normalContent({
    schema: 1,
    title: facts.title,
    template: { key: facts.template.key, version: facts.template.version },
    languages: facts.languages,
    options: facts.options,
    marking: facts.marking,
    sections: facts.outline.map((section) => readSection(doc, section, facts.languages)),
  })
}

/** What one section says. Not yet in normal form. */
export function readSection(doc: Y.Doc, outline: SectionOutline, languages: readonly Language[]): SectionContent {
  const section: SectionContent = { key: outline.key, kind: outline.kind, heading: outline.heading }
  if (kindOf(outline.kind).prose) {
    const prose: SectionContent["prose"] = {}
    for (const language of languages) {
      const read = readProse(doc.getXmlFragment(proseRoot(outline.key, language)))
      if (read) prose[language] = read
    }
    section.prose = prose
  }
  const root = doc.getMap(tableRoot(outline.key))
  const parts: Record<string, Row[]> = {}
  for (const part of partsOf(outline)) parts[part.key] = readRows(root, part, languages)
  section.parts = parts
  return section
}

function readRows(root: Y.Map<unknown>, part: Part, languages: readonly Language[]): Row[] {
  const rows = rowsIn(root, part.key)
  const across = part.across ? rowsIn(root, part.across.part).map((row) => row.id) : []
  return (part.single ? rows.filter((row) => row.id === singleRow) : rows).map(({ id, map }) => {
    const cells: Record<string, Cell> = {}
    const read = (column: Column, acrossRow?: string) => {
      const cell = readCell(map, column, languages, acrossRow)
      if (cell !== undefined) cells[cellKey(column.key, undefined, acrossRow)] = cell
    }
    for (const column of part.columns) read(column)
    for (const acrossRow of across) for (const column of part.across?.columns ?? []) read(column, acrossRow)
    return { id, cells }
  })
}

function readCell(map: RowMap, column: Column, languages: readonly Language[], acrossRow?: string): Cell | undefined {
  if (column.type === "text") {
    const text: Text = {}
    for (const language of languages) {
      const said = readText(map.get(cellKey(column.key, language, acrossRow)))
      if (said) text[language] = said
    }
    return normalCell(text)
  }
  return plainCell(column, map.get(cellKey(column.key, undefined, acrossRow)))
}

/** The text of a cell's fragment: one line for each paragraph. */
export function readText(fragment: unknown): string {
  if (!(fragment instanceof Y.XmlFragment)) return ""
  const lines = fragment.toArray().map((child) => {
    const texts = child instanceof Y.XmlElement ? child.toArray() : [child]
    return texts.flatMap((text) => (text instanceof Y.XmlText ? text.toDelta() : [])).map(({ insert }) => insert)
  })
  return cleanLines(lines.map((line) => line.filter((run) => typeof run === "string").join("")).join("\n"))
}

const partialDate = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/

/** The value if the column can hold it, in normal form; otherwise undefined. */
export function plainCell(column: Column, value: unknown): Cell | undefined {
  switch (column.type) {
    case "string":
      return typeof value === "string" ? normalCell(value) : undefined
    case "date":
      return typeof value === "string" && partialDate.test(value) ? value : undefined
    case "boolean":
      return typeof value === "boolean" ? value : undefined
    case "number": {
      if (typeof value !== "number" || !Number.isFinite(value)) return undefined
      const { min = -Infinity, max = Infinity, integer } = column
      return value >= min && value <= max && (!integer || Number.isInteger(value)) ? value : undefined
    }
    case "choice": {
      const known = column.choices.map((choice) => choice.value)
      // A set has no order: it is told in the order of the choices.
      if (column.many)
        return Array.isArray(value) ? normalCell(known.filter((choice) => value.includes(choice))) : undefined
      return typeof value === "string" && known.includes(value) ? value : undefined
    }
    case "ref":
      if (column.many)
        return Array.isArray(value) ? normalCell(value.filter((code) => typeof code === "string")) : undefined
      return typeof value === "string" ? normalCell(value) : undefined
    case "text":
      return undefined
  }
}

/** Makes the forms (single rows) of a new brief. */
export function prepareDoc(doc: Y.Doc, outline: readonly SectionOutline[], languages: readonly Language[]): void {
  doc.transact(() => {
    for (const section of outline) {
      const root = doc.getMap(tableRoot(section.key))
      for (const part of partsOf(section)) if (part.single) rowOf(root, part, singleRow, languages, [], "V")
    }
  })
}

/** Gives every row that is there its text cells in one more language, in one transaction. */
export function addLanguageCells(doc: Y.Doc, outline: readonly SectionOutline[], language: Language): void {
  doc.transact(() => {
    for (const section of outline) {
      const root = doc.getMap(tableRoot(section.key))
      for (const part of partsOf(section)) {
        const across = part.across ? rowsIn(root, part.across.part) : []
        for (const { map } of rowsIn(root, part.key)) {
          addTextCells(map, [language], part.columns)
          for (const { id } of across) addTextCells(map, [language], part.across?.columns ?? [], id)
        }
      }
    }
  })
}

/**
 * Writes sections into a document, in one transaction: prose is replaced, rows are added or, where the id is there,
 * filled. Give the brief's outline, so that parts and columns that its template adds are known.
 * Throws a RangeError for prose that the schema does not allow, for a part or column that is not known and for a value
 * that its column cannot hold.
 */
export function fillDoc(
  doc: Y.Doc,
  sections: readonly SectionContent[],
  languages: readonly Language[],
  outline: readonly SectionOutline[] = [],
): void {
  doc.transact(() => {
    for (const section of sections) {
      for (const language of languages) {
        const prose = section.prose?.[language]
        if (prose) writeProse(doc.getXmlFragment(proseRoot(section.key, language)), prose)
      }
      const parts = partsOf(outline.find((known) => known.key === section.key) ?? section)
      for (const key of Object.keys(section.parts ?? {}))
        if (!parts.some((part) => part.key === key)) throw new RangeError(`${section.key} has no part ${key}`)
      const root = doc.getMap(tableRoot(section.key))
      // A crossing needs the ids of the rows it crosses: those already there and those that come with it.
      for (const part of parts) {
        const rows = section.parts?.[part.key] ?? []
        const across = part.across
          ? [...rowsIn(root, part.across.part), ...(section.parts?.[part.across.part] ?? [])].map((row) => row.id)
          : []
        const keys = keysFor(rows.length)
        for (const [at, row] of rows.entries())
          fillRow(rowOf(root, part, row.id, languages, [...new Set(across)], keys[at] ?? "V"), part, row, languages)
      }
    }
  })
}

function rowOf(
  root: Y.Map<unknown>,
  part: Part,
  id: string,
  languages: readonly Language[],
  across: readonly string[],
  order: string,
): RowMap {
  const there = root.get(`${part.key}/${id}`)
  if (there instanceof Y.Map) {
    for (const acrossRow of across) addTextCells(there, languages, part.across?.columns ?? [], acrossRow)
    return there
  }
  const row = newRow(languages, part, across)
  row.set("order", order)
  root.set(`${part.key}/${id}`, row)
  return row
}

function fillRow(map: RowMap, part: Part, row: Row, languages: readonly Language[]): void {
  for (const [key, cell] of Object.entries(row.cells)) {
    const slash = key.indexOf("/")
    const columns = slash < 0 ? part.columns : (part.across?.columns ?? [])
    const column = columns.find((known) => known.key === key.slice(slash + 1))
    const wrong = () => new RangeError(`${part.key}/${row.id}: ${key} cannot hold ${JSON.stringify(cell)}`)
    if (!column) throw wrong()
    if (column.type === "text") {
      if (typeof cell !== "object" || Array.isArray(cell)) throw wrong()
      for (const language of languages) if (cell[language]) writeText(map, `${key}:${language}`, cell[language])
    } else {
      const value = plainCell(column, cell)
      if (value === undefined && normalCell(cell) !== undefined) throw wrong()
      if (value !== undefined) map.set(key, value)
    }
  }
}
