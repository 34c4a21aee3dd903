// With real documents: a server, a page that wrote without it, and what became of the brief meanwhile.

import { beforeEach, describe, expect, test } from "vitest"
import * as Y from "yjs"
import { placesChanged } from "#components/editor/roots.ts"
import { type KeptEdit, sortEdits, textsAsWritten } from "./sort-edits.ts"

let server: Y.Doc
const everywhere = () => true
const except = (closed: string) => (section: string) => section !== closed

/** A page that has the server's document and notes each edit as it is made. */
function openPage() {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server))
  const edits: KeptEdit[] = []
  doc.on("update", (update: Uint8Array, _origin, _doc, transaction: Y.Transaction) => {
    edits.push({ client: doc.clientID, update, places: [...placesChanged(transaction)] })
  })
  return { doc, edits, base: Y.encodeStateAsUpdate(doc) }
}

function write(doc: Y.Doc, section: string, words: string) {
  const fragment = doc.getXmlFragment(`p:${section}:en`)
  doc.transact(() => {
    const paragraph = new Y.XmlElement("paragraph")
    paragraph.insert(0, [new Y.XmlText(words)])
    fragment.insert(fragment.length, [paragraph])
  })
}

function type(doc: Y.Doc, section: string, at: number, words: string) {
  const paragraph = doc.getXmlFragment(`p:${section}:en`).get(at) as Y.XmlElement
  const text = paragraph.get(0) as Y.XmlText
  for (const letter of words) text.insert(text.length, letter)
}

const textOf = (doc: Y.Doc, section: string) => doc.getXmlFragment(`p:${section}:en`).toJSON()
const give = (edits: KeptEdit[]) => {
  for (const { update } of edits) Y.applyUpdate(server, update)
}

beforeEach(() => {
  server = new Y.Doc()
  write(server, "issue", "As it was.")
  write(server, "background", "Long ago.")
})

describe("what the server has", () => {
  test("insertions and deletions that arrived are known, the rest is sendable, and brings it to the same text", () => {
    const { doc, edits } = openPage()
    type(doc, "issue", 0, " One.")
    doc.getXmlFragment("p:background:en").delete(0)
    give(edits)
    const arrived = edits.length
    type(doc, "issue", 0, " Two.")
    doc.getXmlFragment("p:issue:en").delete(0)
    write(doc, "issue", "Anew.")

    const { known, sendable, refused } = sortEdits(server, edits, everywhere)
    expect(known).toEqual(edits.slice(0, arrived))
    expect(sendable).toEqual(edits.slice(arrived))
    expect(refused).toEqual([])
    give(sendable)
    expect(textOf(server, "issue")).toBe(textOf(doc, "issue"))
    expect(textOf(server, "background")).toBe("")
    expect(sortEdits(server, edits, everywhere).known).toEqual(edits)
  })

  test("a deletion that did not arrive is not known, though all that was inserted is", () => {
    const { doc, edits } = openPage()
    write(doc, "issue", "For a moment.")
    give(edits)
    doc.getXmlFragment("p:issue:en").delete(1)
    const sorted = sortEdits(server, edits, everywhere)
    expect(sorted.known).toEqual([edits[0]])
    expect(sorted.sendable).toEqual([edits[1]])
  })

  test("what others deleted meanwhile is known too", () => {
    const { doc, edits } = openPage()
    doc.getXmlFragment("p:issue:en").delete(0)
    server.getXmlFragment("p:issue:en").delete(0)
    expect(sortEdits(server, edits, everywhere).known).toEqual(edits)
  })

  test("what arrived is known also where nobody may write any more", () => {
    const { doc, edits } = openPage()
    type(doc, "issue", 0, "!")
    give(edits)
    expect(sortEdits(server, edits, () => false).known).toEqual(edits)
  })
})

