// Writing together: two people at one text, as their browsers show it.

import type { Page } from "@playwright/test"
import { expect, test } from "./fixtures.ts"
import type { ChanceryServer } from "./server.ts"

/** A new memo in both languages, made through the API by the drafter. */
async function newMemo(server: ChanceryServer, page: Page): Promise<string> {
  const headers = { authorization: `Bearer ${await server.token("drafter")}` }
  const workshops = (await (await page.request.get("/api/v1/workshops", { headers })).json()) as
    | Listed
    | { workshops: Listed }
  const [workshop] = Array.isArray(workshops) ? workshops : workshops.workshops
  const made = await page.request.post(`/api/v1/workshops/${workshop?.id}/briefs`, {
    headers,
    data: {
      template: "policy-memo",
      title: { zh: "合写备忘", en: "A memo by two" },
      languages: ["zh", "en"],
      options: [],
    },
  })
  expect(made.ok(), await made.text()).toBe(true)
  return ((await made.json()) as { id: string }).id
}
type Listed = { id: string }[]

async function open(page: Page, briefId: string) {
  await page.goto(`/briefs/${briefId}`)
  await expect(page.locator("#paper[data-ready=true]")).toBeVisible()
}

const text = (page: Page, root: string) => page.locator(`[data-root="${root}"]`)
const saved = (page: Page) => expect(page.getByTestId("save-state")).toHaveAttribute("data-save-state", "saved")

/** The words of the brief as the database holds them. */
async function stored(server: ChanceryServer, page: Page, briefId: string): Promise<string> {
  const headers = { authorization: `Bearer ${await server.token("drafter")}` }
  return (await page.request.get(`/api/v1/briefs/${briefId}/content`, { headers })).text()
}

const issue = "p:issue:zh"

test("two drafters write in the same paragraph, one in Chinese, and both see all of it", async ({ as, server }) => {
  const anna = await as("drafter")
  const liu = await as("convener", { locale: "zh-CN" })
  const briefId = await newMemo(server, anna)
  await open(anna, briefId)
  await open(liu, briefId)

  await text(liu, issue).click()
  await liu.keyboard.insertText("三国先行协商。")
  await expect(text(anna, issue)).toContainText("三国先行协商。")

  // Anna types at the end of the paragraph while Liu composes at its beginning, letter by letter.
  await text(anna, issue).click()
  await anna.keyboard.press("Control+End")
  await text(liu, issue).click()
  await liu.keyboard.press("Control+Home")
  const ime = await liu.context().newCDPSession(liu)
  const words = ["中亚", "五国", "协调"]
  const pinyin = { 中亚: "zhongya", 五国: "wuguo", 协调: "xietiao" } as Record<string, string>
  for (const word of words) {
    const letters = pinyin[word] ?? ""
    for (let end = 1; end <= letters.length; end++) {
      await ime.send("Input.imeSetComposition", { text: letters.slice(0, end), selectionStart: end, selectionEnd: end })
      if (end === 3) await anna.keyboard.type("ab")
    }
    await ime.send("Input.insertText", { text: word })
  }
  await expect(text(liu, issue)).toContainText("中亚五国协调三国先行协商。ababab")
  await expect(text(anna, issue)).toContainText("中亚五国协调三国先行协商。ababab")
  await saved(anna)
  await saved(liu)
  expect(await stored(server, anna, briefId)).toContain("中亚五国协调三国先行协商。ababab")
})

test("Saved is said only when the database has it", async ({ as, server }) => {
  const anna = await as("drafter")
  const briefId = await newMemo(server, anna)
  await open(anna, briefId)
  await saved(anna)
  await text(anna, "p:issue:en").click()
  await anna.keyboard.type("Only what is committed is saved.")
  await saved(anna)
  expect(await stored(server, anna, briefId)).toContain("Only what is committed is saved.")
  await anna.context().setOffline(true)
  await server.kill()
  await expect(anna.getByTestId("save-state")).toHaveAttribute("data-save-state", "offline")
  await anna.keyboard.type(" This is not yet.")
  await expect(anna.getByTestId("save-state")).toHaveAttribute("data-save-state", "offline")
  await server.start()
  await anna.context().setOffline(false)
  await saved(anna)
  expect(await stored(server, anna, briefId)).toContain("This is not yet.")
})

