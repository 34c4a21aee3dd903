// The languages of one brief: what a change on one side says to the other, the words that are agreed on, and how the
// sides stand on the screen.

import type { Browser, Page } from "@playwright/test"
import { alive, expectSaved, openBrief, textAt, typeAt } from "./brief-page.ts"
import { newBrief, rowsOf, write } from "./by-script.ts"
import { expect, signIn, test } from "./fixtures.ts"
import { type OwnPerson, type OwnWorkshop, ownPassword, ownWorkshop } from "./own-workshop.ts"
import type { ChanceryServer } from "./server.ts"

// Three people and many steps: a slow machine may take its time.
test.describe.configure({ timeout: 240_000 })

async function signedIn(browser: Browser, server: ChanceryServer, { email }: OwnPerson, width = 1440): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width, height: 900 } })
  await context.addCookies([{ name: "locale", value: "en", url: server.url }])
  const page = await context.newPage()
  await signIn(page, email, ownPassword)
  return page
}

const said = (text: string) => ({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] })

/** A memo that says a little in both languages and has rested since yesterday. */
async function restedMemo(server: ChanceryServer): Promise<{ own: OwnWorkshop; briefId: string }> {
  const own = await ownWorkshop(server)
  const token = await own.token("convener")
  const briefId = await newBrief(server, token, { workshopId: own.id })
  await write(server, token, briefId, [
    { key: "issue", kind: "", heading: {}, prose: { zh: said("方案可行。"), en: said("It can be done.") } },
    {
      key: "background",
      kind: "",
      heading: {},
      prose: { zh: said("背景一段，比另一边长得多。".repeat(20)), en: said("Background.") },
    },
  ])
  await rowsOf(server, `update "BriefUpdate" set at = at - interval '1 day' where "briefId" = $1`, [briefId])
  await rowsOf(server, `update "Brief" set "updatedAt" = "updatedAt" - interval '1 day' where id = $1`, [briefId])
  return { own, briefId }
}

const section = (page: Page, key: string) => page.locator(`#paper [data-section="${key}"]`)

test("a side that was left behind is marked for the other person with what changed, until it is brought in line", async ({
  browser,
  server,
}) => {
  const { own, briefId } = await restedMemo(server)
  const she = await signedIn(browser, server, own.people.convener)
  const he = await signedIn(browser, server, own.people.drafter)
  const reader = await signedIn(browser, server, own.people.observer)
  for (const page of [she, he, reader]) await openBrief(page, briefId)
  const mark = (page: Page, key = "issue") => section(page, key).getByTestId("stale")
  await expect(mark(he)).toHaveCount(0)

  await typeAt(she, "p:issue:zh", "但费用高。")
  for (const page of [she, he, reader]) {
    await expect(mark(page)).toHaveText("Translation outdated")
    await expect(mark(page, "background")).toHaveCount(0)
    await expect(section(page, "issue").locator("[data-stale-side=en]")).toBeVisible()
    await expect(page.locator(`.brief-outline [data-outline="issue"] [data-stale]`)).toBeVisible()
  }
  await reader.getByTestId("stale").click()
  await expect(reader.locator("[data-stale-place] ins")).toHaveText("但费用高。")
  await expect(reader.getByTestId("in-line")).toHaveCount(0)

  await he.locator(".brief-outline").getByTestId("warnings").click()
  await he.getByRole("button", { name: "English may be out of date: Chinese has changed since" }).click()
  await typeAt(he, "p:issue:en", " But it is dear.")
  await expectSaved(he)
  await mark(he).click()
  await expect(he.getByText("Both have changed since they were last in line.")).toBeVisible()
  await he.getByTestId("in-line").click()
  for (const page of [she, he, reader]) {
    await expect(mark(page)).toHaveCount(0)
    await expect(page.locator(`.brief-outline [data-outline="issue"] [data-stale]`)).toHaveCount(0)
  }
  await he.reload()
  await alive(he)
  await expect(mark(he)).toHaveCount(0)

  // From now on the English side may run ahead too; taken back, it has not.
  await typeAt(he, "p:issue:en", " Very.")
  await expect(section(she, "issue").locator("[data-stale-side=zh]")).toBeVisible()
  await he.getByRole("button", { name: "Undo" }).click()
  await expect(mark(she)).toHaveCount(0)
  for (const page of [she, he, reader]) await page.context().close()
})

