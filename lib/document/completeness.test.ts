import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { lacksOf, statusOf } from "#lib/document/completeness.ts"
import type { BriefContent, ProseNode, Row, SectionContent, Text } from "#lib/document/content.ts"
import type { Lack, Limit, SectionOutline } from "#lib/document/kinds/kind.ts"
import { kindOf } from "#lib/document/kinds/registry.ts"
import { referencesOf } from "#lib/document/reference-list.ts"

const both = (zh: string, en: string): Text => ({ zh, en })
const said = (text: string, ...cites: string[]): ProseNode => ({
  type: "doc",
  content: [
    {
      type: "paragraph",
      content: [{ type: "text", text }, ...cites.map((evidence) => ({ type: "citation", attrs: { evidence } }))],
    },
  ],
})

/** What a brief of one section (and the others given) lacks. */
function lacking(
  kind: string,
  content: Pick<SectionContent, "prose" | "parts">,
  {
    limit = null,
    required = true,
    others = [],
  }: { limit?: Limit | null; required?: boolean; others?: SectionContent[] } = {},
  sources = {},
): Lack[] {
  const outlineOf = (key: string, kind: string, limit: Limit | null, required: boolean): SectionOutline => ({
    key,
    kind,
    heading: {},
    guidance: {},
    required,
    limit,
    adds: null,
  })
  const brief: BriefContent = {
    schema: 1,
    title: both("试", "Trial"),
    template: { key: "t", version: 1 },
    languages: ["zh", "en"],
    options: [],
    marking: null,
    sections: [{ key: "it", kind, heading: {}, ...content }, ...others],
  }
  const outline = [
    outlineOf("it", kind, limit, required),
    ...others.map((one) => outlineOf(one.key, one.kind, null, false)),
  ]
  return lacksOf(brief, outline, sources)
}
const short = (lacks: Lack[]) =>
  lacks.map(({ level, message, column, language }) => [level, message, column ?? language].filter(Boolean).join(" "))
const rows = (...cells: Row["cells"][]): Row[] => cells.map((one, at) => ({ id: `r${at + 1}`, cells: one }))

test("a required section that says nothing is an error, an optional one is not", () => {
  expect(short(lacking("prose", {}))).toEqual(["error sectionEmpty"])
  expect(lacking("prose", {}, { required: false })).toEqual([])
  // A row that was added and left empty says nothing either.
  expect(short(lacking("key_points", { parts: { items: rows({}) } }))).toEqual(["error sectionEmpty"])
})

test("text must be there in each language of the brief, also in an optional section once it is begun", () => {
  expect(short(lacking("prose", { prose: { zh: said("只有中文") } }, { required: false }))).toEqual([
    "error languageMissing en",
  ])
  expect(short(lacking("key_points", { parts: { items: rows({ statement: { en: "Only English" } }) } }))).toEqual([
    "error languageMissing statement",
  ])
})

test("a budget is kept to the character and to the word", () => {
  const limit = { zh_chars_max: 4, en_words_max: 3 }
  const prose = (zh: string, en: string) =>
    short(lacking("prose", { prose: { zh: said(zh), en: said(en) } }, { limit }))
  expect(prose("四 个字。", "three words only")).toEqual([])
  expect(prose("这五个字。", "now four words here")).toEqual(["error tooManyCharacters zh", "error tooManyWords en"])
})

test("a budget per item measures each point and each reason, and reasons are counted", () => {
  const points = rows({ statement: both("四个字。", "One") }, { statement: both("这里五字。", "Two") })
  expect(
    lacking("key_points", { parts: { items: points } }, { limit: { items_min: 3, zh_chars_max: 4, per: "item" } }),
  ).toMatchObject([
    { message: "tooFewRows", values: { count: 2, min: 3 } },
    { message: "tooManyCharacters", row: "r2", values: { count: 5, max: 4 } },
  ])
  const box = (reasons: Text) => ({
    parts: {
      fields: [
        {
          id: "fields",
          cells: {
            question: both("问", "Q"),
            options: ["O-03"],
            recommendation: "O-03",
            basis: "team_judgement",
            reasons,
          },
        },
      ],
    },
  })
  const limit: Limit = { reasons_max: 2, zh_chars_max: 3, per: "item" }
  expect(lacking("decision_box", box(both("一二三\n四五六", "a\nb")), { limit })).toEqual([])
  expect(short(lacking("decision_box", box(both("一二三\n四五六\n七八九十", "a")), { limit }))).toEqual([
    "error tooManyReasons reasons",
    "error tooManyCharacters reasons",
  ])
})

test("rows and compared columns are counted against the template", () => {
  const table = {
    parts: {
      columns: [{ id: "c1", cells: { name: both("甲", "A") } }],
      rows: [{ id: "r1", cells: { dimension: both("目的", "Aim"), "c1/text": both("文", "text") } }],
    },
  }
  expect(short(lacking("comparison_table", table, { limit: { columns_min: 2 } }))).toEqual(["error tooFewRows"])
  expect(lacking("comparison_table", table, { limit: { columns_max: 1, rows_max: 1 } })).toEqual([])
})

test("a required field of a row, and of each crossing, must be filled", () => {
  const matrix = {
    parts: {
      options: [{ id: "o1", cells: { option: "O-03" } }],
      actors: [
        { id: "a1", cells: { actor: "KZ", "o1/stance": "unknown" } },
        { id: "a2", cells: { actor: "UZ" } },
      ] as Row[],
    },
  }
  // "Unknown" is an answer; nothing is not.
  expect(lacking("stance_matrix", matrix)).toMatchObject([{ message: "columnEmpty", row: "a2", column: "o1/stance" }])
})

