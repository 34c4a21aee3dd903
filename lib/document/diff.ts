// What changed between two states of a brief, as plain data that a component and the PDF can draw: by section, by
// language, by block and word; by row and cell. Words of Chinese are found by Intl.Segmenter.

import { align, type Op } from "#lib/document/align.ts"
import {
  type BriefContent,
  type Cell,
  type Language,
  languages,
  type ProseNode,
  type Row,
  type SectionContent,
  type Text,
} from "#lib/document/content.ts"
import { evidenceLabels } from "#lib/document/kinds/evidence-list.ts"

/** A stretch of text. Those that are not added make the text before, those that are not deleted the text after. */
export interface Run {
  op: Op
  text: string
}

/** One paragraph, heading, list item, quoted or table paragraph, or a rule (no runs). */
export interface Block {
  /** "change": the same block with other words, or (no run is added or deleted) with other formatting. */
  op: Op | "change"
  type: "paragraph" | "heading" | "code" | "rule"
  /** Of a heading: 2 to 4. */
  level?: number
  /** What it stands in, outermost first: "bulletList", "orderedList", "blockquote", "tableHeader", "tableCell". */
  within: string[]
  runs: Run[]
}

export type Status = "same" | "added" | "removed" | "changed"

export interface CellChange {
  op: "add" | "del" | "change"
  /** For text: runs by language. Line feeds part paragraphs. */
  text?: Partial<Record<Language, Run[]>>
  /** For any other value: as it was, as it is. */
  before?: Cell
  after?: Cell
}

export interface RowChange {
  id: string
  status: Status
  /** It stands elsewhere among the rows that stayed. */
  moved: boolean
  /** The row as it is, or as it was if it was removed: to draw what did not change. */
  row: Row
  /** Only cells that changed; of an added or removed row all. Keys as in Row.cells. */
  cells: Record<string, CellChange>
}

export interface SectionChange {
  key: string
  kind: string
  heading: Text
  status: Status
  /** Languages in which the prose changed, each with all its blocks. */
  prose: Partial<Record<Language, Block[]>>
  /** Parts that changed, each with all its rows, in the new order with removed rows where they stood. */
  parts: Record<string, RowChange[]>
}

/** Each section of either side, in the order of `after` with removed sections where they stood. */
export function compareContents(before: BriefContent, after: BriefContent): SectionChange[] {
  const labels = { ...labelsOf(before), ...labelsOf(after) }
  const bySection = (content: BriefContent) => new Map(content.sections.map((section) => [section.key, section]))
  const [old, now] = [bySection(before), bySection(after)]
  const keys = align([...old.keys()], [...now.keys()]).map(({ item }) => item)
  return [...new Set(keys)].map((key) => compareSection(key, old.get(key), now.get(key), labels))
}

/** The sections of both sides that stand elsewhere among the others: the fewest that explain the new order. */
export function movedSections(before: BriefContent, after: BriefContent): SectionContent[] {
  const both = (content: BriefContent, other: BriefContent) =>
    content.sections.map(({ key }) => key).filter((key) => other.sections.some((section) => section.key === key))
  const came = align(both(before, after), both(after, before)).filter(({ op }) => op === "add")
  return after.sections.filter(({ key }) => came.some(({ item }) => item === key))
}

/** What changed on the cover: by language the title and the marking, and the options the brief is about. */
export interface CoverChange {
  title: Partial<Record<Language, Run[]>>
  marking: Partial<Record<Language, Run[]>>
  optionsAdded: string[]
  optionsRemoved: string[]
}

export function compareCovers(before: BriefContent, after: BriefContent): CoverChange {
  const texts = (was: Text | null, is: Text | null) =>
    Object.fromEntries(
      languages
        .filter((language) => was?.[language] !== is?.[language])
        .map((language) => [language, compareText(was?.[language] ?? "", is?.[language] ?? "", language)]),
    )
  return {
    title: texts(before.title, after.title),
    marking: texts(before.marking, after.marking),
    optionsAdded: after.options.filter((code) => !before.options.includes(code)),
    optionsRemoved: before.options.filter((code) => !after.options.includes(code)),
  }
}

const labelsOf = (content: BriefContent) => evidenceLabels(content.sections)

