// What codes and ids in a brief stand for, in the language of the interface.

import { fold, type RefColumn } from "#lib/document/cell-input.ts"
import { type BriefContent, type Language, languages, type Row, type Text } from "#lib/document/content.ts"
import { evidenceLabels, evidenceRows } from "#lib/document/kinds/evidence-list.ts"
import type { Column, Part, RefTarget } from "#lib/document/kinds/kind.ts"

export interface NamedEntry {
  names: Text
  /** What else the register knows: sources have authors, container, year … */
  data?: Record<string, unknown>
}

/** Entries by code (actors, mechanisms, options, sources) or user id (members). */
export type Names = Record<"actor" | "mechanism" | "option" | "source" | "member", Record<string, NamedEntry>>

/** The text in the language preferred, else in whatever there is. */
export function inLanguage(text: Text | null | undefined, language: Language): string {
  if (!text) return ""
  return text[language] ?? text.zh ?? text.en ?? text.ru ?? ""
}

/** The language that a locale reads first. */
export const languageOf = (locale: string): Language =>
  locale.startsWith("zh") ? "zh" : locale.startsWith("ru") ? "ru" : "en"

/** What stands between the members of a list. */
export const listMark = (locale: string) => (locale.startsWith("zh") ? "、" : ", ")

/** What stands between a label and what it is the label of. */
export const labelMark = (locale: string) => (locale.startsWith("zh") ? "：" : ": ")

/** BCP 47, for lang attributes. */
export const langOf = (language: Language) => (language === "zh" ? "zh-CN" : language)

export interface Evidence {
  id: string
  /** How it is cited: its own number, or its place in the list. */
  label: string
  claim: Text
  source: string
}

/** The rows of the brief's evidence lists, in order. */
export function evidenceOf(content: BriefContent): Evidence[] {
  const labels = evidenceLabels(content.sections)
  return evidenceRows(content.sections).map((row) => ({
    id: row.id,
    label: labels[row.id] ?? "",
    claim: (row.cells.claim ?? {}) as Text,
    source: typeof row.cells.source === "string" ? row.cells.source : "",
  }))
}

export interface RefChoice {
  value: string
  /** Short, for a table. */
  short: string
  /** In full, for a list to choose from. */
  full: string
}

/** Everything a reference column may point to. `rows` are those of the same section, by part. */
export function choicesOf(
  column: Column & { type: "ref" },
  language: Language,
  names: Names,
  evidence: readonly Evidence[],
  rows: Record<string, Row[]>,
  parts: readonly Part[] = [],
): RefChoice[] {
  if (column.to === "evidence")
    return evidence.map(({ id, label, claim, source }) => ({
      value: id,
      short: label,
      full: [label, inLanguage(claim, language), source].filter(Boolean).join(" · "),
    }))
  if (column.to === "row")
    return (rows[column.part ?? ""] ?? []).map((row, index) => {
      const part = parts.find((one) => one.key === column.part)
      const name = nameOfRow(row, language, part, names)
      return {
        value: row.id,
        short: name || String(index + 1),
        full: [String(index + 1), name].filter(Boolean).join(" · "),
      }
    })
  return Object.entries(names[column.to]).map(([value, entry]) => {
    const name = inLanguage(entry.names, language) || value
    return {
      value,
      short: column.to === "source" ? value : name,
      full: isCode(column.to) ? `${name} · ${value}` : name,
    }
  })
}

/** The codes of what a reference column may point to and somebody calls so: by code, or by name in any language. */
export function findRef(
  column: RefColumn,
  word: string,
  {
    names,
    evidence,
    rows,
    parts,
  }: { names: Names; evidence: readonly Evidence[]; rows: Record<string, Row[]>; parts: readonly Part[] },
): string[] {
  const wanted = fold(word).replace(/^\[(.+)\]$/, "$1")
  const named = (): [code: string, called: (string | undefined)[]][] => {
    if (column.to === "evidence") return evidence.map(({ id, label, claim }) => [id, [label, ...Object.values(claim)]])
    if (column.to !== "row")
      return Object.entries(names[column.to]).map(([code, entry]) => [code, Object.values(entry.names)])
    const part = parts.find(({ key }) => key === column.part)
    return (rows[column.part ?? ""] ?? []).map((row) => [
      row.id,
      languages.map((one) => nameOfRow(row, one, part, names)),
    ])
  }
  const known = named()
  const byCode = known.filter(([code]) => fold(code) === wanted)
  const found =
    byCode.length > 0 ? byCode : known.filter(([, called]) => called.some((name) => name && fold(name) === wanted))
  return found.map(([code]) => code)
}

const isCode = (target: RefTarget) => target !== "member"

/** What a row is called: the first of its columns that says something short. */
export function nameOfRow(row: Row, language: Language, part?: Part, names?: Names): string {
  for (const column of part?.columns ?? []) {
    const value = row.cells[column.key]
    if (column.type === "text" && value) return inLanguage(value as Text, language).split("\n")[0] ?? ""
    if (column.type === "string" && value) return String(value)
    if (column.type === "ref" && typeof value === "string" && names && column.to !== "evidence" && column.to !== "row")
      return inLanguage(names[column.to][value]?.names, language) || value
  }
  for (const value of Object.values(row.cells))
    if (value && typeof value === "object" && !Array.isArray(value)) return inLanguage(value, language)
  return ""
}
