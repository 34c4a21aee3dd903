import { Editor } from "@tiptap/core"
import { yXmlFragmentToProseMirrorRootNode } from "@tiptap/y-tiptap"
import fc from "fast-check"
import { expect, test } from "vitest"
import * as Y from "yjs"
import { canonical, canonicalJson } from "#lib/document/canonical.ts"
import type { BriefContent, Cell, Language, ProseNode, Row, SectionContent } from "#lib/document/content.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { kinds, partsOf } from "#lib/document/kinds/registry.ts"
import { normalContent } from "#lib/document/normal.ts"
import { addRow, copyRow, moveRow, removeRow, rowsIn, writeText } from "#lib/document/rows.ts"
import { proseSchema } from "#lib/document/schema.ts"
import { type BriefFacts, fillDoc, type plainCell, prepareDoc, readContent } from "#lib/document/ydoc.ts"

const languages: Language[] = ["zh", "en"]
const outline: SectionOutline[] = kinds.map((kind) => ({
  key: `s_${kind.key}`,
  kind: kind.key,
  heading: kind.names,
  guidance: {},
  required: true,
  limit: null,
  adds: null,
}))
const facts: BriefFacts = {
  title: { zh: "试", en: "Trial" },
  template: { key: "all-kinds", version: 1 },
  languages,
  options: ["O-03"],
  marking: null,
  outline,
}

// Any content that the kinds allow

const words = fc
  .array(fc.constantFrom("三国", "powers", " ", "，", "G3+5", "\u{20BB7}", "\t", "<b>"), { minLength: 1, maxLength: 6 })
  .map((list) => list.join(""))
const id = fc.stringMatching(/^[a-z0-9_-]{1,6}$/)
const mark = fc.constantFrom(
  { type: "bold" },
  { type: "italic" },
  { type: "highlight" },
  { type: "link", attrs: { href: "https://example.org/" } },
)
const inline: fc.Arbitrary<ProseNode> = fc.oneof(
  words.map((text) => ({ type: "text", text })),
  fc.record({
    type: fc.constant("text"),
    text: words,
    marks: fc.uniqueArray(mark, { selector: ({ type }) => type, maxLength: 3 }),
  }),
  id.map((evidence) => ({ type: "citation", attrs: { evidence } })),
  fc.constant({ type: "hardBreak" }),
)
const paragraph: fc.Arbitrary<ProseNode> = fc
  .array(inline, { maxLength: 4 })
  .map((content) => ({ type: "paragraph", content }))
const block: fc.Arbitrary<ProseNode> = fc.oneof(
  { weight: 4, arbitrary: paragraph },
  fc
    .constantFrom(2, 3, 4)
    .chain((level) =>
      fc.array(inline, { maxLength: 2 }).map((content) => ({ type: "heading", attrs: { level }, content })),
    ),
  fc.constantFrom("bulletList", "orderedList").chain((type) =>
    fc
      .array(
        paragraph.map((one) => ({ type: "listItem", content: [one] })),
        { minLength: 1, maxLength: 3 },
      )
      .map((content) => ({ type, content })),
  ),
  paragraph.map((one) => ({ type: "blockquote", content: [one] })),
  paragraph.map((one) => ({
    type: "table",
    content: [{ type: "tableRow", content: [{ type: "tableHeader", attrs: { colspan: 2 }, content: [one] }] }],
  })),
  fc.constant({ type: "horizontalRule" }),
)
const prose: fc.Arbitrary<ProseNode> = fc.array(block, { maxLength: 4 }).map((content) => ({ type: "doc", content }))

const cellFor = (column: Parameters<typeof plainCell>[0]): fc.Arbitrary<Cell> => {
  switch (column.type) {
    case "text":
      return fc.record({ zh: words, en: words }, { requiredKeys: [] })
    case "number":
      return fc.integer({ min: column.min ?? -5, max: column.max ?? 5 })
    case "boolean":
      return fc.boolean()
    case "date":
      return fc.constantFrom("2004", "2004-10", "2004-10-22")
    case "choice": {
      const values = column.choices.map(({ value }) => value)
      return column.many ? fc.subarray(values) : fc.constantFrom(...values)
    }
    case "ref":
      return column.many ? fc.uniqueArray(id, { maxLength: 3 }) : id
    case "string":
      return words
  }
}

