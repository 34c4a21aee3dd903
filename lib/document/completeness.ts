// What a brief lacks. Errors stop a submission; warnings are said and left to the writers.
// Lengths are counted by lib/document/count.ts; an exceeded budget is an error (docs/decisions/022-what-stops-a-submission.md).

import type { BriefContent, Language, Row, SectionContent, Text } from "#lib/document/content.ts"
import { budgetOf, count } from "#lib/document/count.ts"
import { evidenceRows } from "#lib/document/kinds/evidence-list.ts"
import type { Column, Lack, Limit, Part, SectionOutline } from "#lib/document/kinds/kind.ts"
import { kindOf, mainPart, partsOf } from "#lib/document/kinds/registry.ts"
import { citedIn, proseText } from "#lib/document/prose.ts"
import { singleRow } from "#lib/document/rows.ts"
import { isToVerify, type SourceEntry } from "#lib/document/source.ts"

/**
 * All that a brief lacks, in the order of its sections. `content` is in normal form (readContent gives it so).
 * With the workshop's `sources` by code, sources that are still to be verified are reported too.
 */
export function lacksOf(
  content: BriefContent,
  outline: readonly SectionOutline[],
  sources: Record<string, SourceEntry> = {},
): Lack[] {
  const known = new Set(evidenceRows(content.sections).map(({ id }) => id))
  return outline.flatMap((section) => {
    const said = content.sections.find((one) => one.key === section.key) ?? { ...section }
    return sectionLacks(said, section, content.languages, known).concat(
      section.kind === "evidence_list" ? unverifiedSources(said, content, sources) : [],
    )
  })
}

/** Whether nothing has been said in a section. A row that was added and left empty says nothing. */
export const isEmpty = (section: SectionContent | undefined): boolean =>
  !section ||
  (Object.keys(section.prose ?? {}).length === 0 &&
    Object.values(section.parts ?? {}).every((rows) => rows.every((row) => Object.keys(row.cells).length === 0)))

export type SectionState = "empty" | "drafting" | "ready"

/**
 * How many of the sections that count are ready: those that are required, and those that somebody has begun. All of
 * them are if and only if nothing stands against submitting.
 */
export function progressOf(
  outline: readonly SectionOutline[],
  states: Readonly<Record<string, SectionState>>,
  lacks: readonly Lack[],
): { ready: number; total: number } {
  const isLacking = (key: string) => lacks.some(({ section, level }) => section === key && level === "error")
  const counted = outline.filter(({ key, required }) => required || states[key] !== "empty" || isLacking(key))
  const ready = counted.filter(({ key }) => states[key] === "ready" && !isLacking(key))
  return { ready: ready.length, total: counted.length }
}

/** Where a section stands. `lacks` may be those of the whole brief. A section that is made by itself is ready. */
export function statusOf(section: SectionContent | undefined, lacks: readonly Lack[]): SectionState {
  if (section && !kindOf(section.kind).derived && isEmpty(section)) return "empty"
  return lacks.some((lack) => lack.section === section?.key && lack.level === "error") ? "drafting" : "ready"
}