test("the header needs its as-of date before anything else", () => {
  expect(short(lacking("meta", {}))).toEqual(["error asOfDateMissing as_of_date"])
  expect(lacking("meta", { parts: { fields: [{ id: "fields", cells: { as_of_date: "2017" } }] } })).toEqual([])
})

test("a score without evidence is an error", () => {
  const matrix = (evidence: string[] | undefined) => ({
    parts: {
      options: [{ id: "o1", cells: { option: "O-03" } }],
      criteria: [
        {
          id: "c1",
          cells: { name: both("标准", "Criterion"), "o1/score": 3, ...(evidence && { "o1/evidence": evidence }) },
        },
      ],
    },
  })
  expect(short(lacking("criteria_matrix", matrix(undefined)))).toEqual(["error scoreWithoutEvidence o1/evidence"])
  const evidence: SectionContent = {
    key: "evidence",
    kind: "evidence_list",
    heading: {},
    parts: {
      rows: [{ id: "A1", cells: { claim: both("论", "c"), source: "000", locator: both("一", "1"), origin: "P" } }],
    },
  }
  expect(lacking("criteria_matrix", matrix(["A1"]), { others: [evidence] })).toEqual([])
  expect(short(lacking("criteria_matrix", matrix(["gone"]), { others: [evidence] }))).toEqual([
    "warning evidenceUnknown o1/evidence",
  ])
})

test("a citation of evidence that is gone, and a step that waits for one that is gone, are warnings", () => {
  expect(short(lacking("prose", { prose: { zh: said("有据", "gone"), en: said("Cited", "gone") } }))).toEqual([
    "warning evidenceUnknown zh",
    "warning evidenceUnknown en",
  ])
  expect(
    short(lacking("step_plan", { parts: { steps: rows({ action: both("先", "First"), depends_on: ["r9"] }) } })),
  ).toEqual(["warning rowUnknown depends_on"])
})

test("a source to verify is marked in a paper for discussion and stops a final one (A13)", () => {
  const source = {
    names: both("[题名待核]", "[title to verify]"),
    data: {
      csl: { type: "article-journal", title: "[题名待核]" },
      status: "to_verify",
      flags: [{ code: "verify_title", field: "title" }],
    },
  }
  const evidence = {
    parts: { rows: rows({ claim: both("论", "c"), source: "000", locator: both("一", "1"), origin: "P" }) },
  }
  const header = (standing: string): SectionContent => ({
    key: "meta",
    kind: "meta",
    heading: {},
    parts: { fields: [{ id: "fields", cells: { as_of_date: "2017", standing } }] },
  })
  const lacks = (standing: string) =>
    short(lacking("evidence_list", evidence, { others: [header(standing)] }, { "000": source }))
  expect(lacks("discussion")).toEqual(["warning sourceToVerify source"])
  expect(lacks("final")).toEqual(["error sourceToVerifyInFinal source"])
  const content = {
    sections: [{ key: "it", kind: "evidence_list", heading: {}, ...evidence }],
  } as unknown as BriefContent
  expect(referencesOf(content, { "000": source }, "zh")).toMatchObject([
    { code: "000", toVerify: true, mark: "[待核：题名]", evidence: ["1"] },
  ])
  expect(referencesOf(content, {}, "zh")[0]).toMatchObject({ toVerify: true, mark: "[待核：文献库中未见]" })
})

test("a gap in a design is shown as such (A14), and it does not stop a submission", () => {
  expect(kindOf("design_sheet").gaps).toBe(true)
  expect(lacking("design_sheet", { parts: { levels: rows({ name: both("部长会", "Ministers") }) } })).toEqual([])
})

test("a section is empty, being drafted, or ready", () => {
  const section = (prose: SectionContent["prose"]): SectionContent => ({
    key: "it",
    kind: "prose",
    heading: {},
    ...(prose && { prose }),
  })
  const status = (prose: SectionContent["prose"]) => statusOf(section(prose), lacking("prose", prose ? { prose } : {}))
  expect(status(undefined)).toBe("empty")
  expect(status({ zh: said("有") })).toBe("drafting")
  expect(status({ zh: said("有"), en: said("Yes") })).toBe("ready")
  expect(statusOf({ key: "references", kind: "references", heading: {} }, [])).toBe("ready")
})

test("every lack that can be told has its words in both languages", () => {
  const here = new URL("./", import.meta.url)
  const code = [...readdirSync(here), ...readdirSync(new URL("kinds/", here)).map((name) => `kinds/${name}`)]
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(new URL(name, here), "utf8"))
    .join("\n")
  for (const locale of ["en", "zh-CN"]) {
    const words = Object.keys(JSON.parse(readFileSync(new URL(`../../messages/${locale}/lacks.json`, here), "utf8")))
    expect(words.filter((key) => !code.includes(`"${key}"`))).toEqual([])
    const told = [...code.matchAll(/message: "(\w+)"|lack\("(\w+)"\)|\? "(\w+)" : "(\w+)"/g)]
      .flatMap((found) => found.slice(1))
      .filter((key) => key && /[a-z][A-Z]/.test(key))
    expect(told.filter((key) => !words.includes(key))).toEqual([])
  }
})