function rowsFor(section: SectionOutline): fc.Arbitrary<Record<string, Row[]>> {
  const parts = partsOf(section)
  const ids = (part: (typeof parts)[number]) =>
    part.single
      ? fc.constant(["fields"])
      : fc.uniqueArray(
          id.filter((one) => one !== "fields"),
          { maxLength: 3 },
        )
  return fc.tuple(...parts.map(ids)).chain((all) => {
    const arbitraries = parts.map((part, at) => {
      const across = part.across ? (all[parts.findIndex((one) => one.key === part.across?.part)] ?? []) : []
      const cells = Object.fromEntries([
        ...part.columns.map((column) => [column.key, cellFor(column)]),
        ...across.flatMap((row) =>
          (part.across?.columns ?? []).map((column) => [`${row}/${column.key}`, cellFor(column)]),
        ),
      ]) as Record<string, fc.Arbitrary<Cell>>
      return fc.tuple(
        ...(all[at] ?? []).map((row) =>
          fc.record(cells, { requiredKeys: [] }).map((made) => ({ id: row, cells: made as Row["cells"] })),
        ),
      )
    })
    return fc
      .tuple(...arbitraries)
      .map((rows) => Object.fromEntries(parts.map((part, at) => [part.key, rows[at] ?? []])))
  })
}

const sectionFor = (section: SectionOutline): fc.Arbitrary<SectionContent> =>
  fc.tuple(rowsFor(section), fc.record({ zh: prose, en: prose }, { requiredKeys: [] })).map(([parts, texts]) => ({
    key: section.key,
    kind: section.kind,
    heading: section.heading,
    parts,
    ...(section.kind === "prose" && { prose: texts }),
  }))

const sections = fc.tuple(...outline.map(sectionFor))
const contentOf = (list: SectionContent[]): BriefContent => {
  const { outline: _, ...known } = facts
  return normalContent({ schema: 1, ...known, sections: list })
}

test("what is written into a document is read out of it, for every kind", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(sections, (list) => {
      const doc = new Y.Doc()
      prepareDoc(doc, outline, languages)
      fillDoc(doc, list, languages, outline)
      const read = readContent(doc, facts)
      expect(read).toEqual(contentOf(list))
      expect(canonical(JSON.parse(canonical(read)) as BriefContent)).toBe(canonical(read))
    }),
    { numRuns: 20 },
  )
})

test("equal content has equal canonical text whatever its history, and other content another", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(sections, sections, (list, other) => {
      // One document is written at once. The other is written section by section by two people, over other text.
      const straight = new Y.Doc()
      fillDoc(straight, list, languages, outline)
      const [a, b] = [new Y.Doc(), new Y.Doc()]
      prepareDoc(a, outline, languages)
      Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
      for (const section of other) if (section.prose) fillDoc(a, [{ ...section, parts: {} }], languages, outline)
      Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
      for (const [at, section] of list.entries()) {
        const doc = at % 2 ? a : b
        // What the other text had and this has not is taken out again.
        for (const language of languages) {
          const root = doc.getXmlFragment(`p:${section.key}:${language}`)
          root.delete(0, root.length)
        }
        fillDoc(doc, [section], languages, outline)
      }
      Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
      Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
      const [one, two, three] = [straight, a, b].map((doc) => canonical(readContent(doc, facts)))
      expect(two).toBe(one)
      expect(three).toBe(one)
      const different = canonicalJson(contentOf(other)) !== canonicalJson(contentOf(list))
      expect(canonical(contentOf(other)) !== one).toBe(different)
    }),
    { numRuns: 8 },
  )
})

test("reading never writes, even where an editor would delete what it cannot show", () => {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment("p:s_prose:zh")
  const broken = new Y.XmlElement("bulletList")
  const strange = new Y.XmlElement("script")
  strange.insert(0, [new Y.XmlText("alert(1)")])
  const good = new Y.XmlElement("paragraph")
  good.insert(0, [new Y.XmlText("留下")])
  fragment.insert(0, [broken, strange, good])
  const before = Y.encodeStateAsUpdate(doc)
  const read = readContent(doc, facts).sections.find(({ kind }) => kind === "prose")
  expect(read?.prose?.zh).toEqual({
    type: "doc",
    content: [{ type: "paragraph", content: [{ type: "text", text: "留下" }] }],
  })
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
})

