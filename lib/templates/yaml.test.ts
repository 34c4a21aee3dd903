import { expect, test } from "vitest"
import { canonicalJson } from "#lib/document/canonical.ts"
import { templateDefinition } from "#lib/templates/definition.ts"
import { readGallery } from "#lib/templates/gallery.ts"
import { isUnfinished } from "#lib/templates/problem.ts"
import { largestFile, readTemplate, writeTemplate } from "#lib/templates/yaml.ts"

const gallery = await readGallery()

const good = `name: {zh: 短文, en: Note}
purpose: {zh: 说一件事。, en: Say one thing.}
fits: {zh: 任何事, en: Anything}
pages: [1, 2]
sections:
- key: issue
  kind: prose
  heading: {zh: 事由, en: Issue}
  guidance: {zh: 写明事由。, en: Say what it is about.}
  required: true
  owner: drafter
  limit: {zh_chars_max: 120, en_words_max: 80}
- key: actors
  kind: actor_table
  heading: {zh: 行为体, en: Actors}
  guidance: {zh: 逐一列出。, en: List them.}
  required: false
  limit: {rows_min: 2, rows_max: 5}
`

/** What is said about a file: line, place, reason. */
function problemsIn(text: string): string[] {
  const read = readTemplate(text)
  if (!("problems" in read)) return []
  return read.problems.map(({ line, path, reason }) => `${line ?? "-"} ${path.join(".")} ${reason}`)
}

test("what is exported reads back to the identical definition", () => {
  for (const definition of gallery) {
    const read = readTemplate(writeTemplate(definition))
    expect("definition" in read && canonicalJson(read.definition)).toBe(canonicalJson(definition))
  }
  // As a database gives it back, and still in the order in which a person reads it.
  const [stored] = gallery.map((one) => JSON.parse(canonicalJson(one)))
  expect([...writeTemplate(stored).matchAll(/^(\w+):/gm)].map(([, name]) => name)).toEqual(
    Object.keys(templateDefinition.shape),
  )
  const [first] = gallery
  const odd = templateDefinition.parse({
    ...first,
    name: { zh: "“- : #&*!|>'\"%@`", en: "yes: no\n- [null] ~ 0x1F  # not a comment" },
    purpose: { zh: "2020-01-01", en: "<<", ru: "1e3" },
    sections: [{ ...first?.sections[1], owner: "convener", key: "true" }],
  })
  const read = readTemplate(writeTemplate(odd))
  expect("definition" in read && read.definition).toEqual(odd)
})

test("a file may leave out key and code, and nothing else", () => {
  expect(problemsIn(good)).toEqual([])
  expect(problemsIn(good.replace(/^purpose.*\n/m, ""))).toEqual(["1 purpose missing"])
  expect(problemsIn(good.replace("  required: true\n", ""))).toEqual(["6 sections.0.required missing"])
  expect(problemsIn(good.replace("zh: 短文, ", ""))).toEqual(["1 name.zh missing"])
})

test.each([
  ["an unknown kind", good.replace("kind: prose", "kind: poem"), ["7 sections.0.kind kindUnknown"]],
  [
    "an unknown field",
    good.replace("  required: false", "  color: red\n  required: false"),
    ["17 sections.1.color fieldUnknown"],
  ],
  ["an unknown limit", good.replace("rows_max", "lines_max"), ["18 sections.1.limit.lines_max fieldUnknown"]],
  [
    "rows at least 6, at most 5",
    good.replace("rows_min: 2", "rows_min: 6"),
    ["18 sections.1.limit.rows_max limitCrossed"],
  ],
  ["rows counted twice", good.replace("rows_min: 2", "items_min: 2"), ["18 sections.1.limit limitTwice"]],
  ["rows of prose", good.replace("zh_chars_max: 120", "rows_min: 1"), ["12 sections.0.limit.rows_min limitUncounted"]],
  ["pages the wrong way round", good.replace("[1, 2]", "[3, 2]"), ["4 pages pagesCrossed"]],
  ["two sections of one key", good.replace("key: actors", "key: issue"), ["13 sections.1.key keyTwice"]],
  ["a key that is no key", good.replace("key: actors", "key: Actors/1"), ["13 sections.1.key key"]],
  ["an owner who does not write", good.replace("owner: drafter", "owner: observer"), ["11 sections.0.owner choice"]],
  ["a number for a text", good.replace("zh: 事由, ", "zh: 2020, "), ["8 sections.0.heading.zh type_string"]],
  ["an empty text", good.replace("zh: 事由, ", 'zh: " ", '), ["8 sections.0.heading.zh empty"]],
  [
    "a text that no database keeps",
    good.replace("zh: 事由, ", 'zh: "a\\0b", '),
    ["8 sections.0.heading.zh unprintable"],
  ],
  ["no sections", `${good.slice(0, good.indexOf("sections:"))}sections: []\n`, ["5 sections few"]],
])("%s is refused with its line, its place and why", (_, text, said) => {
  expect(problemsIn(text)).toEqual(said)
})