/** Opens a dialog by its button. One that is pressed before the page is alive does nothing, so it is pressed again. */
async function openDialog(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name })
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.getByRole("button", { name }).click({ timeout: 2000 })
    await expect(dialog).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 30_000 })
}

test("a term of the glossary is offered while typing, and a form to avoid is told and replaced", async ({
  browser,
  server,
}) => {
  const { own, briefId } = await restedMemo(server)
  const page = await signedIn(browser, server, own.people.drafter)
  await page.goto(`/workshops/${own.id}/registers/terms`)
  const dialog = page.getByRole("dialog", { name: /^Add a term|^Edit T-/ })
  for (const [zh, en, avoid] of [
    ["颜色革命", "colour revolution", "color revolution"],
    ["大国协调", "great-power concert", ""],
  ] as const) {
    await openDialog(page, "Add a term")
    await dialog.getByLabel("Chinese · Agreed form").fill(zh)
    await dialog.getByLabel("English · Agreed form").fill(en)
    await dialog.locator("[name=avoid-en]").fill(avoid)
    await dialog.getByRole("button", { name: "Add", exact: true }).click()
    await expect(dialog).toHaveCount(0)
  }
  await expect(page.locator("[data-term]")).toHaveCount(2)
  await page.getByRole("searchbox").fill("大国")
  await expect(page.locator("[data-term]")).toHaveText([/great-power concert/])
  await openDialog(page, "Edit T-002")
  await dialog.locator("[name=avoid-en]").fill("great-power concert")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog.getByText("“great-power concert” cannot be both agreed and to be avoided.")).toBeVisible()
  await page.keyboard.press("Escape")

  await openBrief(page, briefId)
  const offers = page.getByTestId("offers")
  await textAt(page, "p:issue:en").click()
  await page.keyboard.press("Control+End")
  await page.keyboard.type(" A great-po")
  await expect(offers.getByRole("option")).toHaveText([/great-power concert/])
  await page.keyboard.press("Tab")
  await expect(textAt(page, "p:issue:en")).toHaveText("It can be done. A great-power concert")
  await expect(offers).toHaveCount(0)
  await page.keyboard.type(", no 颜色革")
  await expect(offers.getByRole("option")).toHaveText([/colour revolution/])
  await page.keyboard.press("Escape")
  await expect(offers).toHaveCount(0)
  for (let at = 0; at < "no 颜色革".length; at++) await page.keyboard.press("Backspace")

  // What an input method shows before its word is chosen is no reason to offer anything.
  await textAt(page, "p:issue:zh").click()
  await page.keyboard.press("Control+End")
  const ime = await page.context().newCDPSession(page)
  for (let end = 1; end <= "great".length; end++) {
    const text = "great".slice(0, end)
    await ime.send("Input.imeSetComposition", { text, selectionStart: end, selectionEnd: end })
  }
  await expect(textAt(page, "p:issue:zh")).toHaveText("方案可行。great")
  await expect(offers).toHaveCount(0)
  await ime.send("Input.insertText", { text: "大国" })
  await expect(offers.getByRole("option")).toHaveText([/大国协调/])
  await page.keyboard.press("Tab")
  await expect(textAt(page, "p:issue:zh")).toHaveText("方案可行。大国协调")
  await page.getByRole("button", { name: "Offer agreed terms while I type" }).click()
  await textAt(page, "p:issue:en").click()
  await page.keyboard.press("Control+End")
  await page.keyboard.type("a color revolution")
  await expect(section(page, "issue").getByTestId("wording")).toContainText("1")
  await expect(offers).toHaveCount(0)

  await section(page, "issue").getByTestId("wording").click()
  await expect(page.getByText("“color revolution”: the workshop writes “colour revolution”")).toBeVisible()
  await page.getByTestId("replace-word").click()
  await expect(textAt(page, "p:issue:en")).toHaveText("It can be done. A great-power concert, a colour revolution")
  await expect(section(page, "issue").getByTestId("wording")).toHaveCount(0)
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(textAt(page, "p:issue:en")).toContainText("a color revolution")
  await page.getByRole("button", { name: "Redo" }).click()
  await expectSaved(page)

  await typeAt(page, "p:background:zh", "大国协调")
  await section(page, "background").getByTestId("wording").click()
  await expect(page.getByText("English without “great-power concert”, the form agreed for “大国协调”")).toBeVisible()
  await expect(page.getByTestId("replace-word")).toHaveCount(0)
  await page.context().close()
})