test("what is read is what an editor shows", () => {
  fc.assert(
    fc.property(prose, (made) => {
      const doc = new Y.Doc()
      fillDoc(doc, [{ key: "s_prose", kind: "prose", heading: {}, prose: { zh: made } }], languages, outline)
      const shown = yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment("p:s_prose:zh"), proseSchema())
      const read = readContent(doc, facts).sections.find(({ kind }) => kind === "prose")?.prose?.zh
      expect(read).toEqual(
        contentOf([{ key: "s_prose", kind: "prose", heading: {}, prose: { zh: shown.toJSON() as ProseNode } }])
          .sections[0]?.prose?.zh,
      )
    }),
  )
})

test("a value that its column cannot hold is not read, and is refused when written", () => {
  const risks = outline.find(({ kind }) => kind === "risk_register") as SectionOutline
  const fill = (cells: Row["cells"], part = "risks") => {
    const doc = new Y.Doc()
    fillDoc(
      doc,
      [{ key: risks.key, kind: risks.kind, heading: {}, parts: { [part]: [{ id: "r1", cells }] } }],
      languages,
      outline,
    )
    return doc
  }
  for (const cells of [
    { likelihood: 6 },
    { likelihood: "high" },
    { status: "gone" },
    { nonsense: 1 },
    { risk: "牵头之争" },
  ] as Row["cells"][])
    expect(() => fill(cells)).toThrow(RangeError)
  expect(() => fill({}, "rows")).toThrow(RangeError)
  const doc = fill({ likelihood: 4 })
  const row = doc.getMap("t:s_risk_register").get("risks/r1") as Y.Map<unknown>
  row.set("impact", "5")
  row.set("likelihood", Number.NaN)
  row.set("status", { toString: 1 })
  doc.getMap("t:s_risk_register").set("risks/r2", "not a row")
  doc.getMap("t:s_risk_register").set("nonsense/r3", new Y.Map())
  expect(readContent(doc, facts).sections.find(({ kind }) => kind === "risk_register")?.parts).toEqual({
    risks: [{ id: "r1", cells: {} }],
  })
})

test("a new row has the cells of every table that crosses it; a removed one takes them along", () => {
  const doc = new Y.Doc()
  const section = outline.find(({ kind }) => kind === "criteria_matrix") as SectionOutline
  const parts = partsOf(section)
  const root = doc.getMap(`t:${section.key}`)
  const [options, criteria] = ["options", "criteria"].map((key) => parts.find((part) => part.key === key))
  if (!options || !criteria) throw new Error("criteria_matrix has other parts")
  const first = addRow(root, parts, options, languages)
  const criterion = addRow(root, parts, criteria, languages)
  const second = addRow(root, parts, options, languages, { after: null })
  const row = root.get(`criteria/${criterion}`) as Y.Map<unknown>
  expect(rowsIn(root, "options").map((one) => one.id)).toEqual([second, first])
  for (const option of [first, second])
    for (const language of languages) expect(row.get(`${option}/reason:${language}`)).toBeInstanceOf(Y.XmlFragment)
  row.set(`${first}/score`, 4)
  moveRow(root, "options", second, first)
  expect(rowsIn(root, "options").map((one) => one.id)).toEqual([first, second])
  removeRow(root, parts, "options", first)
  expect([...row.keys()].some((key) => key.startsWith(`${first}/`))).toBe(false)
  expect(rowsIn(root, "options").map((one) => one.id)).toEqual([second])
})

