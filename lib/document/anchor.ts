// Where a thread stands. A range holds on to the characters, not to numbers: it moves with the text, and typing at its
// edges does not widen it. Addresses of texts are those of the page:
//   p:<section>:<lang>                                        prose
//   t:<section>/<part>/<row>/[<across row>/]<column>:<lang>   the text of a cell
// Positions are ProseMirror's, counted from the Y types themselves, so no editor need be open.

import * as Y from "yjs"
import { z } from "zod"
import { proseSchema } from "#lib/document/schema.ts"

const name = z.string().min(1).max(200)
/** Y.RelativePosition as JSON. */
const relative = z.looseObject({ assoc: z.number().optional() })

/** An anchor as it comes from outside. */
export const anchorInput = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("section"), section: name }),
  z.strictObject({ type: z.literal("row"), section: name, part: name, row: name }),
  /** `column` is the key in the row: "interests", or "<across row>/reason". */
  z.strictObject({ type: z.literal("cell"), section: name, part: name, row: name, column: name }),
  z.strictObject({ type: z.literal("range"), root: name, from: relative, to: relative }),
])
export type Anchor = z.infer<typeof anchorInput>

/** The place of an anchor now. A range gives ProseMirror positions in the text at `root`. */
export type Place = Exclude<Anchor, { type: "range" }> | { type: "range"; root: string; from: number; to: number }

export const sectionAnchor = (section: string): Anchor => ({ type: "section", section })

/** On a row, or on one cell of it. */
export const cellAnchor = (section: string, part: string, row: string, column?: string): Anchor =>
  column === undefined ? { type: "row", section, part, row } : { type: "cell", section, part, row, column }

/** On the text between two ProseMirror positions of the text at `root`. Throws a RangeError if they enclose nothing. */
export function makeAnchor(doc: Y.Doc, root: string, from: number, to: number): Anchor {
  const fragment = fragmentAt(doc, root)
  const spots = fragment ? charactersIn(fragment).filter(({ position }) => position >= from && position < to) : []
  const [first, last] = [spots[0], spots.at(-1)]
  if (!first || !last) throw new RangeError(`nothing between ${from} and ${to} in ${root}`)
  return {
    type: "range",
    root,
    // The start holds on to the character after it, the end to the character before it.
    from: relativeJson(Y.createRelativePositionFromTypeIndex(first.in, first.index, 0)),
    to: relativeJson(Y.createRelativePositionFromTypeIndex(last.in, last.index + 1, -1)),
  }
}

const relativeJson = (position: Y.RelativePosition) => JSON.parse(JSON.stringify(position)) as Record<string, unknown>

/**
 * Where the anchor is now, or null if what it held on to is gone. With the `quote`, words that were deleted and came
 * back (an undo, a paste) are found again, if they stand there exactly once.
 */
export function resolveAnchor(doc: Y.Doc, anchor: Anchor, quote?: string): Place | null {
  if (anchor.type === "section") return anchor
  if (anchor.type !== "range")
    return doc.getMap(`t:${anchor.section}`).has(`${anchor.part}/${anchor.row}`) ? anchor : null
  const fragment = fragmentAt(doc, anchor.root)
  if (!fragment) return null
  const characters = charactersIn(fragment)
  const spot = (json: unknown) => {
    const at = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), doc)
    // The place before the index-th character of that type; its end is after the last one.
    const inside = at ? characters.filter((character) => character.in === at.type) : []
    const found = at && (inside.find(({ index }) => index >= at.index) ?? inside.at(-1))
    return found && at ? found.position + (at.index > found.index ? 1 : 0) : null
  }
  const [from, to] = [spot(anchor.from), spot(anchor.to)]
  if (from !== null && to !== null && from < to) return { type: "range", root: anchor.root, from, to }
  return quote ? findQuote(characters, quote, anchor.root) : null
}

function findQuote(characters: Character[], quote: string, root: string): Place | null {
  const text = characters.map(({ said }) => said).join("")
  const words = quote.replace(/\s*\n\s*/g, "")
  const at = words ? text.indexOf(words) : -1
  if (at < 0 || text.indexOf(words, at + 1) >= 0) return null
  const [first, last] = [characters[at], characters[at + words.length - 1]]
  return first && last ? { type: "range", root, from: first.position, to: last.position + 1 } : null
}

/** The text at an address; null if there is none. */
export function fragmentAt(doc: Y.Doc, root: string): Y.XmlFragment | null {
  if (root.startsWith("p:")) return doc.getXmlFragment(root)
  const [, section, row, key] = /^t:([^/]+)\/([^/]+\/[^/]+)\/(.+)$/.exec(root) ?? []
  const map = section && row ? doc.getMap(`t:${section}`).get(row) : undefined
  const text = map instanceof Y.Map && key ? map.get(key) : undefined
  return text instanceof Y.XmlFragment ? text : null
}

/** One UTF-16 unit of text, or one inline node that stands for itself (a citation, a line break). */
interface Character {
  position: number
  said: string
  in: Y.XmlText | Y.XmlElement
  index: number
}

function charactersIn(fragment: Y.XmlFragment): Character[] {
  const characters: Character[] = []
  const walk = (parent: Y.XmlFragment | Y.XmlElement, start: number): number => {
    let position = start
    for (const [index, child] of parent.toArray().entries()) {
      if (child instanceof Y.XmlText) {
        const text = textOf(child)
        for (let unit = 0; unit < text.length; unit++)
          characters.push({ position: position + unit, said: text[unit] as string, in: child, index: unit })
        position += text.length
      } else if (child instanceof Y.XmlElement) {
        const type = proseSchema().nodes[child.nodeName]
        if (type?.isLeaf) {
          if (type.isInline && parent instanceof Y.XmlElement)
            characters.push({ position, said: child.nodeName === "hardBreak" ? "" : "\ufffc", in: parent, index })
          position += 1
        } else position = walk(child, position + 1) + 1
      }
    }
    return position
  }
  walk(fragment, 0)
  return characters.sort((a, b) => a.position - b.position)
}

const textOf = (text: Y.XmlText) =>
  (text.toDelta() as { insert: unknown }[]).map(({ insert }) => (typeof insert === "string" ? insert : "")).join("")
