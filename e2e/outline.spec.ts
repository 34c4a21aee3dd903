// The outline: what it tells of each section, and how it is arranged while others write.

import { expectSaved, openBrief, selectParagraph, textAt, typeAt } from "./brief-page.ts"
import { newBrief } from "./by-script.ts"
import { expect, test } from "./fixtures.ts"
import type { ChanceryServer } from "./server.ts"

const memo = async (server: ChanceryServer) =>
  newBrief(server, await server.token("convener"), { template: "policy-memo", title: { zh: "提纲", en: "Outline" } })

test("a section of one's own is there for everybody at once, is written without reloading, and goes while it is empty", async ({
  as,
  server,
}) => {
  const liu = await as("convener")
  const anna = await as("drafter")
  const briefId = await memo(server)
  await openBrief(liu, briefId)
  await openBrief(anna, briefId)
  await expect(anna.getByTestId("add-section")).toHaveCount(0)
  await anna.evaluate(() => document.body.setAttribute("data-not-reloaded", ""))
  const before = await liu.locator("[data-section-item]").count()

  await liu.getByTestId("add-section").click()
  const dialog = liu.getByRole("dialog")
  await dialog.getByLabel("Heading in Chinese").fill("背景")
  await dialog.getByLabel("Heading in English").fill("Background")
  await dialog.getByLabel("After").selectOption({ index: 1 })
  await dialog.getByTestId("add-section-confirm").click()
  await expect(dialog).toBeHidden()
  const section = anna.locator('[data-section^="own_"]')
  await expect(section.getByRole("heading", { level: 2 })).toContainText("Background")
  await expect(anna.locator("[data-section-item]")).toHaveCount(before + 1)
  await expect(anna.locator("[data-section-item]").nth(1)).toContainText("Background")
  const key = await section.getAttribute("data-section")
  await typeAt(anna, `p:${key}:en`, "Where this comes from.")
  await expect(textAt(liu, `p:${key}:en`)).toContainText("Where this comes from.")
  await expectSaved(anna)
  await expect(anna.locator("body[data-not-reloaded]")).toHaveCount(1)

  // Written, it stays; empty again, it goes.
  const remove = async () => {
    await liu.locator(`[data-section-item="${key}"]`).hover()
    await liu.locator(`[data-section-item="${key}"] .handle`).click()
    await liu.getByRole("menuitem", { name: "Remove" }).click()
  }
  await remove()
  await expect(liu.getByText("Something is written in this section.").first()).toBeVisible()
  await textAt(anna, `p:${key}:en`).click()
  await anna.keyboard.press("Control+z")
  await expect(textAt(liu, `p:${key}:en`)).not.toContainText("Where")
  await expectSaved(anna)
  await remove()
  await expect(anna.locator('[data-section^="own_"]')).toHaveCount(0)
  await expect(liu.locator('[data-section^="own_"]')).toHaveCount(0)
})

test("sections change places by dragging and by the keyboard, for everybody, and who writes keeps the caret", async ({
  as,
  server,
}) => {
  const liu = await as("convener")
  const anna = await as("drafter")
  const briefId = await memo(server)
  await openBrief(liu, briefId)
  await openBrief(anna, briefId)
  const order = (page: typeof liu) =>
    page
      .locator("[data-section-item]")
      .evaluateAll((items) => items.map((item) => item.getAttribute("data-section-item")))
  const before = await order(liu)
  const [first, second, third] = before as [string, string, string]
  await typeAt(anna, "p:issue:en", "I write")

  const item = (key: string) => liu.locator(`[data-section-item="${key}"]`)
  await item(first).hover()
  await item(first).locator(".handle").hover()
  await liu.mouse.down()
  const box = await item(third).boundingBox()
  if (!box) throw new Error("There is no third section.")
  await liu.mouse.move(box.x + 40, box.y + box.height - 3, { steps: 4 })
  await liu.mouse.up()
  const moved = [second, third, first, ...before.slice(3)]
  await expect.poll(() => order(liu)).toEqual(moved)
  await expect.poll(() => order(anna)).toEqual(moved)
  await expect
    .poll(() => anna.locator("[data-section]").evaluateAll((all) => all.map((one) => one.getAttribute("data-section"))))
    .toEqual(moved)
  await anna.keyboard.type(" on")
  await expect(textAt(anna, "p:issue:en")).toContainText("I write on")

  await item(first).locator("a").focus()
  await liu.keyboard.press("Alt+Shift+ArrowUp")
  await expect.poll(() => order(anna)).toEqual([second, first, third, ...before.slice(3)])
  await expect(item(first).locator("a")).toBeFocused()
  await liu.reload()
  await expect.poll(() => order(liu)).toEqual([second, first, third, ...before.slice(3)])
})

test("a section that is folded away stays so for this person, and opens for whoever goes there", async ({
  as,
  server,
}) => {
  const anna = await as("drafter")
  const briefId = await memo(server)
  await openBrief(anna, briefId)
  const fold = anna.locator("#issue .fold-section")
  await fold.click()
  await expect(textAt(anna, "p:issue:en")).toBeHidden()
  await openBrief(anna, briefId)
  await expect(textAt(anna, "p:issue:en")).toBeHidden()
  await anna.locator('[data-outline="issue"]').click()
  await expect(textAt(anna, "p:issue:en")).toBeVisible()
  await fold.click()
  await anna.getByTestId("missing").click()
  await anna.getByRole("dialog").getByRole("listitem").filter({ hasText: "Issue" }).getByRole("button").first().click()
  await expect(fold).toHaveAttribute("aria-expanded", "true")
})

test("the outline counts the open comments of each section", async ({ as, server }) => {
  const anna = await as("drafter")
  const zhou = await as("reviewer")
  const briefId = await memo(server)
  await openBrief(anna, briefId)
  await typeAt(anna, "p:issue:en", "What is to be decided.")
  await expectSaved(anna)
  await openBrief(zhou, briefId)
  await selectParagraph(zhou, "p:issue:en", "What is to be decided.")
  await zhou.getByTestId("comment-selection").click()
  await zhou.getByRole("combobox", { name: "New comment" }).fill("By whom?")
  await zhou.getByRole("button", { name: "Post" }).click()
  await expect(anna.locator('[data-outline="issue"]').getByTestId("section-threads")).toHaveText("1")
})