test("a copied row has the cells of its own and those that others have for it, and is written apart from it", () => {
  const doc = new Y.Doc()
  const section = outline.find(({ kind }) => kind === "criteria_matrix") as SectionOutline
  const parts = partsOf(section)
  const root = doc.getMap(`t:${section.key}`)
  const [options, criteria] = ["options", "criteria"].map((key) => parts.find((part) => part.key === key))
  if (!options || !criteria) throw new Error("criteria_matrix has other parts")
  const option = addRow(root, parts, options, languages)
  const criterion = addRow(root, parts, criteria, languages)
  const row = root.get(`criteria/${criterion}`) as Y.Map<unknown>
  row.set(`${option}/score`, 4)
  writeText(row, `${option}/reason:zh`, "近")
  const undo = new Y.UndoManager(root, { trackedOrigins: new Set(["hand"]) })
  const before = JSON.stringify(root.toJSON())
  const column = copyRow(root, parts, options, languages, option, { origin: "hand" })
  expect(rowsIn(root, "options").map(({ id }) => id)).toEqual([option, column])
  expect(row.get(`${column}/score`)).toBe(4)
  writeText(row, `${column}/reason:zh`, "远")
  expect(String(row.get(`${option}/reason:zh`))).toContain("近")
  expect(row.get(`${column}/reason:en`)).toBeInstanceOf(Y.XmlFragment)
  undo.undo()
  expect(JSON.stringify(root.toJSON())).toBe(before)

  const copy = copyRow(root, parts, criteria, languages, criterion)
  expect(rowsIn(root, "criteria").map(({ id }) => id)).toEqual([criterion, copy])
  expect((root.get(`criteria/${copy}`) as Y.Map<unknown>).toJSON()).toMatchObject({ [`${option}/score`]: 4 })
})

test("a row can stand between two that were added at the same place by two people", () => {
  const doc = new Y.Doc()
  const section = outline.find(({ kind }) => kind === "key_points") as SectionOutline
  const parts = partsOf(section)
  const root = doc.getMap(`t:${section.key}`)
  const part = parts.find((one) => !one.single)
  if (!part) throw new Error("key_points has no list")
  for (const id of ["a", "b", "c", "d"]) addRow(root, parts, part, languages, { id })
  for (const { map } of rowsIn(root, part.key).slice(0, 3)) map.set("order", "V")
  const order = () => rowsIn(root, part.key).map(({ id }) => id)
  expect(order()).toEqual(["a", "b", "c", "d"])
  moveRow(root, part.key, "d", "a")
  expect(order()).toEqual(["a", "d", "b", "c"])
  addRow(root, parts, part, languages, { id: "e", after: "b" })
  expect(order()).toEqual(["a", "d", "b", "e", "c"])
  moveRow(root, part.key, "c", null)
  expect(order()).toEqual(["c", "a", "d", "b", "e"])
})

test("an unsafe link, a control character and half a character do not reach the canonical text", () => {
  const text = (href: string): ProseNode => ({
    type: "text",
    text: "a\u0000b\ud800c",
    marks: [{ type: "link", attrs: { href } }],
  })
  const section = (href: string): SectionContent => ({
    key: "s",
    kind: "prose",
    heading: {},
    prose: { en: { type: "doc", content: [{ type: "paragraph", content: [text(href)] }] } },
  })
  expect(contentOf([section("javascript:alert(1)")]).sections[0]?.prose?.en?.content?.[0]?.content).toEqual([
    { type: "text", text: "ab\ufffdc" },
  ])
  expect(canonical(contentOf([section("mailto:a@b.c")]))).toContain("mailto:a@b.c")
})

test("attributes that no editor writes are not read, and a heading stays among the levels of a section", () => {
  const doc = new Y.Doc()
  const heading = new Y.XmlElement("heading")
  heading.setAttribute("level", 99 as never)
  heading.setAttribute("onclick", "alert(1)")
  heading.insert(0, [new Y.XmlText("题")])
  const paragraph = new Y.XmlElement("paragraph")
  const citation = new Y.XmlElement("citation")
  citation.setAttribute("evidence", new Y.Map() as never)
  paragraph.insert(0, [citation])
  doc.getXmlFragment("p:s_prose:zh").insert(0, [heading, paragraph])
  const read = readContent(doc, facts).sections.find(({ kind }) => kind === "prose")?.prose?.zh
  expect(read?.content).toEqual([
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "题" }] },
    { type: "paragraph", content: [{ type: "citation" }] },
  ])
})

test("the schema needs no browser, and its editor would not write on opening", () => {
  expect(Editor).toBeTypeOf("function")
  expect(proseSchema().nodes.citation?.isAtom).toBe(true)
  expect(Object.keys(proseSchema().marks).sort()).toEqual(
    ["bold", "code", "highlight", "italic", "link", "strike", "subscript", "superscript", "underline"].sort(),
  )
})