function compareSection(
  key: string,
  before: SectionContent | undefined,
  after: SectionContent | undefined,
  labels: Record<string, string>,
): SectionChange {
  const shape = (after ?? before) as SectionContent
  const change: SectionChange = { key, kind: shape.kind, heading: shape.heading, status: "same", prose: {}, parts: {} }
  for (const language of languages) {
    const [old, now] = [before?.prose?.[language], after?.prose?.[language]]
    if (!equal(old, now)) change.prose[language] = compareProse(old, now, language, labels)
  }
  for (const part of new Set([...Object.keys(after?.parts ?? {}), ...Object.keys(before?.parts ?? {})])) {
    const [old, now] = [before?.parts?.[part] ?? [], after?.parts?.[part] ?? []]
    if (!equal(old, now)) change.parts[part] = compareRows(old, now)
  }
  const changed = Object.keys(change.prose).length + Object.keys(change.parts).length > 0
  change.status = !before ? "added" : !after ? "removed" : changed ? "changed" : "same"
  return change
}

/** Contents are in normal form, so equal content is equal JSON but for the order of keys. */
function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  const keys = Object.keys(a)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  )
}

// Prose

interface Flat {
  type: Block["type"]
  level?: number
  within: string[]
  words: string[]
  /** Everything, marks included: equal only if nothing at all changed. */
  exact: string
}

/** How a citation stands in a run: not a word, never split. */
const citationText = (id: string, labels: Record<string, string>) => `[${labels[id] ?? "?"}]`

function flatten(doc: ProseNode | undefined, language: Language, labels: Record<string, string>): Flat[] {
  const flat: Flat[] = []
  const walk = (node: ProseNode, within: string[]) => {
    const exact = JSON.stringify([node, within])
    if (node.type === "horizontalRule") flat.push({ type: "rule", within, words: [], exact })
    else if (node.type === "paragraph" || node.type === "heading" || node.type === "codeBlock")
      flat.push({
        type: node.type === "codeBlock" ? "code" : node.type,
        ...(node.type === "heading" && { level: Number(node.attrs?.level ?? 2) }),
        within,
        words: wordsIn(node, language, labels),
        exact,
      })
    else
      for (const child of node.content ?? []) walk(child, containers.has(node.type) ? [...within, node.type] : within)
  }
  if (doc) walk(doc, [])
  return flat
}

const containers = new Set(["bulletList", "orderedList", "blockquote", "tableHeader", "tableCell"])

function wordsIn(block: ProseNode, language: Language, labels: Record<string, string>): string[] {
  const words: string[] = []
  let text = ""
  const flush = () => {
    words.push(...segment(text, language))
    text = ""
  }
  for (const node of block.content ?? [])
    if (node.type === "text") text += node.text ?? ""
    else {
      flush()
      words.push(node.type === "citation" ? citationText(String(node.attrs?.evidence ?? ""), labels) : "\n")
    }
  flush()
  return words
}

const segmenters = new Map<Language, Intl.Segmenter>()

/** The words, spaces and marks of a text, in order; joined they are the text. */
export function segment(text: string, language: Language): string[] {
  let segmenter = segmenters.get(language)
  if (!segmenter) segmenters.set(language, (segmenter = new Intl.Segmenter(language, { granularity: "word" })))
  return Array.from(segmenter.segment(text), (part) => part.segment)
}

function compareProse(
  before: ProseNode | undefined,
  after: ProseNode | undefined,
  language: Language,
  labels: Record<string, string>,
): Block[] {
  const steps = align(
    flatten(before, language, labels),
    flatten(after, language, labels),
    (a, b) => a.exact === b.exact,
  )
  const blocks: Block[] = []
  for (let at = 0; at < steps.length; ) {
    const step = steps[at] as (typeof steps)[number]
    if (step.op === "same") {
      blocks.push(blockOf(step.item, "same"))
      at++
      continue
    }
    const [gone, come]: [Flat[], Flat[]] = [[], []]
    for (; steps[at] && steps[at]?.op !== "same"; at++) {
      const { op, item } = steps[at] as (typeof steps)[number]
      ;(op === "del" ? gone : come).push(item)
    }
    blocks.push(...pairUp(gone, come))
  }
  return blocks
}

