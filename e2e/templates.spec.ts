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

test("the gallery has the four templates", () => {
  expect(templates.map(({ code }) => code).sort()).toEqual(["T01", "T02", "T03", "T13"])
})

for (const { key, code, name, sections } of templates)
  test(`a brief from ${code} opens with every section, in both languages, and prints`, async ({ as, server }) => {
    const token = await server.token("drafter")
    const briefId = await newBrief(server, token, { template: key, title: name })
    for (const [locale, language, other] of [
      ["en", "en", "zh"],
      ["zh-CN", "zh", "en"],
    ] as const) {
      const page = await as("drafter", { locale })
      const heard = complaints(page)
      await openBrief(page, briefId)
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(name[language])
      const drawn = page.locator("[data-section]")
      await expect(drawn).toHaveCount(sections.length)
      for (const [at, section] of sections.entries()) {
        await expect(drawn.nth(at)).toHaveAttribute("data-kind", section.kind)
        await expect(drawn.nth(at).getByRole("heading", { level: 2 })).toContainText(section.heading[language])
        await expect(drawn.nth(at)).toContainText(section.heading[other])
        await expect(page.locator(`[data-outline="${section.key}"]`)).toContainText(section.heading[language])
      }
      // Down to the last section, so that everything that draws itself when it comes near has done so.
      await drawn.last().scrollIntoViewIfNeeded()
      await expect(drawn.last()).toBeInViewport()
      expect(heard).toEqual([])
      const { squeezed } = await pdfOf(server, token, briefId, language)
      for (const section of sections) expect(squeezed).toContain(section.heading[language].replace(/\s/g, ""))
    }
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
