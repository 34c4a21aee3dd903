// What a random writer does to a brief: words into prose and into the cells of a table, rows, values, deletions.
// Every word and every row has a name of its own, so the text alone says what is there, what is not and what is there
// twice. Words go in at the edges of words and go out whole.

import * as Y from "yjs"
import { partsOf } from "#lib/document/kinds/registry.ts"
import { addRow } from "#lib/document/rows.ts"
import { tableRoot } from "#lib/document/ydoc.ts"
import { below, oneOf, type Random } from "./random.ts"

/** What one transaction did; `name` is the word or the row that came or went. */
export interface Act {
  readonly kind: "word" | "row" | "value" | "no word" | "no row"
  readonly name: string
  /** The row that a word stands in. */
  readonly row?: string
}

const prose = ["p:problem:en", "p:problem:zh"]
const table = tableRoot("actors")
const parts = partsOf({ kind: "actor_table" })
const rows = parts.find((part) => part.key === "rows") as (typeof parts)[number]
const languages = ["zh", "en"] as const
const cells = ["interests", "concerns", "red_lines"].flatMap((column) => languages.map((lang) => `${column}:${lang}`))
const roles = ["lead", "core", "member", "observer"]

const words = /\[[^\]]*\]/g

/** The text runs of a fragment of paragraphs. */
const runsOf = (fragment: Y.XmlFragment): Y.XmlText[] =>
  fragment.toArray().flatMap((child) => (child instanceof Y.XmlElement ? child.toArray() : [child]) as Y.XmlText[])

const rowsOf = (doc: Y.Doc) => [...doc.getMap<Y.Map<unknown>>(table).entries()]

function fragmentsOf(doc: Y.Doc): Y.XmlFragment[] {
  const inCells = rowsOf(doc).flatMap(([, row]) => cells.map((cell) => row.get(cell) as Y.XmlFragment))
  return [...prose.map((root) => doc.getXmlFragment(root)), ...inCells]
}

/** How often each word stands in a document. */
export function wordsIn(doc: Y.Doc): Map<string, number> {
  const found = new Map<string, number>()
  for (const fragment of fragmentsOf(doc))
    for (const run of runsOf(fragment))
      for (const [word] of run.toString().matchAll(words)) found.set(word, (found.get(word) ?? 0) + 1)
  return found
}

export const rowNamesIn = (doc: Y.Doc): Set<string> => new Set(rowsOf(doc).map(([key]) => key.slice("rows/".length)))

/** Does one thing to a document; `name` is free for something new. Undefined if there was nothing to do. */
export type Deed = (doc: Y.Doc, random: Random, name: string) => Act | undefined

/** Whatever people do. */
export const anything: Deed = (doc, random, name) => doc.transact(() => anyDeed(doc, random, name))

export const aWord: Deed = (doc, random, name) => doc.transact(() => writeWord(doc, random, oneOf(random, prose), name))

function anyDeed(doc: Y.Doc, random: Random, name: string): Act | undefined {
  const dice = random()
  const found = rowsOf(doc)
  if (dice < 0.5) return writeWord(doc, random, oneOf(random, prose), name)
  if (dice < 0.7) return removeWord(doc, random)
  if (found.length === 0 || dice < 0.76) {
    addRow(doc.getMap(table), parts, rows, languages, { id: name })
    return { kind: "row", name }
  }
  const [key, row] = oneOf(random, found)
  const rowName = key.slice("rows/".length)
  if (dice < 0.88)
    return { ...writeWord(doc, random, row.get(oneOf(random, cells)) as Y.XmlFragment, name), row: rowName }
  if (dice < 0.97) {
    row.set("role", oneOf(random, roles))
    return { kind: "value", name: rowName }
  }
  doc.getMap(table).delete(key)
  return { kind: "no row", name: rowName }
}

function writeWord(doc: Y.Doc, random: Random, into: string | Y.XmlFragment, name: string): Act {
  const fragment = typeof into === "string" ? doc.getXmlFragment(into) : into
  const word = `[${name}]`
  const runs = runsOf(fragment)
  if (runs.length === 0 || random() < 0.1) {
    const paragraph = new Y.XmlElement("paragraph")
    paragraph.insert(0, [new Y.XmlText(word)])
    fragment.insert(below(random, fragment.length + 1), [paragraph])
  } else {
    const run = oneOf(random, runs)
    const edges = [
      0,
      ...Array.from((run.toString() as string).matchAll(words), (found) => found.index + found[0].length),
    ]
    run.insert(oneOf(random, edges), word)
  }
  return { kind: "word", name: word }
}

function removeWord(doc: Y.Doc, random: Random): Act | undefined {
  const runs = fragmentsOf(doc)
    .flatMap(runsOf)
    .filter((run) => run.length > 0)
  if (runs.length === 0) return undefined
  const run = oneOf(random, runs)
  const found = oneOf(random, [...(run.toString() as string).matchAll(words)])
  run.delete(found.index, found[0].length)
  return { kind: "no word", name: found[0] }
}