/** Blocks between two that stayed: those that are much alike are one block that changed. */
function pairUp(gone: Flat[], come: Flat[]): Block[] {
  const steps = align(gone, come, alike)
  // align tells the item of `after` where two are alike; its partner is the next of `gone` that was not deleted.
  let next = 0
  return steps.map(({ op, item }) => {
    if (op === "add") return blockOf(item, "add")
    if (op === "del") next++
    if (op === "del") return blockOf(item, "del")
    const old = gone[next++] as Flat
    return { ...blockOf(item, "same"), op: "change", runs: compareWords(old.words, item.words) }
  })
}

/** At least four words in ten are shared. */
function alike(a: Flat, b: Flat): boolean {
  if (a.type !== b.type) return false
  const [mine, theirs] = [a.words, b.words].map((words) => words.filter((word) => /[\p{L}\p{N}]/u.test(word)))
  if (!mine || !theirs) return false
  const left = new Map<string, number>()
  for (const word of mine) left.set(word, (left.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of theirs) {
    const rest = left.get(word) ?? 0
    if (rest > 0) shared++
    left.set(word, rest - 1)
  }
  return shared * 2 >= 0.4 * (mine.length + theirs.length)
}

function blockOf({ type, level, within, words }: Flat, op: Op): Block {
  const text = words.join("")
  return { op, type, ...(level !== undefined && { level }), within, runs: text ? [{ op, text }] : [] }
}

// Words

/** Runs from one text to another. */
export const compareText = (before: string, after: string, language: Language): Run[] =>
  compareWords(segment(before, language), segment(after, language))

function compareWords(before: string[], after: string[]): Run[] {
  const runs: Run[] = []
  let [gone, come] = ["", ""]
  const flush = () => {
    if (gone) runs.push({ op: "del", text: gone })
    if (come) runs.push({ op: "add", text: come })
    ;[gone, come] = ["", ""]
  }
  const steps = align(before, after)
  for (const [at, { op, item }] of steps.entries()) {
    if (op === "del") gone += item
    else if (op === "add") come += item
    // A space between two changed words changes with them: "old words → new words", not word by word.
    else if (/^ +$/.test(item) && gone && come && steps[at + 1] && steps[at + 1]?.op !== "same") {
      gone += item
      come += item
    } else {
      flush()
      const last = runs.at(-1)
      if (last?.op === "same") last.text += item
      else runs.push({ op: "same", text: item })
    }
  }
  flush()
  return runs
}

// Rows

function compareRows(before: Row[], after: Row[]): RowChange[] {
  const old = new Map(before.map((row) => [row.id, row]))
  const now = new Map(after.map((row) => [row.id, row]))
  const steps = align([...old.keys()], [...now.keys()])
  const changes: RowChange[] = []
  for (const { op, item: id } of steps) {
    const [was, is] = [old.get(id), now.get(id)]
    // A row that moved is told where it is now, not where it was.
    if (op === "del" && is) continue
    const cells = compareCells(was?.cells ?? {}, is?.cells ?? {})
    const status = !was ? "added" : !is ? "removed" : Object.keys(cells).length > 0 ? "changed" : "same"
    changes.push({ id, status, moved: op === "add" && was !== undefined, row: (is ?? was) as Row, cells })
  }
  return changes
}

function compareCells(before: Row["cells"], after: Row["cells"]): RowChange["cells"] {
  const changes: RowChange["cells"] = {}
  for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
    const [was, is] = [before[key], after[key]]
    if (equal(was, is)) continue
    const op = was === undefined ? "add" : is === undefined ? "del" : "change"
    if (isText(was) || isText(is)) {
      const text: Partial<Record<Language, Run[]>> = {}
      for (const language of languages) {
        const [old, now] = [isText(was) ? was[language] : undefined, isText(is) ? is[language] : undefined]
        if (old !== undefined || now !== undefined) text[language] = compareText(old ?? "", now ?? "", language)
      }
      changes[key] = { op, text }
    } else changes[key] = { op, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }
  }
  return changes
}

const isText = (cell: Cell | undefined): cell is Text => typeof cell === "object" && !Array.isArray(cell)
