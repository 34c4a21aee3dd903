import { expect, test } from "vitest"
import * as Y from "yjs"
import { anchorInput, cellAnchor, makeAnchor, resolveAnchor } from "#lib/document/anchor.ts"
import type { ProseNode } from "#lib/document/content.ts"
import { writeProse } from "#lib/document/prose.ts"
import { fillDoc } from "#lib/document/ydoc.ts"

const root = "p:problem:en"
const paragraph = (...content: ProseNode[]): ProseNode => ({ type: "paragraph", content })
const text = (said: string): ProseNode => ({ type: "text", text: said })

function docOf(...content: ProseNode[]) {
  const doc = new Y.Doc()
  writeProse(doc.getXmlFragment(root), { type: "doc", content })
  return doc
}

const firstText = (doc: Y.Doc, at = 0) =>
  (doc.getXmlFragment(root).get(at) as Y.XmlElement).toArray().find((child) => child instanceof Y.XmlText) as Y.XmlText

test("a range moves with its words and does not widen when someone types at its edges", () => {
  const doc = docOf(paragraph(text("Three powers agree first.")))
  // "powers": position 1 is the start of the paragraph's text.
  const anchor = makeAnchor(doc, root, 7, 13)
  expect(anchorInput.parse(JSON.parse(JSON.stringify(anchor)))).toEqual(anchor)
  expect(resolveAnchor(doc, anchor)).toEqual({ type: "range", root, from: 7, to: 13 })
  firstText(doc).insert(0, "The ")
  expect(resolveAnchor(doc, anchor)).toEqual({ type: "range", root, from: 11, to: 17 })
  firstText(doc).insert(16, "!!")
  firstText(doc).insert(10, "??")
  expect(resolveAnchor(doc, anchor)).toEqual({ type: "range", root, from: 13, to: 19 })
  firstText(doc).insert(14, "--")
  expect(resolveAnchor(doc, anchor)).toEqual({ type: "range", root, from: 13, to: 21 })
})

test("a range over two paragraphs and a citation keeps both ends", () => {
  const doc = docOf(
    { type: "bulletList", content: [{ type: "listItem", content: [paragraph(text("环境不适"))] }] },
    paragraph(text("一"), { type: "citation", attrs: { evidence: "A1" } }, text("二三")),
  )
  // list 0, item 1, paragraph 2, text from 3 to 7; closing to 10; paragraph 10, text 11, citation 12, text 13.
  const anchor = makeAnchor(doc, root, 5, 14)
  expect(resolveAnchor(doc, anchor)).toEqual({ type: "range", root, from: 5, to: 14 })
  const cited = makeAnchor(doc, root, 12, 13)
  expect(resolveAnchor(doc, cited)).toEqual({ type: "range", root, from: 12, to: 13 })
  doc.getXmlFragment(root).insert(0, [new Y.XmlElement("paragraph")])
  expect(resolveAnchor(doc, anchor)).toEqual({ type: "range", root, from: 7, to: 16 })
})

test("deleted words have no place, unless the same words came back once", () => {
  const doc = docOf(paragraph(text("Act alone, or act together.")), paragraph(text("Wait.")))
  const anchor = makeAnchor(doc, root, 5, 10)
  firstText(doc).delete(4, 5)
  expect(resolveAnchor(doc, anchor, "alone")).toBeNull()
  firstText(doc, 1).insert(0, "alone ")
  expect(resolveAnchor(doc, anchor, "alone")).toEqual({ type: "range", root, from: 25, to: 30 })
  firstText(doc, 1).insert(0, "alone ")
  expect(resolveAnchor(doc, anchor, "alone")).toBeNull()
  expect(() => makeAnchor(doc, root, 5, 5)).toThrow(RangeError)
})

test("two people's documents agree on the place", () => {
  const here = docOf(paragraph(text("Consensus of three, persuasion of five.")))
  const there = new Y.Doc()
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  const anchor = makeAnchor(there, root, 21, 31)
  firstText(here).insert(0, "Decision: ")
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  expect(resolveAnchor(here, anchor)).toEqual(resolveAnchor(there, anchor))
  expect(resolveAnchor(here, anchor)).toEqual({ type: "range", root, from: 31, to: 41 })
})

test("rows and cells are found while they exist, and a range can lie in a cell", () => {
  const doc = new Y.Doc()
  fillDoc(
    doc,
    [
      {
        key: "risks",
        kind: "risk_register",
        heading: {},
        parts: { risks: [{ id: "r1", cells: { risk: { zh: "牵头之争" } } }] },
      },
    ],
    ["zh"],
  )
  const cell = "t:risks/risks/r1/risk:zh"
  const range = makeAnchor(doc, cell, 1, 3)
  expect(resolveAnchor(doc, range)).toEqual({ type: "range", root: cell, from: 1, to: 3 })
  const row = cellAnchor("risks", "risks", "r1")
  expect(resolveAnchor(doc, row)).toEqual(row)
  expect(resolveAnchor(doc, cellAnchor("risks", "risks", "r1", "risk"))).toMatchObject({ type: "cell", column: "risk" })
  doc.getMap("t:risks").delete("risks/r1")
  expect(resolveAnchor(doc, row)).toBeNull()
  expect(resolveAnchor(doc, range, "牵头")).toBeNull()
})
