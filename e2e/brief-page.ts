// The brief page as a test sees it.

import type { Page } from "@playwright/test"
import { expect } from "./fixtures.ts"

/** Opens the page of a brief and waits until it is alive. */
export async function openBrief(page: Page, briefId: string): Promise<void> {
  await page.goto(`/briefs/${briefId}`)
  await alive(page)
}

export const alive = (page: Page) => expect(page.locator("#paper[data-ready=true]")).toBeVisible()

/** A text on the page by its root, "p:issue:zh" or "t:next/steps/1/action:en". */
export const textAt = (page: Page, root: string) => page.locator(`[data-root="${root}"]`)

export const expectSaved = (page: Page) =>
  expect(page.getByTestId("save-state")).toHaveAttribute("data-save-state", "saved")

export const expectState = (page: Page, state: "draft" | "in_review" | "approved") =>
  expect(page.getByTestId("brief-state")).toHaveAttribute("data-state", state)

/** Puts the caret at the end of a text and types there. */
export async function typeAt(page: Page, root: string, text: string): Promise<void> {
  await textAt(page, root).click()
  await page.keyboard.press("Control+End")
  await page.keyboard.insertText(text)
}

/** Selects the paragraph with these words. A text that becomes an editor meanwhile forgets a selection: then again. */
export async function selectParagraph(page: Page, root: string, words: string): Promise<void> {
  await expect(async () => {
    await textAt(page, root)
      .getByText(words)
      .click({ clickCount: 3, position: { x: 8, y: 8 } })
    await expect(page.getByTestId("comment-selection")).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 20_000 })
}