function sectionLacks(
  section: SectionContent,
  outline: SectionOutline,
  languages: readonly Language[],
  evidence: ReadonlySet<string>,
): Lack[] {
  const kind = kindOf(outline.kind)
  if (kind.derived) return []
  // The header has to have its date even before anything else is filled in.
  if (isEmpty(section) && outline.kind !== "meta")
    return outline.required ? [{ section: outline.key, level: "error", message: "sectionEmpty" }] : []
  const lacks: Lack[] = []
  const add = (lack: Omit<Lack, "section" | "level"> & { level?: Lack["level"] }) =>
    lacks.push({ section: outline.key, level: "error", ...lack })

  if (kind.prose)
    for (const language of languages) {
      const doc = section.prose?.[language]
      if (!doc) add({ message: "languageMissing", language, values: { language } })
      const max = budgetOf(outline.limit, language)
      const length = count(proseText(doc), language)
      if (max !== undefined && length > max)
        add({ message: tooLong(language), language, values: { count: length, max } })
      for (const cited of new Set(citedIn(doc)))
        if (!evidence.has(cited))
          add({ level: "warning", message: "evidenceUnknown", language, values: { evidence: cited } })
    }

  const parts = partsOf(outline)
  for (const part of parts) {
    const rows = section.parts?.[part.key] ?? (part.single && !part.secondary ? [{ id: singleRow, cells: {} }] : [])
    const across = part.across ? (section.parts?.[part.across.part] ?? []) : []
    for (const row of rows) {
      const at = { part: part.key, row: row.id }
      for (const column of part.columns) cellLacks(column, row, column.key, at)
      for (const other of across)
        for (const column of part.across?.columns ?? []) cellLacks(column, row, `${other.id}/${column.key}`, at)
    }
  }
  function cellLacks(column: Column, row: Row, key: string, at: { part: string; row: string }) {
    const cell = row.cells[key]
    if (cell === undefined) {
      if (column.required)
        add({ message: column.key === "as_of_date" ? "asOfDateMissing" : "columnEmpty", ...at, column: key })
      return
    }
    if (column.type === "text")
      for (const language of languages)
        if (!(cell as Text)[language])
          add({ message: "languageMissing", ...at, column: key, language, values: { language } })
    if (column.type !== "ref" || (column.to !== "evidence" && column.to !== "row")) return
    const there = (id: string) =>
      column.to === "evidence"
        ? evidence.has(id)
        : (section.parts?.[column.part ?? at.part] ?? []).some((known) => known.id === id)
    for (const id of [cell].flat())
      if (!there(String(id)))
        add({
          level: "warning",
          message: column.to === "evidence" ? "evidenceUnknown" : "rowUnknown",
          ...at,
          column: key,
          values: column.to === "evidence" ? { evidence: String(id) } : {},
        })
  }

  if (outline.limit) lacks.push(...limitLacks(section, outline, outline.limit, parts, languages))
  return lacks.concat(kind.lacks?.(section, languages) ?? [])
}

const tooLong = (language: Language) => (language === "zh" ? "tooManyCharacters" : "tooManyWords")

function limitLacks(
  section: SectionContent,
  outline: SectionOutline,
  limit: Limit,
  parts: readonly Part[],
  languages: readonly Language[],
): Lack[] {
  const lacks: Lack[] = []
  const add = (lack: Omit<Lack, "section" | "level">) => lacks.push({ section: outline.key, level: "error", ...lack })
  const rowsOf = (part: string | undefined) => section.parts?.[part ?? ""] ?? []
  const within = (part: Part | undefined, min: number | undefined, max: number | undefined) => {
    if (!part) return
    const rows = rowsOf(part.key).length
    if (min !== undefined && rows < min) add({ message: "tooFewRows", part: part.key, values: { count: rows, min } })
    if (max !== undefined && rows > max) add({ message: "tooManyRows", part: part.key, values: { count: rows, max } })
  }
  within(
    mainPart(outline),
    limit.rows_min ?? limit.items_min ?? limit.criteria_min,
    limit.rows_max ?? limit.items_max ?? limit.criteria_max,
  )
  within(
    parts.find((part) => part.key === "columns"),
    limit.columns_min,
    limit.columns_max,
  )
  const { measured } = kindOf(outline.kind)
  if (!measured) return lacks
  for (const row of rowsOf(measured.part)) {
    const cell = row.cells[measured.column] as Text | undefined
    const at = { part: measured.part, row: row.id, column: measured.column }
    for (const language of languages) {
      const items = cell?.[language]?.split("\n") ?? []
      if (limit.reasons_max !== undefined && items.length > limit.reasons_max)
        add({ message: "tooManyReasons", ...at, language, values: { count: items.length, max: limit.reasons_max } })
      const max = budgetOf(limit, language)
      for (const item of max === undefined ? [] : items) {
        const length = count(item, language)
        if (length > (max as number))
          add({ message: tooLong(language), ...at, language, values: { count: length, max: max as number } })
      }
    }
  }
  return lacks
}

/**
 * A source whose particulars are to be verified may be used in a paper for discussion, with the mark 待核 beside it in
 * the references; a brief that calls itself final may not rest on it.
 */
function unverifiedSources(
  section: SectionContent,
  content: BriefContent,
  sources: Record<string, SourceEntry>,
): Lack[] {
  const header = content.sections.find(({ kind }) => kind === "meta")
  const final = header?.parts?.fields?.[0]?.cells.standing === "final"
  const seen = new Set<string>()
  return (section.parts?.rows ?? []).flatMap(({ id, cells }): Lack[] => {
    const code = String(cells.source ?? "")
    const source = sources[code]
    if (!source || seen.has(code)) return []
    seen.add(code)
    if (!isToVerify(source)) return []
    return [
      {
        section: section.key,
        level: final ? "error" : "warning",
        message: final ? "sourceToVerifyInFinal" : "sourceToVerify",
        part: "rows",
        row: id,
        column: "source",
        values: { source: code },
      },
    ]
  })
}
