import fc from "fast-check"
import { expect, test } from "vitest"
import { align } from "#lib/document/align.ts"
import type { BriefContent, ProseNode, SectionContent } from "#lib/document/content.ts"
import { compareContents, compareCovers, compareText, movedSections, type Run, segment } from "#lib/document/diff.ts"

const brief = (...sections: SectionContent[]): BriefContent => ({
  schema: 1,
  title: { zh: "试" },
  template: { key: "policy-memo", version: 1 },
  languages: ["zh", "en"],
  options: [],
  marking: null,
  sections,
})
const heading = { zh: "节", en: "Section" }
const doc = (...content: ProseNode[]): ProseNode => ({ type: "doc", content })
const paragraph = (...content: (string | ProseNode)[]): ProseNode => ({
  type: "paragraph",
  content: content.map((one) => (typeof one === "string" ? { type: "text", text: one } : one)),
})
const prose = (zh?: ProseNode, en?: ProseNode): SectionContent => ({
  key: "issue",
  kind: "prose",
  heading,
  prose: { ...(zh && { zh }), ...(en && { en }) },
})

const side = (runs: Run[], without: "add" | "del") =>
  runs
    .filter(({ op }) => op !== without)
    .map(({ text }) => text)
    .join("")

test("the runs that stay and go are the old text, those that stay and come the new", () => {
  const words = fc.array(fc.constantFrom("三国", "先行", "协商", "powers", "agree", " ", "，", "\n"), { maxLength: 30 })
  fc.assert(
    fc.property(words, words, (a, b) => {
      const [before, after] = [a.join(""), b.join("")]
      const runs = compareText(before, after, "zh")
      expect(side(runs, "add")).toBe(before)
      expect(side(runs, "del")).toBe(after)
      if (before === after) expect(runs.every(({ op }) => op === "same")).toBe(true)
    }),
  )
})

test("aligning takes the fewest steps", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { maxLength: 8 }), fc.array(fc.nat(3), { maxLength: 8 }), (a, b) => {
      const longest = (i: number, j: number): number =>
        i === a.length || j === b.length
          ? 0
          : a[i] === b[j]
            ? 1 + longest(i + 1, j + 1)
            : Math.max(longest(i + 1, j), longest(i, j + 1))
      expect(align(a, b).filter(({ op }) => op === "same").length).toBe(longest(0, 0))
    }),
  )
})

test("Chinese is compared by word, not by character", () => {
  expect(segment("大国协调机制", "zh").length).toBeLessThan(6)
  expect(compareText("由轮值主席主持会议", "由固定主席主持会议", "zh")).toEqual([
    { op: "same", text: "由" },
    { op: "del", text: "轮值" },
    { op: "add", text: "固定" },
    { op: "same", text: "主席主持会议" },
  ])
})

test("a paragraph that was reworded is one changed block; one that was replaced is one out, one in", () => {
  const kept = paragraph("The five want room to develop.")
  const [change] = compareContents(
    brief(prose(undefined, doc(kept, paragraph("Start with experts and ministers."), paragraph("It costs little.")))),
    brief(
      prose(
        undefined,
        doc(kept, paragraph("Start with experts, not ministers."), paragraph("Two tracks run side by side.")),
      ),
    ),
  )
  expect(change?.status).toBe("changed")
  expect(change?.prose.zh).toBeUndefined()
  expect(change?.prose.en?.map(({ op }) => op)).toEqual(["same", "change", "del", "add"])
  expect(change?.prose.en?.[1]?.runs).toContainEqual({ op: "same", text: "Start with experts" })
})

test("bold alone is a change of the block without a changed word, and a new citation is a word", () => {
  const bold: ProseNode = { type: "text", text: "Only", marks: [{ type: "bold" }] }
  const compare = (a: ProseNode, b: ProseNode) =>
    compareContents(brief(prose(undefined, doc(a))), brief(prose(undefined, doc(b))))[0]?.prose.en?.[0]
  expect(compare(paragraph("Only this"), paragraph(bold, " this"))).toMatchObject({
    op: "change",
    runs: [{ op: "same", text: "Only this" }],
  })
  const cited = compare(paragraph("Only this"), paragraph("Only this", { type: "citation", attrs: { evidence: "x1" } }))
  expect(cited?.runs).toEqual([
    { op: "same", text: "Only this" },
    { op: "add", text: "[?]" },
  ])
})

const risks = (...rows: { id: string; risk: string; likelihood?: number }[]): SectionContent => ({
  key: "risks",
  kind: "risk_register",
  heading,
  parts: {
    risks: rows.map(({ id, risk, likelihood }) => ({
      id,
      cells: { risk: { zh: risk }, ...(likelihood !== undefined && { likelihood }) },
    })),
  },
})

test("rows are added, removed, moved and changed cell by cell", () => {
  const [change] = compareContents(
    brief(
      risks(
        { id: "a", risk: "甲" },
        { id: "b", risk: "乙", likelihood: 2 },
        { id: "c", risk: "丙" },
        { id: "d", risk: "丁" },
      ),
    ),
    brief(
      risks(
        { id: "d", risk: "丁" },
        { id: "a", risk: "甲" },
        { id: "b", risk: "乙", likelihood: 4 },
        { id: "e", risk: "戊" },
      ),
    ),
  )
  const rows = change?.parts.risks ?? []
  expect(rows.map(({ id, status, moved }) => [id, status, moved])).toEqual([
    ["d", "same", true],
    ["a", "same", false],
    ["b", "changed", false],
    ["c", "removed", false],
    ["e", "added", false],
  ])
  expect(rows[2]?.cells).toEqual({ likelihood: { op: "change", before: 2, after: 4 } })
  expect(rows[4]?.cells.risk).toEqual({ op: "add", text: { zh: [{ op: "add", text: "戊" }] } })
})

test("a section that came or went is told as such, and equal contents have no change", () => {
  const a = brief(prose(doc(paragraph("同"))))
  const b = brief(prose(doc(paragraph("同"))), risks({ id: "a", risk: "甲" }))
  expect(compareContents(a, b).map(({ key, status }) => [key, status])).toEqual([
    ["issue", "same"],
    ["risks", "added"],
  ])
  expect(compareContents(b, a)[1]?.status).toBe("removed")
  expect(compareContents(b, structuredClone(b)).every(({ status }) => status === "same")).toBe(true)
})

test("a cover that changed tells its words and its options", () => {
  const before = { ...brief(), options: ["O-03", "O-05"] }
  const after = { ...brief(), title: { zh: "试行", en: "Trial" }, options: ["O-05", "O-04"] }
  expect(compareCovers(before, after)).toEqual({
    title: { zh: compareText("试", "试行", "zh"), en: [{ op: "add", text: "Trial" }] },
    marking: {},
    optionsAdded: ["O-04"],
    optionsRemoved: ["O-03"],
  })
})

test("a section that stands elsewhere among the others has moved; those that came or went move nobody", () => {
  const order = (...keys: string[]) => brief(...keys.map((key) => ({ key, kind: "prose", heading })))
  const moved = (before: string[], after: string[]) =>
    movedSections(order(...before), order(...after)).map(({ key }) => key)
  expect(moved(["a", "b", "c", "d"], ["a", "c", "d", "b"])).toEqual(["b"])
  expect(moved(["a", "b", "c"], ["x", "a", "b", "c"])).toEqual([])
  expect(moved(["a", "b", "c"], ["c"])).toEqual([])
  expect(moved(["a", "b", "c"], ["c", "x", "a"])).toHaveLength(1)
})
