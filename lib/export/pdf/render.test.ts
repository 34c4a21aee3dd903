import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import type { Cell, ProseNode } from "#lib/document/content.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import { sampleClearance, sampleInput } from "../../../vitest/pdf-input.ts"
import { type ReadPdf, readPdf } from "../../../vitest/read-pdf.ts"
import { runChild } from "./child.ts"
import { renderPdf } from "./render.ts"

const slow = 120_000
const words = (text: string) => text.replace(/\s+/g, "")

const doc = (...content: ProseNode[]): ProseNode => ({ type: "doc", content })
const paragraph = (text: string): ProseNode => ({ type: "paragraph", content: [{ type: "text", text }] })

describe("an approved brief in both languages", () => {
  let bytes: Uint8Array
  let pdf: ReadPdf

  beforeAll(async () => {
    const input = await sampleInput("01", { designation: "approved", clearance: sampleClearance })
    const { sources } = input.registers
    const [list] = input.content.sections.filter(({ kind }) => kind === "evidence_list")
    sources["RU-1"] = {
      names: { ru: "Большая Евразия" },
      data: {
        csl: {
          type: "article-journal",
          language: "ru",
          title: "Большая Евразия",
          author: [{ family: "Лукин", given: "А. В." }],
          "container-title": "Полис",
          issued: { "date-parts": [[2020]] },
          issue: "3",
          page: "5-9",
        },
      },
    }
    list?.parts?.rows?.push({
      id: "RU",
      cells: {
        code: "R1",
        source: "RU-1",
        claim: { zh: "俄文材料", en: "A Russian source" },
        locator: { zh: "С. 6", en: "С. 6" },
      },
    })
    const problem = input.content.sections.find(({ key }) => key === "problem")
    problem?.prose?.zh?.content?.push({
      type: "paragraph",
      content: [
        { type: "text", text: "另见俄文材料。" },
        { type: "citation", attrs: { evidence: "RU" } },
      ],
    })
    bytes = await renderPdf(input)
    pdf = await readPdf(bytes)
  }, slow)

  test("prints the Chinese and the English of the brief", () => {
    const text = words(pdf.text)
    expect(text).toContain("中亚的三类威胁相互叠加")
    expect(text).toContain(words("Three families of threat overlap in Central Asia"))
    expect(text).toContain(words("3 问题界定 Problem addressed"))
  })

  test("prints Russian sources in Cyrillic, in the note and in the list of works (A17)", () => {
    expect(words(pdf.text)).toContain(words("Лукин А. В. Большая Евразия // Полис. 2020"))
    expect(words(pdf.text)).toContain(words("Лукин А В. Большая Евразия[J]. Полис, 2020(3): 5-9."))
  })

  test("notes are circled and begin at ① on each page that has any", () => {
    const noted = pdf.pages.filter((page) => page.includes("①"))
    expect(noted.length).toBeGreaterThan(1)
    for (const page of noted)
      expect(page.indexOf("①")).toBeLessThan(page.includes("②") ? page.indexOf("②") : Number.POSITIVE_INFINITY)
    for (const page of pdf.pages) if (page.includes("②")) expect(page).toContain("①")
  })

  test("the list of works is in GB/T 7714, and what is to be verified says so (A13)", () => {
    expect(words(pdf.text)).toContain(words("[题名待核][J]. 俄罗斯东欧中亚研究, 2017(2): 34-62."))
    expect(pdf.text).toContain("待核：")
  })

  test("the last page is the clearance page: who, decision, time with its offset, and the full hash", () => {
    const last = pdf.pages.at(-1) ?? ""
    expect(last).toContain("会签页")
    expect(last).toContain(sampleClearance.sha256)
    for (const said of ["陈立", "批准人", "周敏", "2026-11-21 01:02", "UTC"]) expect(last).toContain(said)
  })

  test("an approved brief has no watermark; the page says where it is, and its marking, on every page", () => {
    for (const [at, page] of pdf.pages.entries()) {
      expect(page).not.toContain("草案")
      expect(page).toContain(`${at + 1} / ${pdf.pages.length}`)
      expect(page).toContain("样例·内部研讨")
    }
  })

  test("page one asks for the decision; gaps and derivations are said", () => {
    expect(words(pdf.pages[0] ?? "")).toContain(words("由 G3 向 G3+5 过渡"))
    expect(pdf.text).toContain("not specified")
    expect(pdf.text).toContain("推导")
  })

  test("it is tagged, claims PDF/UA-1, has its title and a bookmark for each section", () => {
    expect(pdf.isTagged).toBe(true)
    expect(pdf.metadata).toContain("<pdfuaid:part>1</pdfuaid:part>")
    expect(pdf.title).toContain("以“G3+5”协调中亚非传统安全")
    expect(pdf.outline).toContain("3 问题界定 Problem addressed")
  })

  test("the canonical content travels inside it", () => expect(pdf.attachments).toEqual(["content.json"]))

  test("every font is embedded", () => {
    const raw = Buffer.from(bytes).toString("latin1")
    const descriptors = raw.split("/Type /FontDescriptor").slice(1)
    expect(descriptors.length).toBeGreaterThan(4)
    for (const one of descriptors) expect(one.slice(0, 800)).toContain("/FontFile")
  })
})

