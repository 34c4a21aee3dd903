// What somebody could have put into a log past the gate: addresses, attributes, nodes, marks, nesting, things and rows
// that no editor of ours writes. Each writes into the section "problem" (prose) or "actors" (rows) of a document.

import * as Y from "yjs"

export interface Hostile {
  name: string
  section: "problem" | "actors"
  write(doc: Y.Doc): void
}

/** The words that each hostile text holds: whoever mends it keeps them. */
export const keptWords = "Kept words"
/** Whatever a hostile thing says besides: no rendering may say it. */
export const poison = "p0is0n"

const prose = "p:problem:en"
type Child = Y.XmlElement | Y.XmlText

function element(name: string, attributes: Record<string, unknown> = {}, ...children: Child[]): Y.XmlElement {
  const made = new Y.XmlElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string)
  if (children.length > 0) made.insert(0, children)
  return made
}

const words = (attributes?: Record<string, unknown>): Y.XmlText => {
  const text = new Y.XmlText()
  text.insert(0, keptWords, attributes)
  return text
}
const paragraph = (...children: Child[]) => element("paragraph", {}, ...(children.length > 0 ? children : [words()]))

const inProse = (name: string, make: () => Child): Hostile => ({
  name,
  section: "problem",
  write: (doc) => {
    const fragment = doc.getXmlFragment(prose)
    fragment.insert(fragment.length, [make()])
  },
})

const schemes = ["javascript", "JaVaScRiPt", "vbscript", "data", "file", "blob", "ftp", "about", "ws", "view-source"]
const tricks: Record<string, (scheme: string) => string> = {
  plain: (scheme) => `${scheme}:${poison}`,
  tab: (scheme) => `${scheme.slice(0, 2)}\t${scheme.slice(2)}:${poison}`,
  newline: (scheme) => `${scheme.slice(0, 2)}\n${scheme.slice(2)}:${poison}`,
  "carriage return": (scheme) => `${scheme}\r:${poison}`,
  "control before": (scheme) => `\u0001${scheme}:${poison}`,
  "space before": (scheme) => `  ${scheme}:${poison}`,
  "zero width before": (scheme) => `\u200b${scheme}:${poison}`,
  entity: (scheme) => `${scheme[0]}&#x${(scheme.codePointAt(1) ?? 0).toString(16)};${scheme.slice(2)}:${poison}`,
  "entity colon": (scheme) => `${scheme}&colon;${poison}`,
  percent: (scheme) => `%${(scheme.codePointAt(0) ?? 0).toString(16)}${scheme.slice(1)}:${poison}`,
}
const addresses: unknown[] = [
  ...schemes.flatMap((scheme) => Object.values(tricks).map((trick) => trick(scheme))),
  `https\t://${poison}`,
  `https://${poison}\nx`,
  `https://${poison}\u0000`,
  `http\u0085://${poison}`,
  `//${poison}`,
  `/${poison}`,
  `#${poison}`,
  poison,
  "",
  7,
  true,
  [`https://${poison}`],
  { toString: poison },
]

const strange: Record<string, unknown> = {
  class: `fixed inset-0 ${poison}`,
  style: `position:fixed;${poison}`,
  onclick: poison,
  onmouseover: poison,
  id: poison,
  src: poison,
  srcdoc: poison,
  "data-x": poison,
  contenteditable: "true",
  constructor: poison,
}
const bearers = ["paragraph", "heading", "blockquote", "codeBlock"]
const wrong: [node: string, attribute: string, values: unknown[]][] = [
  ["heading", "level", ["2", 0, 99, 2.5, true, { level: poison }, [2]]],
  ["orderedList", "start", ["1", 1.5, {}, [1], 2 ** 40]],
  ["orderedList", "type", [1, { poison }, `a\n${poison}`]],
  ["codeBlock", "language", [1, { poison }, "x".repeat(500)]],
  ["tableCell", "colspan", ["2", -1, 1e9, { poison }]],
  ["tableCell", "rowspan", ["2", -1, 1e9]],
  ["tableCell", "colwidth", [[poison], 100, "100", [[1]], [-1]]],
  ["tableCell", "align", [1, { poison }]],
]
const holder: Record<string, (made: Y.XmlElement) => Y.XmlElement> = {
  orderedList: (list) => list,
  tableCell: (cell) => element("table", {}, element("tableRow", {}, cell)),
}
const inside = (name: string): Child =>
  name === "orderedList"
    ? element("listItem", {}, paragraph())
    : name === "tableCell" || name === "blockquote"
      ? paragraph()
      : words()

