// The whole job, once as a Chinese reader and once as an English one does it: from a template to a signed PDF, and on.

import type { Browser, Page } from "@playwright/test"
import { samplePassword, samplePeople } from "../lib/sample/people.ts"
import { readPdf } from "../vitest/read-pdf.ts"
import { alive, expectSaved, expectState, openBrief, selectParagraph, textAt, typeAt } from "./brief-page.ts"
import { contentOf, memo, send, write } from "./by-script.ts"
import { expect, test } from "./fixtures.ts"
import type { SampleRole } from "./server.ts"
import { type Locale, wordsOf } from "./words.ts"

interface Story {
  locale: Locale
  writer: SampleRole
  colleague: SampleRole
  template: string
  title: { zh: string; en: string }
  issue: { zh: string; en: string }
  added: string
  step: { zh: string; en: string }
  remark: string
  passed: string
  signed: string
  mended: string
}

const stories: Story[] = [
  {
    locale: "zh-CN",
    writer: "convener",
    colleague: "drafter",
    template: "政策备忘录",
    title: { zh: "关于咸海水文数据共享的建议", en: "Sharing water data on the Aral Sea basin" },
    issue: {
      zh: "上下游对来水数据各执一词，今年灌溉季之前须定下由谁公布。",
      en: "Upstream and downstream quote different inflow figures; who publishes them must be settled before irrigation.",
    },
    added: "两国已口头同意。",
    step: { zh: "四月底前公布首份月报", en: "Publish the first monthly report by the end of April" },
    remark: "“各执一词”有没有出处？",
    passed: "数据来源已说明，无其他意见。",
    signed: "同意，自四月起施行。",
    mended: "首份月报须附校核说明。",
  },
  {
    locale: "en",
    writer: "drafter",
    colleague: "convener",
    template: "Policy memo",
    title: { zh: "过境时间先行试点建议", en: "A pilot on transit times at two crossings" },
    issue: {
      zh: "两个口岸的过境时间相差三倍，是否先在一处试点，须在六月前决定。",
      en: "Transit times at the two crossings differ threefold; whether to pilot at one of them is to be decided by June.",
    },
    added: " Both customs services agree.",
    step: { zh: "先在一个口岸试行三个月", en: "Try it for three months at one crossing" },
    remark: "Threefold by whose count?",
    passed: "The source is named now. Nothing further.",
    signed: "Agreed, for one crossing only.",
    mended: " The count is repeated every month.",
  },
]

/** Signs in through the form, from the first page. */
async function enter(browser: Browser, baseURL: string, locale: Locale, role: SampleRole): Promise<Page> {
  const say = wordsOf(locale)
  const context = await browser.newContext({ baseURL })
  await context.addCookies([{ name: "locale", value: locale, url: baseURL }])
  const page = await context.newPage()
  await page.goto("/")
  await page.getByLabel(say("auth.signIn.email")).fill(samplePeople[role].email)
  await page.getByLabel(say("auth.signIn.password")).fill(samplePassword)
  await page.getByRole("button", { name: say("auth.signIn.submit") }).click()
  await expect(page.getByRole("heading", { name: say("workshop.home.title") })).toBeVisible()
  return page
}

const squeezed = (text: string) => text.replace(/\s+/g, "")