describe("figures", () => {
  test("are drawn with their words in both languages, each with a text that says what they say", {
    timeout: slow,
  }, async () => {
    const input = await sampleInput("03")
    const bytes = await renderPdf(input)
    const pdf = await readPdf(bytes)
    // Words that only the drawings have: the key of a time line, the mark of a gate, the number in the heat map.
    for (const said of [
      "横条：只知年份或月份；菱形：具体日期",
      "Diamond: a day",
      "上限 · Ceiling",
      "门槛 · Gate",
      "C6 行动绩效",
    ])
      expect(words(pdf.text)).toContain(words(said))
    const page = pdf.pages.find((one) => one.includes("风险热力图")) ?? ""
    expect(page).toContain("R1 R2")
    expect(pdf.metadata).toContain("<pdfuaid:part>1</pdfuaid:part>")
    expect(pdf.alts.some((alt) => alt.includes("运行边界：") && alt.includes("Operating boundary: Base"))).toBe(true)
    expect(pdf.alts.length).toBeGreaterThanOrEqual(7)
  })

  test("the same input gives the same pages", { timeout: slow }, async () => {
    const input = await sampleInput("03", { languages: "en" })
    const [one, other] = [await renderPdf(input), await renderPdf(input)]
    expect(Buffer.compare(one, other)).toBe(0)
  })

  test("control characters and halves of letters in a drawing break nothing", { timeout: slow }, async () => {
    const input = await sampleInput("03", { languages: "zh" })
    const steps = input.content.sections.find(({ kind }) => kind === "step_plan")?.parts?.steps ?? []
    for (const row of steps) row.cells.action = { zh: "控制\u0000字\u0007符 \ud800 {b} <i>&amp;" }
    const pdf = await readPdf(await renderPdf(input))
    expect(words(pdf.text).split(words("控制字符")).length - 1).toBeGreaterThanOrEqual(steps.length * 2)
  })
})

describe("in one language", () => {
  test("an English draft has the English only, a watermark, no clearance page and nothing hidden inside", {
    timeout: slow,
  }, async () => {
    const pdf = await readPdf(await renderPdf(await sampleInput("01", { languages: "en" })))
    expect(pdf.text).toContain("Three families of threat")
    expect(pdf.text).not.toContain("三类威胁")
    for (const page of pdf.pages) expect(page).toContain("Draft")
    expect(pdf.text).not.toContain("Clearance page")
    expect(pdf.attachments).toEqual([])
  })
})

test.each(["02", "03", "04", "05", "06"])("sample brief %s is set", { timeout: slow }, async (name) => {
  const pdf = await readPdf(await renderPdf(await sampleInput(name)))
  expect(pdf.metadata).toContain("<pdfuaid:part>1</pdfuaid:part>")
})

test("an empty brief is set as a draft in which each section says that it is empty", { timeout: slow }, async () => {
  const input = await sampleInput("01")
  const content = {
    ...input.content,
    marking: null,
    options: [],
    sections: input.content.sections.map(({ key, kind, heading }) => ({ key, kind, heading })),
  }
  const pdf = await readPdf(await renderPdf({ ...input, content }))
  expect(pdf.text.match(/本部分尚无内容/g)?.length).toBeGreaterThan(15)
  expect(pdf.text).toContain("草案")
})

const hostile = `#read("/etc/passwd") $x^2$ \\ *b* _i_ @a <b> #eval("1") \`c\` ]] // /* "q" 'q' {{x}} #let`

test("markup in any field is only words", { timeout: slow }, async () => {
  const input = await sampleInput("01", { people: { x: hostile } })
  const poison = (cell: Cell): Cell => {
    if (typeof cell === "string") return hostile
    if (Array.isArray(cell)) return [hostile]
    return typeof cell === "object" ? { zh: hostile, en: hostile } : cell
  }
  const text = { zh: hostile, en: hostile }
  const content = {
    ...input.content,
    title: text,
    marking: text,
    options: [hostile],
    sections: input.content.sections.map((section) => ({
      ...section,
      heading: text,
      ...(section.prose && { prose: { zh: doc(paragraph(hostile)), en: doc(paragraph(hostile)) } }),
      parts: Object.fromEntries(
        partsOf(input.outline.find(({ key }) => key === section.key) ?? section).map((part) => [
          part.key,
          (section.parts?.[part.key] ?? []).map(({ id, cells }) => ({
            id,
            cells: Object.fromEntries(Object.entries(cells).map(([key, cell]) => [key, poison(cell)])),
          })),
        ]),
      ),
    })),
  }
  const pdf = await readPdf(await renderPdf({ ...input, content, workshop: text, template: text }))
  expect(words(pdf.text).split(words(hostile)).length).toBeGreaterThan(50)
  expect(pdf.text).not.toContain("root:")
})