describe("what the server will not take", () => {
  test("edits in a closed section are refused, and after the first of them all that follow it", () => {
    const { doc, edits } = openPage()
    write(doc, "background", "Sent.")
    write(doc, "issue", "Closed meanwhile.")
    write(doc, "background", "Leans on the clock before.")
    const { known, sendable, refused } = sortEdits(server, edits, except("issue"))
    expect(known).toEqual([])
    expect(sendable).toEqual([edits[0]])
    expect(refused).toEqual(edits.slice(1))
  })

  test("a page's edits that lean on another page's go only with them", () => {
    const first = openPage()
    write(first.doc, "issue", "By the first page.")
    const second = openPage()
    for (const { update } of first.edits) Y.applyUpdate(second.doc, update)
    const own = () => second.edits.filter(({ client, places }) => client === second.doc.clientID && places.length > 0)
    second.edits.length = 0
    type(second.doc, "issue", 1, " And by the second.")
    expect(sortEdits(server, own(), everywhere).refused).toEqual(own())
    const both = [...first.edits, ...own()]
    expect(sortEdits(server, both, everywhere)).toEqual({ known: [], sendable: both, refused: [] })
  })

  test("a hole in what was kept and bytes that are no edit are refused, and leave nothing pending", () => {
    const { doc, edits } = openPage()
    write(doc, "issue", "Kept.")
    write(doc, "issue", "Lost.")
    write(doc, "issue", "Kept as well.")
    const damaged = { client: 1, update: new Uint8Array([1, 2, 3]), places: ["p:issue:en"] }
    const found = [edits[0] as KeptEdit, edits[2] as KeptEdit, damaged]
    const { sendable, refused } = sortEdits(server, found, everywhere)
    expect(sendable).toEqual([edits[0]])
    expect(refused).toEqual([edits[2], damaged])
    give(sendable)
    expect(server.store.pendingStructs).toBeNull()
  })

  test("an edit in a paragraph that others deleted is sendable: nothing it leans on is missing", () => {
    const { doc, edits } = openPage()
    type(doc, "issue", 0, " More.")
    server.getXmlFragment("p:issue:en").delete(0)
    expect(sortEdits(server, edits, everywhere).sendable).toEqual(edits)
    give(edits)
    expect(server.store.pendingStructs).toBeNull()
  })
})

describe("what the author is shown", () => {
  test("the text as they saw it, also where others have deleted it since", () => {
    const { doc, edits, base } = openPage()
    type(doc, "issue", 0, " Written on the train.")
    server.getXmlFragment("p:issue:en").delete(0)
    const texts = textsAsWritten(server, base, edits, ["p:issue:en"])
    expect(texts).toEqual([{ place: "p:issue:en", text: "As it was. Written on the train." }])
    expect(server.getXmlFragment("p:issue:en").length).toBe(0)
  })

  test("on the server's text where the one of then was not kept, or is too old", () => {
    const early = openPage().base
    write(server, "issue", "By somebody else.")
    const { doc, edits } = openPage()
    type(doc, "issue", 1, " With mine.")
    for (const base of [undefined, early])
      expect(textsAsWritten(server, base, edits, ["p:issue:en"])).toEqual([
        { place: "p:issue:en", text: "As it was.\nBy somebody else. With mine." },
      ])
  })

  test("that there was a change, where it left no text", () => {
    const { doc, edits, base } = openPage()
    doc.getXmlFragment("p:issue:en").delete(0)
    expect(textsAsWritten(server, base, edits, ["p:issue:en"])).toEqual([{ place: "p:issue:en", text: "" }])
  })
})

test("the places of an edit are those that it changed, in prose and in rows", () => {
  const { doc, edits } = openPage()
  type(doc, "issue", 0, "!")
  const row = new Y.Map<unknown>()
  doc.transact(() => doc.getMap("t:next").set("steps/1", row))
  row.set("by", "ministry")
  doc.getXmlFragment("p:issue:en").delete(0)
  expect(edits.map(({ places }) => places)).toEqual([
    ["p:issue:en"],
    ["t:next/steps/1"],
    ["t:next/steps/1/by"],
    ["p:issue:en"],
  ])
})
