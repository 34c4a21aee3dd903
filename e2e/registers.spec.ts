// A workshop that begins with nothing: its options and sources are typed in, and a brief is started on them.

import type { Page } from "@playwright/test"
import { alive, expectSaved, textAt } from "./brief-page.ts"
import { expect, signIn, test } from "./fixtures.ts"
import { ownPassword, ownWorkshop } from "./own-workshop.ts"

/** Opens a dialog by its button. One that is pressed before the page is alive does nothing, so it is pressed again. */
async function openDialog(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole("dialog")
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.getByRole("button", { name }).click({ timeout: 2000 })
    await expect(dialog).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 30_000 })
}

test("a convener adds an option and a source, and a new brief is about the one and rests on the other", async ({
  browser,
  server,
}) => {
  const own = await ownWorkshop(server)
  const context = await browser.newContext({ baseURL: server.url })
  await context.addCookies([{ name: "locale", value: "en", url: server.url }])
  const page = await context.newPage()
  await signIn(page, own.people.convener.email, ownPassword)

  await page.goto(`/workshops/${own.id}/options`)
  await openDialog(page, "Add an option")
  const dialog = page.getByRole("dialog")
  await expect(dialog.getByLabel("Code")).toHaveValue("O-01")
  await dialog.getByLabel("Name in English").fill("A corridor for water and power")
  await dialog.getByLabel("Summary in English").fill("Upstream water against downstream power, every year.")
  await dialog.getByRole("button", { name: "Add", exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole("link", { name: /A corridor for water and power/ }).click()
  await expect(page.getByText("Upstream water against downstream power, every year.")).toBeVisible()
  await openDialog(page, "Edit")
  await dialog.getByLabel("Name in Chinese").fill("水电走廊")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(page.getByText("水电走廊")).toBeVisible()

  await page.goto(`/workshops/${own.id}/options`)
  await openDialog(page, "Add an option")
  await dialog.getByLabel("Code").fill("o-01")
  await dialog.getByLabel("Name in English").fill("Another")
  await dialog.getByRole("button", { name: "Add", exact: true }).click()
  await expect(dialog.getByText("O-01 is taken already. The next free code is O-02.")).toBeVisible()
  await expect(dialog.getByLabel("Name in English")).toHaveValue("Another")
  await page.keyboard.press("Escape")

  await page.getByRole("link", { name: "Registers", exact: true }).click()
  await openDialog(page, "Add a source")
  await dialog.getByLabel("Title in English").fill("Water for Power")
  await dialog.getByLabel("Authors").fill("Lukin, Alexander")
  await dialog.getByLabel("Journal", { exact: true }).fill("Eurasian Rivers")
  await dialog.getByLabel("Year").fill("2024")
  await dialog.getByLabel("Issue").fill("2")
  await dialog.getByLabel("Pages").fill("3-28")
  await dialog.getByRole("button", { name: "Add", exact: true }).click()
  await expect(page.getByText("LUKIN A. Water for Power[J]. Eurasian Rivers, 2024(2): 3-28.")).toBeVisible()

  await page.goto(`/workshops/${own.id}/new`)
  await page.locator('input[name="template"][value="policy-memo"]').check()
  await page.getByLabel("English only").check()
  await page.getByLabel("Title in English").fill("Trade water for power")
  await page.getByRole("checkbox", { name: /A corridor for water and power/ }).check()
  await page.getByRole("button", { name: "Start the brief" }).click()
  await expect(page).toHaveURL(/\/briefs\//)
  await alive(page)

  const evidence = page.locator("section", { has: page.getByRole("heading", { name: "Evidence" }) })
  await evidence.getByRole("button", { name: "Add the first row: Evidence" }).click()
  const picker = evidence.getByRole("button", { name: /Source: empty$/ })
  await picker.click()
  await page.getByRole("combobox", { name: /^Search: .*Source$/ }).fill("water")
  await page.getByRole("option", { name: "Water for Power · S-01" }).click()
  await expect(evidence.getByRole("button", { name: /Source: Water for Power · S-01$/ })).toBeVisible()
  await expectSaved(page)
  await page.reload()
  await alive(page)
  await expect(evidence.getByRole("button", { name: /Source: Water for Power · S-01$/ })).toBeVisible()
  await expect(textAt(page, "p:issue:en")).toBeVisible()
  await context.close()
})

test("who may not edit options reads the registers and is offered nothing to add", async ({ browser, server }) => {
  const own = await ownWorkshop(server)
  for (const role of ["reviewer", "observer"] as const) {
    const context = await browser.newContext({ baseURL: server.url })
    await context.addCookies([{ name: "locale", value: "en", url: server.url }])
    const page = await context.newPage()
    await signIn(page, own.people[role].email, ownPassword)
    await page.goto(`/workshops/${own.id}/registers`)
    await expect(page.getByRole("heading", { name: "Sources" })).toBeVisible()
    await expect(page.getByRole("button", { name: /^Add/ })).toHaveCount(0)
    await page.goto(`/workshops/${own.id}/options`)
    await expect(page.getByText("No options yet. A drafter or convener adds the first one.")).toBeVisible()
    await expect(page.getByRole("button", { name: /^Add/ })).toHaveCount(0)
    await context.close()
  }
})
