// A whole brief from nothing to its submission without a pointer.

import type { Locator, Page } from "@playwright/test"
import { expectSaved, expectState, openBrief } from "./brief-page.ts"
import { newBrief } from "./by-script.ts"
import { expect, test } from "./fixtures.ts"

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, target: Locator) {
  for (let pressed = 0; pressed < 80; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press("Tab")
  }
  throw new Error("It cannot be reached by Tab.")
}

/** What has the focus, as far as filling it in goes. */
const whatIsFocused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement
    const root = active?.closest<HTMLElement>("[data-root]")?.dataset.root ?? ""
    if (active?.matches(".add-row")) return { is: "add", root }
    if (active?.matches("select")) return { is: "select", root }
    if (active?.matches("input")) return { is: "input", root }
    // Chosen already, and the list of what is missing does not know it yet: choosing again would take it back.
    if (active?.matches("button"))
      return { is: active.getAttribute("aria-label")?.endsWith(": empty") ? "picker" : "nothing", root }
    return { is: active?.matches("[contenteditable=true]") ? "text" : "nothing", root }
  })

test("a comparison of options is filled in from nothing and submitted by the keyboard alone", async ({
  as,
  server,
}) => {
  test.setTimeout(600_000)
  const page = await as("drafter")
  const briefId = await newBrief(server, await server.token("drafter"), {
    template: "option-comparison",
    title: { zh: "键盘", en: "By keyboard" },
  })
  await openBrief(page, briefId)
  const missing = page.getByTestId("missing")
  const left = () => missing.evaluateAll(([shown]) => (shown ? Number.parseInt(shown.textContent, 10) : 0))

  for (let step = 0; step < 400 && (await left()) > 0; step++) {
    await page.keyboard.press("F8")
    const { is, root } = await whatIsFocused(page)
    if (is === "add") await page.keyboard.press("Enter")
    else if (is === "select") await page.keyboard.press("ArrowDown")
    else if (is === "input") {
      await page.keyboard.press("Control+a")
      await page.keyboard.type(/date|as_of|deadline/.test(root) ? "2026-11-01" : "3")
      await page.keyboard.press("Enter")
    } else if (is === "picker") {
      await page.keyboard.press("Enter")
      await expect(page.locator("input[role=combobox]:focus")).toBeVisible()
      await page.keyboard.press("Enter")
      // One is chosen and the list closes by itself; of several it stays, and of nothing too.
      await page.keyboard.press("Escape")
      await expect(page.locator("input[role=combobox]")).toHaveCount(0)
    } else if (is === "text") await page.keyboard.insertText(root.endsWith(":zh") ? "水" : "water")
  }
  await expect(missing).toHaveCount(0)
  await expectSaved(page)
  await page.reload()
  await expect(page.locator("#paper[data-ready=true]")).toBeVisible()
  await tabTo(page, page.getByTestId("submit"))
  await page.keyboard.press("Enter")
  await expect(page.getByRole("dialog")).toBeVisible()
  await tabTo(page, page.getByTestId("submit-confirm"))
  await page.keyboard.press("Enter")
  await expectState(page, "in_review")
})