test("a repeated key is refused, with the line where it stood first", () => {
  const text = good.replace("  required: false", "  kind: prose\n  required: false")
  expect(problemsIn(text)).toEqual(["17 sections.1.kind keyRepeated"])
  expect(readTemplate(text)).toMatchObject({ problems: [{ values: { field: "kind", line: 14 } }] })
  expect(problemsIn(`${good}name: {zh: 又, en: Again}\n`)).toEqual(["19 name keyRepeated"])
})

test("anchors and aliases are refused, so no file is a cycle or a bomb", () => {
  const cycle = good.replace("sections:\n", "sections: &all\n- *all\n")
  expect(problemsIn(cycle)).toEqual(["6  anchor", "6  alias"])
  for (const [what, text] of [
    ["a map", good.replace("name: {", "name: &a {")],
    ["a text", good.replace("zh: 短文", "zh: &a 短文")],
  ])
    expect([what, ...problemsIn(text as string)]).toEqual([what, "1  anchor"])
  const names = "abcdefghijklmnopqrst".split("")
  const bomb = names.map((name, at) => {
    const below = names[at - 1]
    return `${name}: &${name} [${Array(9)
      .fill(below ? `*${below}` : "x")
      .join(", ")}]`
  })
  const said = problemsIn(bomb.join("\n"))
  expect(said.length).toBe(50)
  expect(said.every((line) => /alias|anchor/.test(line))).toBe(true)
})

test("what is no YAML, no template, several documents or a tag is refused with its line", () => {
  expect(problemsIn("")).toEqual(["-  fileEmpty"])
  expect(problemsIn("- a\n- b\n")).toEqual(["1  fileForm"])
  expect(problemsIn("name: {zh: 短文\npages: [1")[0]).toMatch(/^\d+ {2}syntax$/)
  expect(problemsIn(`${good}---\n${good}`)).toEqual(["19  fileMany"])
  expect(problemsIn(good.replace("zh: 短文", "zh: !!js/function 短文"))).toEqual(["1  tag"])
  expect(problemsIn(good.replace("name:", "? {a: b}\n: c\nname:"))).toEqual(["1  keyForm"])
  expect(problemsIn(good.replace("name:", "__proto__: {polluted: true}\nname:"))).toEqual(["1 __proto__ fieldUnknown"])
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false)
})

test("what is too large or too deep to read is refused before it is read", () => {
  expect(problemsIn(`# ${"x".repeat(largestFile)}`)).toEqual(["-  fileLarge"])
  expect(problemsIn(`\n${"[".repeat(90_000)}`)).toEqual(["2  fileDeep"])
  expect(problemsIn(`${"- ".repeat(40_000)}x`)).toEqual(["1  fileDeep"])
  const climbing = Array.from({ length: 400 }, (_, at) => `${" ".repeat(at)}a:`).join("\n")
  expect(problemsIn(climbing)[0]).toMatch(/fileDeep$/)
  const many = Array.from({ length: 9_000 }, (_, at) => `k${at}: 1`).join("\n")
  expect(problemsIn(many).length).toBe(50)
})

test("everything that is wrong is said at once, in the order of the lines", () => {
  const text = good
    .replace("kind: prose", "kind: poem")
    .replace("rows_min: 2", "rows_min: 6")
    .replace("en: Note", "en: ''")
  expect(problemsIn(text)).toEqual([
    "1 name.en empty",
    "7 sections.0.kind kindUnknown",
    "18 sections.1.limit.rows_max limitCrossed",
  ])
})

test("a draft may be unfinished, and nothing worse", () => {
  const reasonsOf = (text: string) => {
    const read = readTemplate(text)
    return "problems" in read ? read.problems.map(isUnfinished) : []
  }
  expect(reasonsOf(good.replace("zh: 短文", "zh: ''"))).toEqual([true])
  expect(reasonsOf(good.replace("rows_min: 2", "rows_min: 6"))).toEqual([true])
  expect(reasonsOf(good.replace("kind: prose", "kind: poem"))).toEqual([false])
  expect(reasonsOf(good.replace("  required: false", "  color: red\n  required: false"))).toEqual([false])
})
