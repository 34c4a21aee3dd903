import * as Y from "yjs"

/**
 * Puts other words in the place of these wherever they stand whole in a text, in the looks of their first letter.
 * Answers how often. Words that a citation or a line break parts are not found.
 */
export function replaceWords(within: Y.XmlFragment | Y.XmlElement, words: string, by: string): number {
  let count = 0
  for (const child of within.toArray())
    if (child instanceof Y.XmlText) count += replaceInText(child, words, by)
    else if (child instanceof Y.XmlElement) count += replaceWords(child, words, by)
  return count
}

interface Run {
  insert: unknown
  attributes?: Record<string, unknown>
}

function replaceInText(text: Y.XmlText, words: string, by: string): number {
  const runs = text.toDelta() as Run[]
  const said = runs.map(({ insert }) => (typeof insert === "string" ? insert : "\ufffc")).join("")
  const places: number[] = []
  for (let at = said.indexOf(words); at >= 0; at = said.indexOf(words, at + words.length))
    if (isWhole(said, at, at + words.length)) places.push(at)
  // From the end, so that the places before stay where they are.
  for (const at of places.reverse()) {
    const attributes = looksAt(runs, at)
    text.delete(at, words.length)
    text.insert(at, by, { ...attributes })
  }
  return places.length
}

const latin = /[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]/u

/** A word of an alphabet does not begin or end inside another. */
function isWhole(said: string, from: number, to: number): boolean {
  const joins = (a: string | undefined, b: string | undefined) => Boolean(a && b && latin.test(a) && latin.test(b))
  return !joins(said[from - 1], said[from]) && !joins(said[to - 1], said[to])
}

function looksAt(runs: Run[], at: number): Record<string, unknown> {
  let passed = 0
  for (const { insert, attributes } of runs) {
    passed += typeof insert === "string" ? insert.length : 1
    if (at < passed) return attributes ?? {}
  }
  return {}
}
