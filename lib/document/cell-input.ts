// What a person types or pastes for a cell, as the value that its column holds, or why it cannot be one. Numbers and
// dates may be written as Chinese or English writes them, in full-width digits too.

import { cleanLines } from "#lib/document/clean.ts"
import type { Cell } from "#lib/document/content.ts"
import type { Choice, Column } from "#lib/document/kinds/kind.ts"

/** Why a value is refused: a key below `editor.paste.why` in messages/, with its values. */
export interface Misfit {
  reason:
    | "formula"
    | "number"
    | "integer"
    | "range"
    | "date"
    | "noSuchDay"
    | "boolean"
    | "choice"
    | "ref"
    | "ambiguous"
    | "tooLong"
  values?: Record<string, string | number>
}

/** The codes of what a reference column may point to and that is called so, by code or by name. */
export type Find = (column: RefColumn, word: string) => readonly string[]
export type RefColumn = Column & { type: "ref" }

/** So many characters one cell takes at once. */
export const longest = 20_000

/** How words are compared that people write: without regard to width, case and space around them. */
export const fold = (word: string): string =>
  word.normalize("NFKC").replaceAll("\u2212", "-").replace(/\s+/g, " ").trim().toLowerCase()

/** The value, undefined for nothing; or the reason why there is none. A text is told as it is in one language. */
export function readInput(column: Column, said: string, find: Find): { value: Cell | undefined } | { misfit: Misfit } {
  if (said.length > longest) return { misfit: { reason: "tooLong", values: { max: longest } } }
  const text = cleanLines(said)
  if (text === "") return { value: undefined }
  if (column.type === "text") return { value: text }
  if (column.type === "string") return { value: text.replaceAll("\n", " ") }
  const word = fold(text)
  // What a spreadsheet computes is its own affair: here only the result is of use.
  if (word.startsWith("=")) return { misfit: { reason: "formula" } }
  const found = readers[column.type](column as never, word, find)
  return isMisfit(found) ? { misfit: found } : { value: found }
}

type PlainType = Exclude<Column["type"], "text" | "string">
type Of<T> = Column & { type: T }

const readers: { [T in PlainType]: (column: Of<T>, word: string, find: Find) => Cell | Misfit } = {
  number: readNumber,
  date: readDate,
  boolean: (_, word) => {
    if (yes.includes(word)) return true
    return no.includes(word) ? false : { reason: "boolean" }
  },
  choice: (column, word) => {
    if (!column.many) return choiceOf(column.choices, word) ?? { reason: "choice" }
    return readMany(word, (one) => choiceOf(column.choices, one) ?? { reason: "choice" })
  },
  ref: (column, word, find) => {
    const one = (part: string): string | Misfit => {
      const codes = find(column, part)
      if (codes.length > 1) return { reason: "ambiguous", values: { word: part } }
      return codes[0] ?? { reason: "ref", values: { word: part } }
    }
    return column.many ? readMany(word, one) : one(word)
  },
}

const yes = ["yes", "y", "true", "1", "是", "有", "✓", "✔", "√"]
const no = ["no", "n", "false", "0", "否", "无", "✗", "✘", "×"]

const isMisfit = (found: unknown): found is Misfit =>
  typeof found === "object" && found !== null && !Array.isArray(found) && "reason" in found

const choiceOf = (choices: readonly Choice[], word: string): string | undefined =>
  choices.find(({ value, names }) => [value, ...Object.values(names)].some((name) => fold(name) === word))?.value

/** Several in one cell. A name may hold a mark that parts others, so the whole is tried first. */
function readMany(word: string, read: (one: string) => string | Misfit): string[] | Misfit {
  const whole = read(word)
  if (typeof whole === "string") return [whole]
  const values: string[] = []
  for (const part of word.split(/[、,;/|]/)) {
    const one = part.trim()
    if (one === "") continue
    const value = read(one)
    if (typeof value !== "string") return value
    values.push(value)
  }
  return values.length > 0 ? [...new Set(values)] : whole
}

/** 1234.5 · 1,234.5 · 1 234,5 · 3,5 · 12% (of a column that goes to 1: 0.12). */
function readNumber({ min, max, integer }: Of<"number">, word: string): number | Misfit {
  const isShare = word.endsWith("%")
  const bare = isShare ? word.slice(0, -1).trim() : word
  const sign = bare.startsWith("-") ? -1 : 1
  const digits = bare.replace(/^[+-]\s*/, "")
  const plain =
    grouped(digits, /^\d{1,3}(?:([ ,'’])\d{3})(?:\1\d{3})*(?:\.\d+)?$/, ".") ??
    grouped(digits, /^\d{1,3}(?:([ .'’])\d{3})(?:\1\d{3})*,\d+$/, ",") ??
    (/^\d*,\d+$/.test(digits) ? digits.replace(",", ".") : digits)
  if (!/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(plain)) return { reason: "number" }
  // Shifted as text: 7 / 100 would be 0.07000000000000001.
  const value = sign * Number(isShare && max !== undefined && max <= 1 ? `${plain}e-2` : plain)
  if (!Number.isFinite(value)) return { reason: "number" }
  if (integer && !Number.isInteger(value)) return { reason: "integer" }
  if (value < (min ?? Number.NEGATIVE_INFINITY) || value > (max ?? Number.POSITIVE_INFINITY))
    return { reason: "range", values: { min: min ?? "−∞", max: max ?? "∞" } }
  return value
}

/** A number in groups of three, without what parts them and with a point; undefined if it is not of that form. */
function grouped(digits: string, form: RegExp, point: "." | ","): string | undefined {
  const mark = form.exec(digits)?.[1]
  return mark === undefined ? undefined : digits.replaceAll(mark, "").replace(point, ".")
}

/** 2004, 2004-10, 2004-10-22; also 2004/10/22, 2004.10.22, 2004年10月22日. */
function readDate(_: Of<"date">, word: string): string | Misfit {
  const match =
    /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|\s*月)?|\s*年)?(?: 0?0:00(?::00)?)?$/.exec(word)
  if (!match) return { reason: "date" }
  const date = match
    .slice(1)
    .filter((part) => part !== undefined)
    .map((part) => part.padStart(2, "0"))
    .join("-")
  return isPartialDate(date) ? date : { reason: "noSuchDay" }
}

/** 2004, 2004-10 or 2004-10-22, and a day that exists. */
export function isPartialDate(text: string): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text)
  if (!match) return false
  const [, year, month = "01", day = "01"] = match
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`)
}