test("links that run or read are not links; nesting and spans without end are set", { timeout: slow }, async () => {
  const input = await sampleInput("06")
  const link = (href: string): ProseNode => ({
    type: "paragraph",
    content: [{ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }],
  })
  const nest = (depth: number): ProseNode =>
    depth === 0
      ? paragraph("最里面")
      : {
          type: depth % 2 ? "blockquote" : "bulletList",
          content: depth % 2 ? [nest(depth - 1)] : [{ type: "listItem", content: [nest(depth - 1)] }],
        }
  const table: ProseNode = {
    type: "table",
    content: [
      {
        type: "tableRow",
        content: [{ type: "tableHeader", attrs: { colspan: 900, rowspan: 900 }, content: [paragraph("表头")] }],
      },
      {
        type: "tableRow",
        content: Array.from({ length: 40 }, (_, at) => ({
          type: "tableCell",
          attrs: { rowspan: 5 },
          content: [paragraph(`格${at}`)],
        })),
      },
      { type: "tableRow", content: [{ type: "tableCell", content: [paragraph("末格")] }] },
    ],
  }
  const bad = ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"]
  const odd = paragraph("\u0000\u0007控制\u0000字符 \ud800 😀 𠮷")
  const prose = doc(link("https://example.org/a"), ...bad.map(link), nest(60), table, odd, {
    type: "heading",
    attrs: { level: 4 },
    content: [{ type: "text", text: "四级标题" }],
  })
  const sections = input.content.sections.map((section) =>
    section.prose ? { ...section, prose: { zh: prose } } : section,
  )
  const pdf = await readPdf(await renderPdf({ ...input, content: { ...input.content, sections } }))
  expect(new Set(pdf.links)).toEqual(new Set(["https://example.org/a"]))
  for (const said of ["javascript:alert(1)", "最里面", "格39", "末格", "控制字符", "四级标题"])
    expect(words(pdf.text)).toContain(said)
})

test("a child that does not end is killed, and the refusal says so", { timeout: slow }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "chancery-test-"))
  try {
    const worker = join(folder, "forever.mjs")
    writeFileSync(worker, "for (;;) {}")
    let pid: number | undefined
    const made = runChild({ print: {} }, { worker, patience: 200, onStart: (started) => (pid = started) })
    await expect(made).rejects.toMatchObject({ code: "conflict", messageKey: "exportTooLong" })
    expect(() => process.kill(pid ?? 0, 0)).toThrow()
  } finally {
    await rm(folder, { recursive: true })
  }
})

test.runIf(process.platform === "linux")(
  "a child has a bounded memory and none of the server's environment",
  { timeout: slow },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "chancery-test-"))
    try {
      const worker = join(folder, "says.mjs")
      writeFileSync(
        worker,
        `import { readFileSync } from "node:fs"
       const limit = readFileSync("/proc/self/limits", "utf8").match(/Max address space +(\\d+)/)?.[1]
       process.stdout.write("%PDF-" + JSON.stringify({ limit, env: Object.keys(process.env) }))`,
      )
      const said = Buffer.from(await runChild({ print: {} }, { worker })).toString()
      const { limit, env } = JSON.parse(said.slice(5)) as { limit: string; env: string[] }
      expect(Number(limit)).toBe(4 * 1024 ** 3)
      expect(env).not.toContain("AUTH_SECRET")
      expect(env).not.toContain("DATABASE_URL")
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)

test("what the engine cannot set is a refusal, not a crash", { timeout: slow }, async () => {
  await expect(runChild({ print: { nonsense: true } })).rejects.toMatchObject({ messageKey: "exportFailed" })
})

test.each([
  ["08", "en", ["harmony game", "the label does not fit", "A > (B + D) / 2", "4, 1"]],
  ["08", "zh", ["和谐博弈", "名称与数值不符", "总收益最大"]],
  ["09", "zh", ["案例落点图", "无案例", "异议 1", "编码规则"]],
  ["11", "en", ["Cases by cell", "Closure"]],
  ["12", "zh", ["最弱一边：安全"]],
  ["14", "en", ["Recomputed", "41.9622", "differs", "does not hold"]],
] as const)(
  "sample %s prints in %s what its numbers and cells imply",
  async (name, languages, said) => {
    const { text, pages } = await readPdf(await renderPdf(await sampleInput(name, { languages })))
    expect(pages.length).toBeGreaterThan(3)
    for (const one of said) expect(words(text)).toContain(words(one))
  },
  slow,
)

test("no template evaluates or reads anything but its data", () => {
  const folder = "lib/export/pdf"
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".typ")))
    expect(readFileSync(join(folder, name), "utf8")).not.toMatch(/\b(eval|read|bibliography|plugin|include)\(/)
})
