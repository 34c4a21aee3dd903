import { prosemirrorToYXmlFragment, updateYFragment } from "@tiptap/y-tiptap"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { canonical } from "#lib/document/canonical.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import { mendSection } from "#lib/document/mend.ts"
import { addRow } from "#lib/document/rows.ts"
import { proseSchema } from "#lib/document/schema.ts"
import { hostile, keptWords, poison } from "#lib/document/test-hostile.ts"
import { faultsIn } from "#lib/document/valid.ts"
import { readContent } from "#lib/document/ydoc.ts"

const outlineOf = (key: string, kind: string): SectionOutline => ({
  key,
  kind,
  heading: { en: key },
  guidance: {},
  required: true,
  limit: null,
  adds: null,
})
const outline = [outlineOf("problem", "prose"), outlineOf("actors", "actor_table")]
const [problem, actors] = outline as [SectionOutline, SectionOutline]
const facts = {
  title: { en: "Brief" },
  template: { key: "x", version: 1 },
  languages: ["zh" as const, "en" as const],
  options: [],
  marking: null,
  outline,
}

const written = (update: Uint8Array) => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc
}

test("the corpus has at least two hundred, each with a name of its own", () => {
  expect(hostile.length).toBeGreaterThanOrEqual(200)
  expect(new Set(hostile.map(({ name }) => name)).size).toBe(hostile.length)
})

describe.each(hostile)("$name", ({ section, write }) => {
  const source = new Y.Doc()
  write(source)
  const update = Y.encodeStateAsUpdate(source)
  const own = section === "problem" ? problem : actors
  const other = section === "problem" ? actors : problem

  test("is found, in its section only", () => {
    const doc = written(update)
    const before = Y.encodeStateAsUpdate(doc)
    expect(faultsIn(doc, own)).not.toEqual([])
    expect(faultsIn(doc, other)).toEqual([])
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  test("is left out of the content", () => {
    const text = canonical(readContent(written(update), facts))
    expect(text).not.toContain(poison)
    expect(text).not.toMatch(/javascript|onclick|"class"|"style"|iframe/i)
  })

  test("is mended: nothing is wrong any more, and the words are there", () => {
    const doc = written(update)
    mendSection(doc, own)
    expect(faultsIn(doc, own)).toEqual([])
    const text = canonical(readContent(doc, facts))
    const said = section === "problem" || JSON.stringify(doc.getMap("t:actors").toJSON()).includes(keptWords)
    if (said) expect(text.replaceAll(/<[^>]*>/g, "")).toContain(section === "problem" ? keptWords : "Kept")
    const again = written(Y.encodeStateAsUpdate(doc))
    expect(canonical(readContent(again, facts))).toBe(text)
    expect(again.store.pendingStructs).toBeNull()
  })
})

test("what is sound is not touched when something else in the section is mended", () => {
  const doc = new Y.Doc()
  const [bad] = hostile as [(typeof hostile)[number]]
  bad.write(doc)
  const zh = doc.getXmlFragment("p:problem:zh")
  const paragraph = new Y.XmlElement("paragraph")
  zh.insert(0, [paragraph])
  paragraph.insert(0, [new Y.XmlText("好的")])
  const place = Y.createRelativePositionFromTypeIndex(paragraph.get(0) as Y.XmlText, 1)
  mendSection(doc, problem)
  expect(Y.createAbsolutePositionFromRelativePosition(place, doc)?.index).toBe(1)
})

// What editors write, several at once, merged in any order: two people may leave something between them that no one of
// them would, and it is no fault.

const schema = proseSchema()
const marks = fc.subarray(["bold", "italic", "underline", "highlight"]).map((names) => names.map((type) => ({ type })))
const text = fc.record({
  type: fc.constant("text"),
  text: fc.string({ minLength: 1, unit: "grapheme" }),
  marks,
})
const inline = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: text },
    { weight: 1, arbitrary: fc.constant({ type: "hardBreak" }) },
    { weight: 1, arbitrary: fc.constant({ type: "citation", attrs: { evidence: "e1" } }) },
    {
      weight: 1,
      arbitrary: text.map((node) => ({
        ...node,
        marks: [{ type: "link", attrs: { href: "https://example.org/?a=1&b=<2>" } }],
      })),
    },
  ),
  { maxLength: 4 },
)
const { block } = fc.letrec<{ block: { type: string } }>((tie) => ({
  block: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ type: fc.constant("paragraph"), content: inline }),
    fc.record({ type: fc.constant("heading"), attrs: fc.record({ level: fc.constantFrom(2, 3, 4) }), content: inline }),
    fc.record({ type: fc.constant("codeBlock"), content: fc.constant([{ type: "text", text: "code" }]) }),
    fc.constant({ type: "horizontalRule" }),
    fc.record({ type: fc.constant("blockquote"), content: fc.array(tie("block"), { minLength: 1, maxLength: 2 }) }),
    fc.record({
      type: fc.constantFrom("bulletList", "orderedList"),
      content: fc.array(
        fc.record({
          type: fc.constant("listItem"),
          content: fc.array(tie("block"), { maxLength: 2 }).map((more) => [{ type: "paragraph" }, ...more]),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      type: fc.constant("table"),
      content: fc.array(
        fc.record({
          type: fc.constant("tableRow"),
          content: fc.array(
            fc.record({ type: fc.constantFrom("tableCell", "tableHeader"), content: fc.tuple(tie("block")) }),
            { minLength: 1, maxLength: 3 },
          ),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  ),
}))
const document = fc.array(block, { minLength: 1, maxLength: 4 }).map((content) => ({ type: "doc", content }))

test("what editors write is never found at fault, however the work of several comes together", () => {
  fc.assert(
    fc.property(fc.array(document, { minLength: 3, maxLength: 6 }), ([first, ...later]) => {
      const start = new Y.Doc()
      prosemirrorToYXmlFragment(schema.nodeFromJSON(first), start.getXmlFragment("p:problem:en"))
      const people = [0, 1].map(() => written(Y.encodeStateAsUpdate(start)))
      for (const [turn, next] of later.entries()) {
        const doc = people[turn % 2] as Y.Doc
        const meta = { mapping: new Map(), isOMark: new Map() }
        updateYFragment(doc, doc.getXmlFragment("p:problem:en"), schema.nodeFromJSON(next), meta as never)
        if (turn % 3 === 2)
          for (const one of people) for (const two of people) Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
      }
      const [a, b] = people as [Y.Doc, Y.Doc]
      Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
      expect(faultsIn(a, problem)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test("rows that the page makes, in every kind that has rows, are never found at fault", () => {
  const doc = new Y.Doc()
  for (const part of partsOf(actors)) {
    const id = addRow(doc.getMap("t:actors"), partsOf(actors), part, ["zh", "en"], part.single ? { id: "fields" } : {})
    const row = doc.getMap<Y.Map<unknown>>("t:actors").get(`${part.key}/${id}`) as Y.Map<unknown>
    for (const column of part.columns) {
      if (column.type === "text") continue
      const many = "many" in column && column.many
      row.set(
        column.key,
        column.type === "number" ? 3 : column.type === "boolean" ? true : many ? ["a"] : "anything typed",
      )
    }
  }
  expect(faultsIn(doc, actors)).toEqual([])
})
