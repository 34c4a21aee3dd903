// People and rights, as a browser shows them: the first person, an invitation, roles, sessions, tokens, both languages.

import type { Browser, Page } from "@playwright/test"
import { samplePassword, samplePeople } from "../lib/sample/people.ts"
import { expect, newServer, signIn, test } from "./fixtures.ts"

const password = "the ferry leaves Aktau at dawn"
const other = "咸海退了又退岸边的船还在等水来"

async function stranger(browser: Browser, baseURL: string, locale: "en" | "zh-CN"): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale })
  return context.newPage()
}

async function invited(page: Page, email: string, role: string): Promise<string> {
  await page.getByRole("button", { name: "Invite" }).click()
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("E-mail").fill(email)
  await dialog.getByLabel("Role").selectOption(role)
  await dialog.getByRole("button", { name: "Make the link" }).click()
  const link = await dialog.getByRole("textbox", { name: "Invitation link" }).inputValue()
  await dialog.getByRole("button", { name: "Done" }).click()
  return link
}

test("the first person of an empty instance opens a workshop, invites by link, and the invited person is in", async ({
  browser,
}) => {
  const server = await newServer({ CHANCERY_SAMPLE: "0" })
  try {
    await server.start()
    const first = await stranger(browser, server.url, "en")
    await first.goto("/")
    await expect(first).toHaveURL(/\/welcome$/)
    await first.getByLabel("Your name").fill("Liu Lan")
    await first.getByLabel("E-mail").fill("liu@example.org")
    await first.getByLabel("Password").fill("passwordpassword")
    await first.getByLabel("Name in English").fill("Central Asia")
    await first.getByRole("button", { name: "Open the workshop" }).click()
    await expect(first.getByText("This is among the first things somebody would guess.")).toBeVisible()
    await expect(first.getByLabel("Password")).toBeFocused()
    await expect(first.getByLabel("Your name")).toHaveValue("Liu Lan")
    await first.getByLabel("Password").fill(password)
    await first.getByRole("button", { name: "Open the workshop" }).click()
    await expect(first).toHaveURL(/\/workshops\/[0-9a-f-]{36}$/)

    await first.getByRole("link", { name: "Members", exact: true }).click()
    const link = await invited(first, "zhou@example.org", "reviewer")
    await expect(first.getByText("Open invitations")).toBeVisible()

    const second = await stranger(browser, server.url, "zh-CN")
    await second.goto(link)
    await expect(second.getByText("Liu Lan邀请您加入本研讨组，担任审阅人。")).toBeVisible()
    await second.getByLabel("姓名").fill("周敏")
    await second.getByLabel("密码").fill(other)
    await second.getByRole("button", { name: "开通账号并加入" }).click()
    await expect(second).toHaveURL(/\/workshops\//)

    const third = await stranger(browser, server.url, "zh-CN")
    await third.goto(link)
    await expect(third.getByText("邀请已被使用。")).toBeVisible()
    await third.goto("/welcome")
    await expect(third).toHaveURL(/\/sign-in$/)
  } finally {
    await server.remove()
  }
})

test("a wrong password is refused in the reader's language, and the right one leads to where one wanted to go", async ({
  browser,
  server,
}) => {
  for (const [locale, words] of [
    ["en", { email: "E-mail", password: "Password", submit: "Sign in", failed: "E-mail or password is not right." }],
    ["zh-CN", { email: "邮箱", password: "密码", submit: "登录", failed: "邮箱或密码不正确。" }],
  ] as const) {
    const page = await stranger(browser, server.url, locale)
    await page.goto("/profile")
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fprofile$/)
    await page.getByLabel(words.email).fill(samplePeople.observer.email)
    await page.getByLabel(words.password).fill("not the password at all")
    await page.getByRole("button", { name: words.submit }).click()
    await expect(page.getByText(words.failed)).toBeVisible()
    await page.getByLabel(words.password).fill(samplePassword)
    await page.getByRole("button", { name: words.submit }).click()
    await expect(page).toHaveURL(`${server.url}/profile`)
    await page.context().close()
  }
})

test("a session that is ended on one device is over on the other at its next step", async ({ as, browser, server }) => {
  const here = await as("observer")
  const there = await stranger(browser, server.url, "en")
  await signIn(there, samplePeople.observer.email)
  await there.goto("/profile")
  await expect(there.getByRole("heading", { name: "Profile" })).toBeVisible()
  await here.goto("/profile")
  const others = here.getByRole("button", { name: /^End the session/ })
  while ((await others.count()) > 0) {
    const left = await others.count()
    await others.first().click()
    await expect(others).toHaveCount(left - 1)
  }
  await there.reload()
  await expect(there).toHaveURL(/\/sign-in/)
  await here.reload()
  await expect(here.getByRole("heading", { name: "Profile" })).toBeVisible()
})

test("a token from the profile page opens the API until it is revoked", async ({ as, server }) => {
  const page = await as("reviewer")
  await page.goto("/profile")
  await page.getByLabel("What it is for").fill("a script")
  await page.getByRole("button", { name: "Make a token" }).click()
  const token = await page.getByRole("textbox", { name: "API token" }).inputValue()
  const me = () => fetch(`${server.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
  expect(await (await me()).json()).toMatchObject({ email: samplePeople.reviewer.email })
  await page.getByRole("button", { name: "Done" }).click()
  await page.getByRole("button", { name: "Revoke the token a script" }).click()
  await expect(page.getByRole("button", { name: "Revoke the token a script" })).toHaveCount(0)
  expect((await me()).status).toBe(401)
})

test("only a convener is offered to invite or change roles, and the last one stays", async ({ as, server }) => {
  const convener = await as("convener")
  await convener.goto("/")
  await convener.locator("main").getByRole("link").first().click()
  await expect(convener).toHaveURL(/\/workshops\/[0-9a-f-]{36}$/)
  await convener.getByRole("link", { name: "Members", exact: true }).click()
  await expect(convener).toHaveURL(/\/members$/)
  const address = convener.url().slice(server.url.length)
  await convener.getByLabel(`Role of ${samplePeople.convener.name}`).selectOption("drafter")
  await expect(convener.getByText("A workshop needs a convener.").first()).toBeVisible()
  await expect(convener.getByLabel(`Role of ${samplePeople.convener.name}`)).toHaveValue("convener")

  const drafter = await as("drafter")
  await drafter.goto(address)
  await expect(drafter.getByText(samplePeople.observer.email)).toBeVisible()
  await expect(drafter.getByRole("button", { name: "Invite" })).toHaveCount(0)
  await expect(drafter.getByRole("combobox")).toHaveCount(0)
})
