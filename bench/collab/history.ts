// A brief as it would be had this trace been typed into it by several people: paragraphs in a prose root, a new line
// splits one as the editor does (the tail is copied into a new paragraph), with all that was deleted still counted.

import * as Y from "yjs"
import type { Patch, Trace } from "./trace.ts"

/** Roots of the briefs of the stage, written one after the other. */
const roots = ["p:problem:en", "p:problem:zh", "p:actors:en", "p:actors:zh"]

const weighEvery = 10_000

/** Who types changes every so many edits: one edit makes the most items, many make long runs. */
interface Hands {
  people: number
  turn: number
}

/** Types the trace into one root after the other until the whole of it weighs so many bytes. */
function typeHistory(patches: Patch[], bytes: number, { people, turn }: Hands): Uint8Array {
  const doc = new Y.Doc()
  let update = Y.encodeStateAsUpdate(doc)
  let typed = 0
  for (const root of roots) {
    const prose = new Prose(doc, root)
    for (let from = 0; from < patches.length; from += weighEvery) {
      for (const patch of patches.slice(from, from + weighEvery)) {
        doc.clientID = 1000 + (Math.floor(typed++ / turn) % people)
        doc.transact(() => prose.apply(patch))
      }
      update = Y.encodeStateAsUpdate(doc)
      if (update.length >= bytes) return update
    }
  }
  return update
}

/** A brief of everyday size: 10,000 keystrokes of three people. */
export const everyday = ({ patches }: Trace) => typeHistory(patches.slice(0, 10_000), 1, { people: 3, turn: 200 })

/** A large one at its worst: six people who take turns at every keystroke, so that nothing can be merged. */
export const worst = ({ patches }: Trace, megabytes: number) =>
  typeHistory(patches, megabytes * 1e6, { people: 6, turn: 1 })

/** The flat text of a trace over paragraphs: between two of them stands a new line. */
class Prose {
  readonly #fragment: Y.XmlFragment
  readonly #texts: Y.XmlText[] = []
  readonly #lengths: number[] = []

  constructor(doc: Y.Doc, root: string) {
    this.#fragment = doc.getXmlFragment(root)
    this.#add(0, "")
  }

  apply([position, deleted, inserted]: Patch) {
    for (let i = 0; i < deleted; i++) this.#delete(position)
    for (const [i, piece] of inserted.split("\n").entries()) {
      if (i > 0) this.#split(position++)
      if (piece) this.#insert(position, piece)
      position += piece.length
    }
  }

  #add(at: number, words: string) {
    const paragraph = new Y.XmlElement("paragraph")
    const text = new Y.XmlText(words)
    paragraph.insert(0, [text])
    this.#fragment.insert(at, [paragraph])
    this.#texts.splice(at, 0, text)
    this.#lengths.splice(at, 0, words.length)
  }

  #find(position: number): [paragraph: number, offset: number] {
    let at = 0
    while (position > (this.#lengths[at] as number) && at < this.#lengths.length - 1)
      position -= (this.#lengths[at++] as number) + 1
    return [at, Math.min(position, this.#lengths[at] as number)]
  }

  #insert(position: number, words: string) {
    const [at, offset] = this.#find(position)
    this.#texts[at]?.insert(offset, words)
    this.#lengths[at] = (this.#lengths[at] as number) + words.length
  }

  #delete(position: number) {
    const [at, offset] = this.#find(position)
    const text = this.#texts[at] as Y.XmlText
    const next = this.#texts[at + 1]
    if (offset < (this.#lengths[at] as number)) {
      text.delete(offset, 1)
      this.#lengths[at] = (this.#lengths[at] as number) - 1
    } else if (next) {
      const words = next.toString()
      text.insert(offset, words)
      this.#fragment.delete(at + 1, 1)
      this.#texts.splice(at + 1, 1)
      this.#lengths.splice(at + 1, 1)
      this.#lengths[at] = offset + words.length
    }
  }

  #split(position: number) {
    const [at, offset] = this.#find(position)
    const text = this.#texts[at] as Y.XmlText
    const tail = text.toString().slice(offset)
    if (tail) text.delete(offset, tail.length)
    this.#lengths[at] = offset
    this.#add(at + 1, tail)
  }
}