test("each sees who is there, in which section, and their caret with the name the server gives", async ({
  as,
  server,
}) => {
  const anna = await as("drafter")
  const liu = await as("convener")
  const briefId = await newMemo(server, anna)
  await open(anna, briefId)
  await open(liu, briefId)
  await text(liu, "p:argument:zh").click()
  await liu.keyboard.insertText("论证")
  await expect(anna.getByTestId("people-here").getByRole("img", { name: "刘岚" })).toBeVisible()
  await expect(anna.locator('[data-outline="argument"]').getByRole("img", { name: "刘岚" })).toBeVisible()
  await text(anna, "p:argument:zh").scrollIntoViewIfNeeded()
  await expect(text(anna, "p:argument:zh").locator(".caret")).toHaveAttribute("data-name", "刘岚")
  await liu.close()
  await expect(anna.locator(".caret")).toHaveCount(0)
})

test("a table is filled by two, and undo takes back only one's own", async ({ as, server }) => {
  const anna = await as("drafter")
  const liu = await as("convener")
  const briefId = await newMemo(server, anna)
  await open(anna, briefId)
  await open(liu, briefId)
  const steps = (page: Page) => page.locator("#next .part-row")
  await anna.locator("#next .add-row").first().click()
  await expect(steps(liu)).toHaveCount(1)
  const cell = (page: Page) => page.locator('#next [data-root^="t:next/"][data-root$=":en"]').first()
  await cell(anna).click()
  await anna.keyboard.insertText("Ask the three capitals")
  await expect(cell(liu)).toContainText("Ask the three capitals")
  await cell(liu).click()
  await liu.keyboard.press("Control+End")
  await liu.keyboard.type(" first")
  await expect(cell(anna)).toContainText("Ask the three capitals first")
  await saved(liu)
  await anna.keyboard.press("Control+z")
  await expect(cell(liu)).not.toContainText("Ask")
  await expect(cell(liu)).toContainText("first")
  await anna.keyboard.press("Control+y")
  await expect(cell(liu)).toContainText("Ask the three capitals")
  await saved(anna)
  expect(await stored(server, anna, briefId)).toContain("first")
})

test("a reviewer cannot type, and what they say about the text is in the drafter's margin at once", async ({
  as,
  server,
}) => {
  const anna = await as("drafter")
  const zhou = await as("reviewer")
  const briefId = await newMemo(server, anna)
  await open(anna, briefId)
  await text(anna, "p:issue:en").click()
  await anna.keyboard.type("Border disputes are many.")
  await saved(anna)
  await open(zhou, briefId)
  const read = text(zhou, "p:issue:en")
  await expect(read).toContainText("Border disputes are many.")
  await expect(read.locator("[contenteditable=true]")).toHaveCount(0)
  await read.click()
  await zhou.keyboard.type("I should not be able to write this")
  await read.getByText("Border disputes").click({ clickCount: 3 })
  await zhou.getByTestId("comment-selection").click()
  await zhou.getByRole("combobox", { name: "New comment" }).fill("Which borders? See A3, @Anna Petrova")
  await zhou.getByRole("button", { name: "Post" }).click()
  const thread = anna.locator("article[data-thread]")
  await expect(thread).toContainText("Which borders? See A3")
  await expect(thread.locator("q")).toHaveText("Border disputes are many.")
  await expect(text(anna, "p:issue:en").locator("[data-thread-mark]")).toHaveText("Border disputes are many.")
  await expect(text(anna, "p:issue:en")).not.toContainText("I should not")

  await thread.getByRole("button", { name: "Reply" }).click()
  await thread.getByRole("combobox", { name: "Reply" }).fill("The Uzbek ones.")
  await thread.getByRole("button", { name: "Reply" }).click()
  await expect(zhou.locator("article[data-thread]")).toContainText("The Uzbek ones.")
  await zhou.locator("article[data-thread]").getByRole("button", { name: "Resolve" }).click()
  await expect(thread).toContainText("Resolved by 周敏")
  await text(anna, "p:issue:zh").click()
  await expect(thread).toHaveCount(0)
  await expect(anna.locator("[data-thread-mark]")).toHaveCount(0)
})

test("what is missing is said all the time and stands against submitting", async ({ as, server }) => {
  const anna = await as("drafter")
  const briefId = await newMemo(server, anna)
  await open(anna, briefId)
  await anna.getByTestId("submit").click()
  const dialog = anna.getByRole("dialog")
  await expect(dialog).toContainText("Not complete yet")
  await expect(dialog.getByTestId("submit-confirm")).toBeDisabled()
  await dialog
    .getByRole("button", { name: /required and still empty/ })
    .first()
    .click()
  await expect(dialog).toBeHidden()
  await expect(anna.getByTestId("brief-state")).toHaveAttribute("data-state", "draft")
})
