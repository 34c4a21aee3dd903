// Every template of the gallery as a page, and what the material itself demands of the screen and the print.

import { readdirSync, readFileSync } from "node:fs"
import type { Page } from "@playwright/test"
import { parse } from "yaml"
import type { SectionContent, Text } from "../lib/document/content.ts"
import { readPdf } from "../vitest/read-pdf.ts"
import { openBrief, textAt } from "./brief-page.ts"
import { fullMemo, newBrief, rowsOf, send, workshopOf, write } from "./by-script.ts"
import { expect, test } from "./fixtures.ts"
import type { ChanceryServer } from "./server.ts"
import { wordsOf } from "./words.ts"

const gallery = new URL("../lib/templates/gallery/", import.meta.url)
const templates = readdirSync(gallery).map(
  (file) =>
    parse(readFileSync(new URL(file, gallery), "utf8")) as {
      key: string
      code: string
      name: Required<Pick<Text, "zh" | "en">>
      sections: { key: string; kind: string; heading: Required<Pick<Text, "zh" | "en">> }[]
    },
)

/** What a page complained about. */
function complaints(page: Page): string[] {
  const heard: string[] = []
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") heard.push(message.text())
  })
  page.on("pageerror", (error) => heard.push(String(error)))
  return heard
}

async function pdfOf(server: ChanceryServer, token: string, briefId: string, lang = "both") {
  const answer = await fetch(`${server.url}/api/v1/briefs/${briefId}/export?format=pdf&lang=${lang}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(answer.status).toBe(200)
  const pdf = await readPdf(new Uint8Array(await answer.arrayBuffer()))
  return { ...pdf, squeezed: pdf.text.replace(/\s+/g, "") }
}

test("the gallery has eighteen templates", () => {
  expect(templates.map(({ code }) => code).sort()).toEqual(
    Array.from({ length: 18 }, (_, at) => `T${String(at + 1).padStart(2, "0")}`),
  )
})

// One page in Chinese, the next in English: each shows the headings of the other language too.
for (const [at, { key, code, name, sections }] of templates.entries())
  test(`a brief from ${code} opens with every section, in both languages, and prints`, async ({ as, server }) => {
    const [locale, language, other] = at % 2 === 0 ? (["en", "en", "zh"] as const) : (["zh-CN", "zh", "en"] as const)
    const token = await server.token("drafter")
    const briefId = await newBrief(server, token, { template: key, title: name })
    const page = await as("drafter", { locale })
    const heard = complaints(page)
    await openBrief(page, briefId)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name[language])
    const drawn = page.locator("[data-section]")
    await expect(drawn).toHaveCount(sections.length)
    const shown = await drawn.evaluateAll((list) =>
      list.map((one) => ({ kind: one.getAttribute("data-kind"), text: one.textContent ?? "" })),
    )
    const outline = await page
      .locator("[data-outline]")
      .evaluateAll((list) => Object.fromEntries(list.map((one) => [one.getAttribute("data-outline"), one.textContent])))
    for (const [place, section] of sections.entries()) {
      expect(shown[place]?.kind).toBe(section.kind)
      expect(shown[place]?.text).toContain(section.heading[language])
      expect(shown[place]?.text).toContain(section.heading[other])
      expect(outline[section.key]).toContain(section.heading[language])
    }
    // Down to the last section, so that everything that draws itself when it comes near has done so.
    await drawn.last().scrollIntoViewIfNeeded()
    await expect(drawn.last()).toBeInViewport()
    expect(heard).toEqual([])
    for (const printed of ["zh", "en"] as const) {
      const { squeezed } = await pdfOf(server, token, briefId, printed)
      for (const section of sections) expect(squeezed).toContain(section.heading[printed].replace(/\s/g, ""))
    }
  })

test("a game says on screen and in print that its label does not fit, and what it is when read the other way", async ({
  as,
  server,
}) => {
  const token = await server.token("drafter")
  const briefId = await newBrief(server, token, { template: "T05" })
  const strategies = [
    { id: "coop", cells: { name: { zh: "合作", en: "Cooperate" } } },
    { id: "defect", cells: { name: { zh: "不合作", en: "Defect" } } },
  ]
  const pays = (row: Record<string, [number, number, string]>) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([column, [first, second, letters]]) => [
        [`${column}/first`, first],
        [`${column}/second`, second],
        [`${column}/letters`, letters],
      ]),
    )
  const payoffs: SectionContent = {
    key: "payoffs",
    kind: "payoff_matrix",
    heading: {},
    parts: {
      columns: strategies,
      rows: strategies.map(({ id, cells }) => ({
        id,
        cells: {
          ...cells,
          ...pays(
            id === "coop"
              ? { coop: [3, 3, "A, A"], defect: [4, 1, "B, D"] }
              : { coop: [1, 4, "D, B"], defect: [2, 2, "C, C"] },
          ),
        },
      })),
      terms: [
        {
          id: "fields",
          cells: { reading: "row_first", label: "prisoners_dilemma", condition: "A > (B + D) / 2" },
        },
      ],
    },
  }
  await write(server, token, briefId, [payoffs])
  for (const locale of ["zh-CN", "en"] as const) {
    const page = await as("observer", { locale })
    await openBrief(page, briefId)
    const words = wordsOf(locale)
    const result = page.locator("#payoffs [data-figure=game]")
    await expect(result).toContainText(words("editor.figures.labelDoesNotFit"))
    await expect(result).toContainText(words("editor.figures.labelFits"))
    await expect(result).toContainText(words("editor.figures.holds"))
    await expect(result).toContainText(locale === "en" ? "(Cooperate, Cooperate)" : "（合作、合作）")
    await page.context().close()
  }
  expect((await pdfOf(server, token, briefId, "zh")).squeezed).toContain("名称与数值不符")
  expect((await pdfOf(server, token, briefId, "en")).squeezed).toContain("thelabeldoesnotfit")
})

test("a two-by-two keeps its empty cell and the dissent beside a case, on screen and in print (A10)", async ({
  as,
  server,
}) => {
  const token = await server.token("drafter")
  const briefId = await newBrief(server, token, { template: "T06" })
  const matrix: SectionContent = {
    key: "matrix",
    kind: "matrix_2x2",
    heading: {},
    parts: {
      placements: [
        {
          id: "UA13",
          cells: {
            case: { zh: "乌克兰2013", en: "Ukraine 2013" },
            cell: "high_high",
            reason: { zh: "表2如此", en: "So in table 2" },
            dissent: { zh: "正文所述不同", en: "The text says otherwise" },
          },
        },
      ],
    },
  }
  await write(server, token, briefId, [matrix])
  for (const locale of ["zh-CN", "en"] as const) {
    const page = await as("observer", { locale })
    await openBrief(page, briefId)
    const figure = page.locator("#matrix [data-figure=quadrants]").getByRole("img")
    for (const said of locale === "en"
      ? ["Ukraine 2013 (Dissent: The text says otherwise)", "no case"]
      : ["乌克兰2013（异议：正文所述不同）", "无案例"])
      await expect(figure).toHaveAttribute("aria-label", new RegExp(said.replace(/[()]/g, "\\$&")))
    await page.context().close()
  }
  const { squeezed } = await pdfOf(server, token, briefId, "en")
  expect(squeezed).toContain("Dissent1·Ukraine2013:Thetextsaysotherwise")
  expect(squeezed).toContain("nocase")
})

test("a source whose particulars are to be verified says so on screen and in print, and no final brief rests on it", async ({
  as,
  server,
}) => {
  const token = await server.token("drafter")
  const briefId = await fullMemo(server, token)
  for (const [locale, mark] of [
    ["zh-CN", "待核：题名、作者"],
    ["en", "to verify: title, author"],
  ] as const) {
    const page = await as("observer", { locale })
    await openBrief(page, briefId)
    await expect(page.locator("#references")).toContainText(mark)
    await page.context().close()
  }
  const { squeezed } = await pdfOf(server, token, briefId)
  expect(squeezed).toContain("待核：题名、作者")
  expect(squeezed).toContain("toverify")

  const meta: SectionContent = {
    key: "meta",
    kind: "meta",
    heading: {},
    parts: { fields: [{ id: "fields", cells: { standing: "final" } }] },
  }
  await write(server, token, briefId, [meta])
  const { status, body } = await send(server, token, `POST briefs/${briefId}/submit`)
  expect({ status, code: body.error.code }).toEqual({ status: 400, code: "invalid" })
  expect(body.error.details).toMatchObject([
    { section: "evidence", level: "error", message: "sourceToVerifyInFinal", values: { source: "000" } },
  ])
  const page = await as("drafter")
  await openBrief(page, briefId)
  await page.getByTestId("submit").click()
  await expect(page.getByTestId("submit-confirm")).toBeDisabled()
})

test("a design without a decision rule says that it is not specified, on screen and in print", async ({
  as,
  server,
}) => {
  const token = await server.token("drafter")
  const briefId = await newBrief(server, token, { template: "T01" })
  const design: SectionContent = {
    key: "design",
    kind: "design_sheet",
    heading: {},
    parts: { fields: [{ id: "fields", cells: { formality: "treaty", chair_rule: "rotating" } }] },
  }
  await write(server, token, briefId, [design])
  for (const locale of ["zh-CN", "en"] as const) {
    const page = await as("observer", { locale })
    await openBrief(page, briefId)
    await expect(textAt(page, "t:design/fields/fields/decision_rule")).toHaveText(
      wordsOf(locale)("editor.cell.notSpecified"),
    )
    await expect(textAt(page, "t:design/fields/fields/formality")).toHaveText(locale === "en" ? "treaty" : "条约")
    await page.context().close()
  }
  expect((await pdfOf(server, token, briefId, "zh")).squeezed).toContain("决策规则未说明")
  expect((await pdfOf(server, token, briefId, "en")).squeezed).toContain("Decisionrulenotspecified")
})

test("the print has circled notes that begin anew on each page, Russian names in Cyrillic, and the works by GB/T 7714", async ({
  server,
}) => {
  const token = await server.token("drafter")
  const workshopId = await workshopOf(server, token)
  const csl = {
    type: "article-journal",
    language: "ru",
    title: "Центральная Азия в поисках равновесия",
    author: [{ family: "Лукин", given: "А. В." }],
    "container-title": "Полис",
    issued: { "date-parts": [[2020]] },
    issue: "3",
    page: "5-9",
  }
  await rowsOf(
    server,
    `insert into "Source" (id, "workshopId", code, names, data) values (gen_random_uuid(), $1, 'RU-1', $2, $3) on conflict do nothing`,
    [workshopId, { ru: csl.title }, { csl }],
  )
  const briefId = await fullMemo(server, token)
  const cite = (text: string, evidence: string): SectionContent["prose"] => {
    const doc = (words: string) => ({
      type: "doc",
      content: [
        {
          type: "paragraph",
          content: [
            { type: "text", text: words },
            { type: "citation", attrs: { evidence } },
          ],
        },
      ],
    })
    return { zh: doc(text), en: doc("A Russian paper says otherwise.") }
  }
  await write(server, token, briefId, [
    { key: "argument", kind: "prose", heading: {}, prose: cite("俄文论文另有说法。", "RU") },
    {
      key: "evidence",
      kind: "evidence_list",
      heading: {},
      parts: {
        rows: [
          {
            id: "RU",
            cells: {
              code: "R1",
              claim: { zh: "均衡尚未形成。", en: "There is no balance yet." },
              source: "RU-1",
              locator: { zh: "С. 6", en: "С. 6" },
              origin: "P",
            },
          },
        ],
      },
    },
  ])
  const pdf = await pdfOf(server, token, briefId)
  const noted = pdf.pages.filter((page) => page.includes("①"))
  expect(noted.length).toBeGreaterThan(1)
  for (const page of pdf.pages) if (page.includes("②")) expect(page).toContain("①")
  expect(pdf.squeezed).toContain("Лукин")
  expect(pdf.squeezed).toContain("ЦентральнаяАзиявпоискахравновесия[J].Полис,2020(3):5-9")
  expect(pdf.squeezed).toContain("俄罗斯东欧中亚研究,2017")
})
