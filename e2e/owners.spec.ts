// Sections that belong to somebody: given by the convener, seen and felt at once by everybody who has the brief open.

import type { Browser, Page } from "@playwright/test"
import { expectSaved, openBrief, textAt, typeAt } from "./brief-page.ts"
import { newBrief, rowsOf, send } from "./by-script.ts"
import { expect, signIn, test } from "./fixtures.ts"
import { type OwnPerson, type OwnWorkshop, ownPassword, ownWorkshop } from "./own-workshop.ts"
import type { ChanceryServer } from "./server.ts"

async function signedIn(browser: Browser, server: ChanceryServer, { email }: OwnPerson): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url })
  await context.addCookies([{ name: "locale", value: "en", url: server.url }])
  const page = await context.newPage()
  await signIn(page, email, ownPassword)
  return page
}

/** A workshop with two drafters, and a brief of nobody in particular. */
async function stage(server: ChanceryServer): Promise<{ own: OwnWorkshop; briefId: string; other: OwnPerson }> {
  const own = await ownWorkshop(server)
  const other = own.people.observer
  await rowsOf(server, `update "Member" set role = 'drafter' where "userId" = $1`, [other.id])
  return { own, other, briefId: await newBrief(server, await own.token("convener"), { workshopId: own.id }) }
}

const section = (page: Page, key: string) => page.locator(`#paper [data-section="${key}"]`)
const writtenBy = (page: Page, key: string) => section(page, key).getByTestId("written-by")
const controls = (page: Page, key: string) =>
  section(page, key).locator("[contenteditable=true], input, select, textarea, .add-row, [tabindex='0'][role=textbox]")

/** Opens the menu by keyboard, chooses these, and closes it, which takes the choice over. */
async function choose(page: Page, key: string, ...names: string[]): Promise<void> {
  await section(page, key).getByRole("button", { name: "Who writes" }).focus()
  await page.keyboard.press("Enter")
  for (const name of names) {
    const item = page.getByRole("menuitemcheckbox", { name })
    await expect(async () => {
      await page.keyboard.press("ArrowDown")
      await expect(item).toBeFocused({ timeout: 200 })
    }).toPass()
    await page.keyboard.press("Space")
    await expect(item).toHaveAttribute("aria-checked", "true")
  }
  await page.keyboard.press("Escape")
  await expect(page.getByRole("menu")).toHaveCount(0)
}

test("a section given to one drafter is closed to the other at once, and open again when it is taken back", async ({
  browser,
  server,
}) => {
  const { own, other, briefId } = await stage(server)
  const convener = await signedIn(browser, server, own.people.convener)
  const he = await signedIn(browser, server, other)
  await Promise.all([openBrief(convener, briefId), openBrief(he, briefId)])
  await he.evaluate(() => Object.assign(window, { isTheSamePage: true }))
  await typeAt(he, "p:issue:en", "First words.")
  await expect(textAt(convener, "p:issue:en")).toContainText("First words.")
  await expect(section(he, "issue").getByRole("button", { name: "Who writes" })).toHaveCount(0)
  await expect(writtenBy(he, "issue")).toHaveCount(0)

  for (const key of ["issue", "next"]) await choose(convener, key, own.people.drafter.name)
  for (const page of [convener, he])
    for (const key of ["issue", "next"])
      await expect(writtenBy(page, key)).toHaveText(`Written by ${own.people.drafter.name}`)
  for (const key of ["issue", "next"]) {
    await expect(controls(he, key)).toHaveCount(0)
    await expect(writtenBy(he, key).getByLabel("Read-only for you")).toBeVisible()
    await expect(writtenBy(convener, key).getByLabel("Read-only for you")).toHaveCount(0)
  }
  await expect(he.locator(`[data-outline="issue"]`).getByLabel(`Written by ${own.people.drafter.name}`)).toBeVisible()
  // Undo does not reach into it, and what is typed goes nowhere.
  await typeAt(he, "p:issue:en", "Not mine.")
  await he.getByRole("button", { name: "Undo" }).click()
  await expect(textAt(he, "p:issue:en")).toHaveText("First words.")
  await typeAt(he, "p:background:en", "Elsewhere I write on.")
  await expectSaved(he)
  await expect(textAt(convener, "p:background:en")).toContainText("Elsewhere I write on.")
  await typeAt(convener, "p:issue:en", " The convener may.")
  await expect(textAt(he, "p:issue:en")).toHaveText("First words. The convener may.")

  for (const key of ["issue", "next"]) await choose(convener, key, "Everyone who writes")
  await expect(writtenBy(he, "issue")).toHaveCount(0)
  await typeAt(he, "p:issue:en", " And I again.")
  await expect(textAt(convener, "p:issue:en")).toHaveText("First words. The convener may. And I again.")
  await expect(section(he, "next").locator(".add-row").first()).toBeVisible()
  await expectSaved(he)
  expect(await he.evaluate(() => "isTheSamePage" in window)).toBe(true)
  await expect(he.getByTestId("kept-text")).toHaveCount(0)
  for (const page of [convener, he]) await page.context().close()
})

test("what somebody wrote offline in a section that was given away meanwhile is kept in their sight", async ({
  browser,
  server,
}) => {
  const { own, other, briefId } = await stage(server)
  const page = await signedIn(browser, server, other)
  await openBrief(page, briefId)
  await typeAt(page, "p:issue:en", "Saved.")
  await expectSaved(page)
  await page.context().setOffline(true)
  await typeAt(page, "p:issue:en", " Written on the train.")
  const given = await send(server, await own.token("convener"), `PUT briefs/${briefId}/sections/issue/owners`, {
    owners: [{ userId: own.people.drafter.id }],
  })
  expect(given.status).toBe(200)
  await page.context().setOffline(false)
  const kept = page.getByTestId("kept-text")
  await expect(kept.getByLabel("What you wrote in Issue")).toHaveValue("Saved. Written on the train.")
  await expect(writtenBy(page, "issue")).toHaveText(`Written by ${own.people.drafter.name}`)
  await expect(textAt(page, "p:issue:en")).toHaveText("Saved.")
  await expect(controls(page, "issue")).toHaveCount(0)
  await typeAt(page, "p:background:en", "Here I may.")
  await expectSaved(page)
  await page.context().close()
})
