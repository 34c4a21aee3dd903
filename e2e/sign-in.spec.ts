// Signing in and out, and what keeps strangers from it: passwords, guessing, sessions that end, the language of it all.

import type { Browser, Page } from "@playwright/test"
import { openBrief, textAt } from "./brief-page.ts"
import { newBrief } from "./by-script.ts"
import { expect, signIn, test } from "./fixtures.ts"
import { ownPassword, ownWorkshop } from "./own-workshop.ts"
import type { ChanceryServer } from "./server.ts"
import { type Locale, wordsOf } from "./words.ts"

async function visitor(browser: Browser, server: ChanceryServer, locale: Locale = "en"): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url })
  await context.addCookies([{ name: "locale", value: locale, url: server.url }])
  return context.newPage()
}

test("a password that is short, common or one's own name is refused in words, in both languages, and the old one stays", async ({
  browser,
  server,
}) => {
  const { people } = await ownWorkshop(server)
  for (const [locale, person] of [
    ["en", people.reviewer],
    ["zh-CN", people.approver],
  ] as const) {
    const say = wordsOf(locale)
    const page = await visitor(browser, server, locale)
    await signIn(page, person.email, ownPassword)
    await page.goto("/profile")
    const change = async (next: string) => {
      await page.getByLabel(say("profile.current")).fill(ownPassword)
      await page.getByLabel(say("profile.next")).fill(next)
      await page.getByRole("button", { name: say("profile.changePassword") }).click()
    }
    for (const [next, why] of [
      ["fourteen chars", "short"],
      ["咸海退了又退岸边的船", "short"],
      ["passwordpassword", "common"],
      ["aaaaaaaaaaaaaaaaaaaa", "common"],
      [`${person.email} 2026`, "personal"],
    ] as const) {
      await change(next)
      await expect(page.getByText(say(`errors.password.${why}`, { minimum: 15 })), next).toBeVisible()
    }
    await page.getByLabel(say("profile.current")).fill("not the password at all")
    await page.getByLabel(say("profile.next")).fill("the ferry returns to Baku at dusk")
    await page.getByRole("button", { name: say("profile.changePassword") }).click()
    await expect(page.getByText(say("errors.password.wrong"))).toBeVisible()
    const again = await visitor(browser, server)
    await signIn(again, person.email, ownPassword)
    await change("the ferry returns to Baku at dusk")
    await expect(page.getByText(say("profile.passwordChanged"))).toBeVisible()
    await again.goto("/profile")
    await expect(again).toHaveURL(/\/sign-in/)
    await expect(signIn(again, person.email, ownPassword)).rejects.toThrow(/401/)
    await signIn(again, person.email, "the ferry returns to Baku at dusk")
    await again.context().close()
    await page.context().close()
  }
})

test("after a few wrong passwords an account waits, even for the right one, and other accounts do not", async ({
  browser,
  server,
}) => {
  const { people } = await ownWorkshop(server)
  for (const [locale, person, other] of [
    ["en", people.drafter, people.observer],
    ["zh-CN", people.reviewer, people.approver],
  ] as const) {
    const say = wordsOf(locale)
    const page = await visitor(browser, server, locale)
    for (let wrong = 0; wrong < 5; wrong++)
      await expect(signIn(page, person.email, `wrong guess number ${wrong}`)).rejects.toThrow(/401/)
    await page.goto("/sign-in")
    await page.getByLabel(say("auth.signIn.email")).fill(person.email)
    await page.getByLabel(say("auth.signIn.password")).fill(ownPassword)
    await page.getByRole("button", { name: say("auth.signIn.submit") }).click()
    const alert = page.getByRole("alert").filter({ hasText: locale === "en" ? "Too many attempts" : "尝试次数过多" })
    await expect(alert).toContainText(/\d/)
    await expect(page).toHaveURL(/\/sign-in/)
    await signIn(page, other.email, ownPassword)
    await page.goto("/")
    await expect(page.getByRole("heading", { name: say("workshop.home.title") })).toBeVisible()
    await page.context().close()
  }
})

test("an open brief page is signed out at once when its session is ended elsewhere", async ({ browser, server }) => {
  const own = await ownWorkshop(server)
  const briefId = await newBrief(server, await own.token("drafter"), { workshopId: own.id })
  const there = await visitor(browser, server)
  await signIn(there, own.people.drafter.email, ownPassword)
  await openBrief(there, briefId)
  const colleague = await visitor(browser, server)
  await signIn(colleague, own.people.convener.email, ownPassword)
  await openBrief(colleague, briefId)

  const here = await visitor(browser, server)
  await signIn(here, own.people.drafter.email, ownPassword)
  await here.goto("/profile")
  await here.getByRole("button", { name: /^End the session/ }).click()
  await expect(here.getByRole("button", { name: /^End the session/ })).toHaveCount(0)

  await expect(there.getByText(wordsOf("en")("editor.ended.signed-out"))).toBeVisible()
  await expect(there.getByTestId("save-state")).not.toHaveAttribute("data-save-state", "saved")
  await textAt(colleague, "p:issue:en").click()
  await colleague.keyboard.insertText("Not for those who are signed out.")
  await expect(colleague.getByTestId("save-state")).toHaveAttribute("data-save-state", "saved")
  await expect(there.locator("#paper")).not.toContainText("Not for those who are signed out.")
  await there.goto(`/briefs/${briefId}`)
  await expect(there).toHaveURL(/\/sign-in/)
  await expect(here.getByRole("heading", { name: "Profile" })).toBeVisible()
  for (const page of [here, there, colleague]) await page.context().close()
})

test("signing out ends the session on the server, not only in the browser", async ({ browser, server }) => {
  const { people } = await ownWorkshop(server)
  const page = await visitor(browser, server)
  await signIn(page, people.observer.email, ownPassword)
  await page.goto("/")
  const kept = await page.context().cookies()
  await page.getByRole("button", { name: `Account of ${people.observer.name}` }).click()
  await page.getByRole("menuitem", { name: "Sign out" }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  const thief = await browser.newContext({ baseURL: server.url })
  await thief.addCookies(kept)
  expect((await thief.request.get("/api/v1/me")).status()).toBe(401)
  await thief.close()
  await page.context().close()
})

test("the language changes with one choice, before and after signing in, and stays", async ({ browser, server }) => {
  const own = await ownWorkshop(server)
  const briefId = await newBrief(server, await own.token("drafter"), { workshopId: own.id })
  const en = wordsOf("en")
  const zh = wordsOf("zh-CN")
  const page = await visitor(browser, server)
  const choose = async (from: typeof en, language: string) => {
    await page.getByRole("button", { name: from("shell.preferences") }).click()
    await page.getByRole("menuitem", { name: language }).click()
  }
  await page.goto("/sign-in")
  await expect(page.getByRole("heading", { name: en("auth.signIn.title") })).toBeVisible()
  await choose(en, "中文")
  await expect(page.getByRole("heading", { name: zh("auth.signIn.title") })).toBeVisible()
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN")
  // Her account says English; what was chosen on this device is nearer.
  await signIn(page, own.people.drafter.email, ownPassword)
  await openBrief(page, briefId)
  await expect(page.getByTestId("submit")).toHaveText(zh("editor.submit.action"))
  await choose(zh, "English")
  await expect(page.getByTestId("submit")).toHaveText(en("editor.submit.action"))
  await page.reload()
  await expect(page.getByTestId("submit")).toHaveText(en("editor.submit.action"))
  await expect(page.locator("html")).toHaveAttribute("lang", "en")
  await page.context().close()
})