test("both sides of a section begin at the same height on a wide screen; a phone shows one and switches", async ({
  browser,
  server,
}) => {
  const { own, briefId } = await restedMemo(server)
  const wide = await signedIn(browser, server, own.people.drafter)
  await openBrief(wide, briefId)
  for (const key of ["issue", "background"]) {
    const [zh, en] = [textAt(wide, `p:${key}:zh`), textAt(wide, `p:${key}:en`)]
    await expect(async () => {
      const [left, right] = [await zh.boundingBox(), await en.boundingBox()]
      expect(Math.abs((left?.y ?? 0) - (right?.y ?? 9))).toBeLessThan(1)
      expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0)
    }).toPass()
  }
  const phone = await signedIn(browser, server, own.people.observer, 390)
  await openBrief(phone, briefId)
  await expect(textAt(phone, "p:issue:en")).toBeVisible()
  await expect(textAt(phone, "p:issue:zh")).toHaveCount(0)
  await phone.getByRole("button", { name: "Chinese", exact: true }).click()
  await expect(textAt(phone, "p:issue:zh")).toBeVisible()
  await expect(textAt(phone, "p:issue:en")).toHaveCount(0)
  await phone.reload()
  await alive(phone)
  await expect(textAt(phone, "p:issue:zh")).toBeVisible()
  await expect(textAt(phone, "p:issue:en")).toHaveCount(0)
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  for (const page of [wide, phone]) await page.context().close()
})

test("a language that is added while people write is there for everybody, with nothing lost, and is printed", async ({
  browser,
  server,
}) => {
  const { own, briefId } = await restedMemo(server)
  const she = await signedIn(browser, server, own.people.convener)
  const he = await signedIn(browser, server, own.people.drafter)
  await Promise.all([openBrief(she, briefId), openBrief(he, briefId)])
  await typeAt(he, "p:issue:en", " Written before.")
  await she.getByRole("button", { name: "Russian" }).click()
  await she.getByLabel("Title in Russian").fill("Записка")
  await she.getByRole("button", { name: "Add", exact: true }).click()
  for (const page of [she, he]) {
    await expect(page.getByRole("button", { name: "Russian", exact: true })).toBeVisible()
    await expect(textAt(page, "p:issue:ru")).toBeVisible()
    await expect(textAt(page, "p:issue:en")).toHaveText("It can be done. Written before.")
    await alive(page)
  }
  await typeAt(he, "p:issue:ru", "Это осуществимо.")
  await expect(textAt(she, "p:issue:ru")).toHaveText("Это осуществимо.")
  await expectSaved(he)
  await expect(he.getByTestId("kept-text")).toHaveCount(0)
  await he.getByRole("button", { name: "Undo" }).click()
  await expect(textAt(she, "p:issue:ru")).toHaveText("")
  await he.getByRole("button", { name: "Redo" }).click()
  await expect(textAt(she, "p:issue:ru")).toHaveText("Это осуществимо.")
  await she.reload()
  await alive(she)
  await expect(textAt(she, "p:issue:ru")).toHaveText("Это осуществимо.")
  const pdf = await she.request.get(`/api/v1/briefs/${briefId}/export?format=pdf&lang=ru`)
  expect(pdf.status()).toBe(200)
  for (const page of [she, he]) await page.context().close()
})