const strangeNodes = [
  "image", "iframe", "script", "style", "video", "form", "input", "object", "svg", "mention", "doc", "text",
  "constructor", "toString", "hasOwnProperty", "Paragraph", "p", "",
] // biome-ignore format: a list
const strangeMarks: [string, unknown][] = [
  ["textStyle", { color: poison }],
  ["comment", { id: poison }],
  ["constructor", {}],
  ["script", {}],
  ["Bold", {}],
  ["bold", { class: poison }],
  ["bold", poison],
  ["bold", 1],
  ["bold", [poison]],
  ["highlight", { color: poison }],
  ["link", { href: "https://example.org", class: poison }],
  ["link", { href: "https://example.org", style: poison }],
  ["link", { href: "https://example.org", onclick: poison }],
  ["link", { href: "https://example.org", target: { poison } }],
]

/** Made from the outside in: Yjs itself would overflow over a deep one that is put in whole. */
function putDeep(into: Y.XmlFragment, names: string[], depth: number) {
  let holds = into
  for (let i = 0; i < depth; i++) {
    const made = new Y.XmlElement(names[i % names.length] as string)
    holds.insert(0, [made])
    holds = made
  }
  holds.insert(0, [paragraph()])
}

const places: [string, () => Child][] = [
  ["a heading in a paragraph", () => paragraph(element("heading", { level: 2 }, words()))],
  ["a paragraph in a paragraph", () => paragraph(paragraph())],
  ["a table in a heading", () => element("heading", { level: 2 }, element("table", {}, words()))],
  ["a list item by itself", () => element("listItem", {}, paragraph())],
  ["a cell by itself", () => element("tableCell", {}, paragraph())],
  ["a row by itself", () => element("tableRow", {}, element("tableCell", {}, paragraph()))],
  ["words by themselves", () => words()],
  ["words in a list", () => element("bulletList", {}, words())],
  ["a paragraph in a list", () => element("bulletList", {}, paragraph())],
  ["words in a citation", () => paragraph(element("citation", { evidence: "e1" }, words()))],
  ["a paragraph in a rule", () => element("horizontalRule", {}, paragraph())],
  ["a citation by itself", () => element("blockquote", {}, element("citation", { evidence: "e1" }), paragraph())],
  ["bold code", () => element("codeBlock", {}, words({ bold: {} }))],
  ["a link in code", () => element("codeBlock", {}, words({ link: { href: "https://example.org" } }))],
  ["citation of a thing", () => paragraph(words(), element("citation", { evidence: { poison } }))],
]

const inFragment = (name: string, make: () => unknown): Hostile => ({
  name,
  section: "problem",
  write: (doc) => doc.getXmlFragment(prose).insert(0, [paragraph(), make() as Y.XmlText]),
})

const things: Hostile[] = [
  inFragment("a map among paragraphs", () => new Y.Map([["x", poison]])),
  inFragment("a list among paragraphs", () => Y.Array.from([1])),
  inFragment("a hook among paragraphs", () => new Y.XmlHook(poison)),
  inFragment("a fragment among paragraphs", () => new Y.XmlFragment()),
  {
    name: "an embed in words",
    section: "problem",
    write: (doc) => {
      const text = words()
      doc.getXmlFragment(prose).insert(0, [paragraph(text)])
      text.insertEmbed(2, { image: poison })
    },
  },
  {
    name: "an element in words",
    section: "problem",
    write: (doc) => {
      const text = words()
      doc.getXmlFragment(prose).insert(0, [paragraph(text)])
      text.insertEmbed(2, new Y.XmlElement("image"))
    },
  },
  {
    name: "an attribute of words",
    section: "problem",
    write: (doc) => {
      const text = words()
      doc.getXmlFragment(prose).insert(0, [paragraph(text)])
      text.setAttribute("class", poison)
    },
  },
]

const inRows = (name: string, write: (root: Y.Map<unknown>) => void): Hostile => ({
  name,
  section: "actors",
  write: (doc) => write(doc.getMap("t:actors")),
})

function row(root: Y.Map<unknown>, key = "rows/r1"): Y.Map<unknown> {
  const made = new Y.Map<unknown>()
  root.set(key, made)
  made.set("order", "V")
  const cell = new Y.XmlFragment()
  made.set("interests:en", cell)
  cell.insert(0, [paragraph()])
  return made
}