for (const story of stories)
  test(`the whole job in ${story.locale}: template, writing together, review, signature, PDF, and a new version after`, async ({
    browser,
    server,
  }) => {
    test.setTimeout(300_000)
    const { locale } = story
    const say = wordsOf(locale)
    const token = await server.token(story.writer)
    const writer = await enter(browser, server.url, locale, story.writer)

    await test.step("a brief is begun from the template of a memo", async () => {
      await writer.locator("main").getByRole("link").first().click()
      await writer.getByRole("link", { name: say("workshop.newBrief") }).click()
      await writer.getByRole("radio", { name: story.template }).check()
      await writer.getByLabel(say("workshop.create.titleZh")).fill(story.title.zh)
      await writer.getByLabel(say("workshop.create.titleEn")).fill(story.title.en)
      await writer.getByRole("checkbox", { name: "O-03" }).check()
      await writer.getByRole("button", { name: say("workshop.create.submit") }).click()
      await expect(writer).toHaveURL(/\/briefs\/[0-9a-f-]{36}$/)
      await alive(writer)
    })
    const briefId = writer.url().slice(-36)

    await test.step("what is missing stands in the way of submitting", async () => {
      await writer.getByTestId("submit").click()
      await expect(writer.getByRole("dialog")).toContainText(say("editor.submit.notYet"))
      await expect(writer.getByTestId("submit-confirm")).toBeDisabled()
      await writer.getByRole("button", { name: say("editor.submit.cancel") }).click()
    })

    await test.step("a script brings most of the text; it appears on the open page", async () => {
      const bulk = memo().filter(({ key }) => key !== "issue")
      for (const { parts } of bulk)
        for (const rows of Object.values(parts ?? {})) for (const { cells } of rows) delete cells.as_of_date
      await write(server, token, briefId, bulk)
      await expect(textAt(writer, "p:background:en")).toContainText("The paper holds")
    })

    const colleague = await enter(browser, server.url, locale, story.colleague)
    await test.step("a second person is there, with a name", async () => {
      await openBrief(colleague, briefId)
      const here = (page: Page, role: SampleRole) =>
        page.getByTestId("people-here").getByRole("img", { name: samplePeople[role].name })
      await expect(here(writer, story.colleague)).toBeVisible()
      await expect(here(colleague, story.writer)).toBeVisible()
    })

    await test.step("both write in the same paragraph, and the rest is filled by hand", async () => {
      await typeAt(writer, "p:issue:zh", story.issue.zh)
      await typeAt(writer, "p:issue:en", story.issue.en)
      const shared = locale === "en" ? "p:issue:en" : "p:issue:zh"
      await expect(textAt(colleague, shared)).toContainText(story.issue[locale === "en" ? "en" : "zh"])
      await typeAt(colleague, shared, story.added)
      await expect(textAt(writer, shared)).toContainText(story.added)
      await expect(textAt(writer, shared).locator(".caret")).toHaveAttribute(
        "data-name",
        samplePeople[story.colleague].name,
      )

      const date = textAt(writer, "t:meta/fields/fields/as_of_date")
      await date.fill("2026-11")
      await date.press("Enter")
      const steps = writer.locator("#next .part-row")
      const before = await steps.count()
      await writer
        .locator("#next")
        .getByRole("button", { name: say("editor.row.add"), exact: true })
        .click()
      await expect(steps).toHaveCount(before + 1)
      const cell = (language: string) => steps.last().locator(`[data-root$="/action:${language}"]`)
      for (const language of ["zh", "en"] as const) {
        await cell(language).click()
        await writer.keyboard.insertText(story.step[language])
      }
      await expectSaved(writer)
      await expectSaved(colleague)
      await expect(colleague.locator("#next .part-row").last()).toContainText(story.step.zh)
      const stored = JSON.stringify(await contentOf(server, token, briefId))
      for (const words of [story.issue.zh, story.issue.en, story.added, story.step.zh, story.step.en])
        expect(stored).toContain(words)
    })
    await colleague.context().close()

    await test.step("nothing is missing, and it is submitted", async () => {
      await writer.getByTestId("submit").click()
      await writer.getByTestId("submit-confirm").click()
      await expectState(writer, "in_review")
      await expect(textAt(writer, "p:issue:zh").locator("[contenteditable=true]")).toHaveCount(0)
    })
    const { body: listed } = await send(server, token, `GET briefs/${briefId}/versions`)
    const [first] = listed.versions
    expect(first).toMatchObject({ number: 1, state: "open" })

    const reviewer = await enter(browser, server.url, locale, "reviewer")
    await test.step("the reviewer comments on a sentence and passes it", async () => {
      await openBrief(reviewer, briefId)
      await selectParagraph(reviewer, "p:issue:zh", story.issue.zh.slice(0, 6))
      await reviewer.getByTestId("comment-selection").click()
      await reviewer.getByRole("combobox", { name: say("comments.new") }).fill(story.remark)
      await reviewer.getByRole("button", { name: say("comments.send"), exact: true }).click()
      await expect(writer.locator("article[data-thread]")).toContainText(story.remark)
      await reviewer.getByTestId("decide").click()
      await expect(reviewer.getByTestId("decide-approve")).toHaveCount(0)
      await reviewer.getByRole("dialog").getByLabel(say("editor.decide.note")).fill(story.passed)
      await reviewer.getByTestId("decide-pass").click()
      await expect(reviewer.getByTestId("frozen")).toContainText(story.passed)
      await expect(writer.getByTestId("frozen")).toContainText(story.passed)
      await expectState(writer, "in_review")
    })
    await reviewer.context().close()

    const approver = await enter(browser, server.url, locale, "approver")
    await test.step("the approver signs exactly the hash that is shown", async () => {
      await openBrief(approver, briefId)
      await approver.getByTestId("decide").click()
      await expect(approver.getByTestId("hash")).toHaveText(first.sha256)
      await approver.getByRole("dialog").getByLabel(say("editor.decide.note")).fill(story.signed)
      await approver.getByTestId("decide-approve").click()
      await expectState(approver, "approved")
      await expectState(writer, "approved")
      const { body: version } = await send(server, token, `GET versions/${first.id}`)
      expect(version).toMatchObject({ state: "approved", sha256: first.sha256 })
      expect(version.decisions).toMatchObject([
        { kind: "pass", role: "reviewer", note: story.passed, sha256: first.sha256 },
        { kind: "approve", role: "approver", note: story.signed, sha256: first.sha256 },
      ])
    })
    await approver.context().close()

    await test.step("the PDF has the text in both languages and the same hash on its clearance page", async () => {
      const href = await writer.getByRole("link", { name: say("editor.pdf"), exact: true }).getAttribute("href")
      const answer = await writer.request.get(String(href))
      expect(answer.headers()["content-type"]).toBe("application/pdf")
      const pdf = await readPdf(new Uint8Array(await answer.body()))
      const text = squeezed(pdf.text)
      for (const words of [
        story.title.zh,
        story.title.en,
        story.issue.zh,
        story.issue.en,
        story.step.zh,
        story.step.en,
      ])
        expect(text).toContain(squeezed(words))
      const clearance = pdf.pages
        .map(squeezed)
        .find((page) => page.includes(first.sha256) && page.includes(squeezed(story.signed)))
      expect(clearance).toContain(squeezed(samplePeople.approver.name))
      expect(clearance).toContain(squeezed(samplePeople.reviewer.name))
    })

    await test.step("an edit after approval needs the brief reopened and a new version", async () => {
      const shared = locale === "en" ? "p:issue:en" : "p:issue:zh"
      await writer.getByTestId("reopen").click()
      await writer
        .getByRole("dialog")
        .getByRole("button", { name: say("editor.reopen.action") })
        .click()
      await expectState(writer, "draft")
      await textAt(writer, shared).scrollIntoViewIfNeeded()
      await expect(textAt(writer, shared).locator("[contenteditable=true]")).toHaveCount(1)
      await typeAt(writer, shared, story.mended)
      await expectSaved(writer)
      await writer.getByTestId("submit").click()
      await writer.getByTestId("submit-confirm").click()
      await expectState(writer, "in_review")
    })

    await test.step("the list of versions and the comparison say what happened", async () => {
      await writer.getByRole("link", { name: say("editor.versions") }).click()
      const rows = writer.locator("main ol > li")
      await expect(rows).toHaveCount(2)
      await expect(rows.nth(0)).toContainText("Rev. 2")
      await expect(rows.nth(0)).toContainText(say("words.round.open"))
      await expect(rows.nth(1)).toContainText("Rev. 1")
      await expect(rows.nth(1)).toContainText(say("words.round.approved"))
      await expect(rows.nth(1)).toContainText(first.sha256)
      await expect(rows.nth(1)).toContainText(samplePeople.approver.name)
      await rows
        .nth(0)
        .getByRole("link", { name: say("versions.compare") })
        .click()
      await expect(writer).toHaveURL(/\/compare\?from=1&to=2$/)
      await expect(writer.locator("ins")).toHaveText([story.mended.trim()])
      await expect(writer.locator("del")).toHaveCount(0)

      await writer.goto(`/briefs/${briefId}/versions/1`)
      await expect(writer.locator("main")).toContainText(story.issue.zh)
      await expect(writer.locator("main")).not.toContainText(story.mended.trim())
      await expect(writer.locator("main")).toContainText(first.sha256)
    })
    await writer.context().close()
  })