const cellWith = (name: string, make: () => Child): Hostile =>
  inRows(name, (root) => (row(root).get("interests:en") as Y.XmlFragment).insert(0, [make()]))

const entries: [string, unknown][] = [
  ["role", { poison }],
  ["role", 7],
  ["role", [poison]],
  ["actor", true],
  ["preferred_mechanisms", poison],
  ["preferred_mechanisms", [{ poison }]],
  ["capability", poison],
  ["capability", { poison }],
  ["stance", 1],
  ["order", 7],
  ["order", { poison }],
  ["interests:en", poison],
  ["interests:fr", poison],
  ["interests", poison],
  ["role:en", poison],
  ["nothing", poison],
  ["constructor", poison],
  ["x/role", poison],
  ["a:b:c", poison],
  ["", poison],
]

const rows: Hostile[] = [
  ...entries.map(([key, value]) =>
    inRows(`${key || "an entry without a name"} is ${JSON.stringify(value)}`, (root) => row(root).set(key, value)),
  ),
  ...["role", "capability", "preferred_mechanisms"].map((key) =>
    inRows(`${key} is a text`, (root) => row(root).set(key, new Y.XmlFragment())),
  ),
  inRows("a text cell is a map", (root) => row(root).set("interests:en", new Y.Map())),
  inRows("a text cell is an element", (root) => row(root).set("interests:en", new Y.XmlElement("paragraph"))),
  ...["nothing/r1", "rows", "rows/a b", `rows/${"x".repeat(65)}`, "rows/a/b", "notes/other", "constructor/x"].map(
    (key) => inRows(`a row at ${key.slice(0, 20)}`, (root) => row(root, key).set("role", poison)),
  ),
  ...[poison, 7, [poison], { poison }].map((value) =>
    inRows(`a row is ${JSON.stringify(value)}`, (root) => root.set("rows/r1", value)),
  ),
  inRows("a row is a text", (root) => root.set("rows/r1", new Y.XmlFragment())),
  inRows("a row is a list", (root) => root.set("rows/r1", Y.Array.from([poison]))),
  cellWith("a heading in a cell", () => element("heading", { level: 2 }, words())),
  cellWith("a table in a cell", () =>
    element("table", {}, element("tableRow", {}, element("tableCell", {}, paragraph()))),
  ),
  cellWith("an image in a cell", () => element("image", { src: poison })),
  cellWith("bold in a cell", () => paragraph(words({ bold: {} }))),
  cellWith("a link in a cell", () => paragraph(words({ link: { href: `javascript:${poison}` } }))),
  cellWith("a class in a cell", () => element("paragraph", { class: poison }, words())),
  inRows("depth in a cell", (root) => putDeep(row(root).get("interests:en") as Y.XmlFragment, ["blockquote"], 300)),
]

export const hostile: Hostile[] = [
  ...addresses.map((href) => inProse(`link to ${JSON.stringify(href)}`, () => paragraph(words({ link: { href } })))),
  ...bearers.flatMap((node) =>
    Object.entries(strange).map(([key, value]) =>
      inProse(`${node} with ${key}`, () =>
        element(node, { ...(node === "heading" && { level: 2 }), [key]: value }, inside(node)),
      ),
    ),
  ),
  ...wrong.flatMap(([node, key, values]) =>
    values.map((value) =>
      inProse(`${node} ${key} ${JSON.stringify(value).slice(0, 40)}`, () =>
        (holder[node] ?? ((made) => made))(element(node, { [key]: value }, inside(node))),
      ),
    ),
  ),
  ...strangeNodes.map((node) => inProse(`node ${node || "without a name"}`, () => element(node, { src: poison }, paragraph()))),
  ...strangeMarks.map(([mark, value]) =>
    inProse(`mark ${mark} ${JSON.stringify(value)}`, () => paragraph(words({ [mark]: value }))),
  ),
  ...places.map(([name, make]) => inProse(name, make)),
  ...[25, 100, 2_000].flatMap((depth) =>
    [["blockquote"], ["bulletList", "listItem"]].map(
      (names): Hostile => ({
        name: `${depth} of ${names} in each other`,
        section: "problem",
        write: (doc) => putDeep(doc.getXmlFragment(prose), names, depth),
      }),
    ),
  ),
  ...things,
  ...rows,
] // biome-ignore format: each kind a line
