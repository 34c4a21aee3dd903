// Templates of a workshop's own: copied, changed, published, and briefs that are started from them.

import type { Browser, Page } from "@playwright/test"
import { expectSaved, openBrief, textAt, typeAt } from "./brief-page.ts"
import { newBrief, rowsOf } from "./by-script.ts"
import { expect, signIn, test } from "./fixtures.ts"
import { type OwnPerson, ownPassword, ownWorkshop } from "./own-workshop.ts"
import type { ChanceryServer } from "./server.ts"

async function signedIn(browser: Browser, server: ChanceryServer, person: OwnPerson, locale = "en"): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url })
  await context.addCookies([{ name: "locale", value: locale, url: server.url }])
  const page = await context.newPage()
  await signIn(page, person.email, ownPassword)
  return page
}

const item = (page: Page, key: string) => page.locator(`[data-section-item="${key}"]`)

/** Copies the memo of the gallery; answers the key of the copy, whose page is then open. */
async function copyMemo(page: Page, workshopId: string): Promise<string> {
  await page.goto(`/workshops/${workshopId}/templates`)
  await page.locator('[data-template="T13"]').getByRole("button", { name: "Copy" }).click()
  await page.waitForURL(/\/templates\/own-/)
  return page.url().split("/").at(-1) as string
}

async function publish(page: Page, version: number): Promise<void> {
  await page.getByRole("button", { name: "Publish" }).click()
  await page.getByTestId("publish-confirm").click()
  await expect(page.getByText(`Version ${version} is published.`)).toBeVisible()
}

test("a convener copies the memo, adds a section with a budget, publishes, and a brief has it", async ({
  browser,
  server,
}) => {
  const own = await ownWorkshop(server)
  const page = await signedIn(browser, server, own.people.convener)
  const key = await copyMemo(page, own.id)
  await page.getByLabel("Name in English").fill("Memo with risks")

  await page.getByRole("button", { name: "Add a section" }).click()
  const added = item(page, "section_2")
  await added.getByLabel("Heading in English").fill("What may go wrong")
  await added.getByLabel("Kind").selectOption("risk_register")
  await added.getByLabel("Rows, at least").fill("5")
  await added.getByLabel("Rows, at most").fill("2")
  await expect(added.getByText("At least 5 and at most 2 contradict each other.")).toBeVisible()
  await added.getByLabel("Who writes it").selectOption("convener")
  await page.getByRole("button", { name: "Save draft" }).click()
  await expect(page.getByTestId("draft-state")).toContainText("Draft saved")

  // It cannot be published like this; what is to be put right is said, at its place.
  await page.getByRole("button", { name: "Publish" }).click()
  const problems = page.getByTestId("template-problems").getByRole("listitem")
  await expect(problems).toHaveCount(4)
  await expect(problems.last()).toContainText("Section 10 · budget › Rows, at most")
  await page.getByRole("button", { name: "Cancel" }).click()
  await added.getByLabel("Rows, at most").fill("8")
  await added.getByLabel("Heading in Chinese").fill("风险")
  await added.getByLabel("Guidance in Chinese").fill("逐项列出。")
  await added.getByLabel("Guidance in English").fill("List them one by one.")
  await expect(page.getByTestId("empty-brief").getByRole("listitem").last()).toContainText("Rows, at most 8")

  // By keyboard it moves before the references, and the keyboard stays with it.
  await added.getByRole("button", { name: /^Close section 10/ }).focus()
  await page.keyboard.press("Alt+Shift+ArrowUp")
  await expect(added.getByRole("button", { name: /^Close section 9/ })).toBeFocused()
  // By hand the next steps move up, before the background.
  await item(page, "next").scrollIntoViewIfNeeded()
  const [grip, target] = await Promise.all(
    [item(page, "next").locator("svg").first(), item(page, "background")].map((one) => one.boundingBox()),
  )
  if (!grip || !target) throw new Error("both sections are on the page")
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
  await page.mouse.down()
  await page.mouse.move(grip.x, target.y + 2, { steps: 8 })
  await page.mouse.up()
  await expect(item(page, "next").getByRole("button", { name: "Open section 4: Next steps" })).toBeVisible()
  await publish(page, 1)

  await page.goto(`/workshops/${own.id}/new`)
  await page.getByText("Memo with risks").click()
  await page.getByLabel("Title in Chinese").fill("备忘")
  await page.getByLabel("Title in English").fill("A memo")
  await page.getByRole("button", { name: "Start the brief" }).click()
  await page.waitForURL(/\/briefs\//)
  const section = page.locator('#paper [data-section="section_2"]')
  await expect(section.getByRole("heading", { level: 2 })).toContainText("What may go wrong")
  await expect(section.getByTestId("written-by")).toHaveText("Written by conveners")
  const sections = page.locator("#paper [data-section]")
  await expect(sections.nth(3)).toHaveAttribute("data-section", "next")
  await expect(sections.nth(8)).toHaveAttribute("data-section", "section_2")

  // It is this workshop's alone, and others of it may read the template and not edit it.
  const observer = await signedIn(browser, server, own.people.observer)
  await observer.goto(`/workshops/${own.id}/templates/${key}`)
  await expect(observer.getByTestId("empty-brief")).toContainText("What may go wrong")
  await expect(observer.getByRole("button", { name: "Publish" })).toHaveCount(0)
  for (const one of [page, observer]) await one.context().close()
})

test("of two conveners who edit at once the second is told, and what each wrote is still there", async ({
  browser,
  server,
}) => {
  const own = await ownWorkshop(server)
  await rowsOf(server, `update "Member" set role = 'convener' where "userId" = $1`, [own.people.drafter.id])
  const first = await signedIn(browser, server, own.people.convener)
  const key = await copyMemo(first, own.id)
  const second = await signedIn(browser, server, own.people.drafter)
  await second.goto(`/workshops/${own.id}/templates/${key}`)
  await second.getByLabel("Name in English").fill("Second thoughts")
  await first.getByLabel("Name in English").fill("First thoughts")
  await first.getByRole("button", { name: "Save draft" }).click()
  await expect(first.getByTestId("draft-state")).toContainText("Draft saved")
  await second.getByRole("button", { name: "Save draft" }).click()
  await expect(second.getByText(`${own.people.convener.name} has saved this draft meanwhile`)).toBeVisible()
  await expect(second.getByLabel("Name in English")).toHaveValue("Second thoughts")
  await second.getByRole("button", { name: "Load their version" }).click()
  await expect(second.getByLabel("Name in English")).toHaveValue("First thoughts")
  for (const one of [first, second]) await one.context().close()
})

test("a template goes out as YAML and comes back; a bad file is refused with line and reason, and nothing is left of it", async ({
  browser,
  server,
}) => {
  const own = await ownWorkshop(server)
  const page = await signedIn(browser, server, own.people.convener, "zh-CN")
  await page.goto(`/workshops/${own.id}/templates/policy-memo`)
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "导出 YAML" }).click(),
  ])
  expect(file.suggestedFilename()).toBe("T13-Policy-memo.yaml")
  const chunks: Buffer[] = []
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
  const yaml = Buffer.concat(chunks).toString("utf8")

  await page.goto(`/workshops/${own.id}/templates`)
  await page.getByRole("button", { name: "导入 YAML" }).click()
  const give = async (text: string) => {
    await page
      .getByLabel("文件", { exact: true })
      .setInputFiles({ name: "template.yaml", mimeType: "application/yaml", buffer: Buffer.from(text) })
    await page.getByRole("button", { name: "导入", exact: true }).click()
  }
  const problems = page.getByTestId("template-problems").getByRole("listitem")
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split("\n").length

  const poem = yaml.replace("kind: step_plan", "kind: poem").replace(/rows_min: 1(\s+rows_max: 6)/, "rows_min: 7$1")
  await give(poem)
  await expect(page.getByRole("alert")).toContainText("没有导入：文件中有 2 处错误。")
  await expect(problems.first()).toContainText(`第 ${lineOf(poem, "kind: poem")} 行 · 第 7 部分 · 内容形式`)
  await expect(problems.first()).toContainText("没有这种内容形式")
  await expect(problems.last()).toContainText("下限 7 与上限 6 相互矛盾。")

  await give(yaml.replace("sections:", "sections: &all\n  - *all"))
  await expect(problems.last()).toContainText("不得使用别名")
  await give(`${yaml}name: {zh: 又, en: Again}\n`)
  await expect(problems).toHaveCount(1)
  await expect(problems).toContainText(`第 ${yaml.split("\n").length} 行`)
  await expect(problems).toContainText("“name”在此重复出现")
  const kept = await rowsOf(server, `select 1 from "Template" where "workshopId" = $1`, [own.id])
  expect(kept).toEqual([])

  await give(yaml)
  await page.waitForURL(/\/templates\/own-/)
  await expect(page.getByLabel("中文名称")).toHaveValue("政策备忘录")
  await page.context().close()
})

test("a running brief goes over to the second version while somebody writes in it, and every word stays", async ({
  browser,
  server,
}) => {
  const own = await ownWorkshop(server)
  const convener = await signedIn(browser, server, own.people.convener)
  const template = await copyMemo(convener, own.id)
  await publish(convener, 1)
  const briefId = await newBrief(server, await own.token("drafter"), { workshopId: own.id, template })

  const drafter = await signedIn(browser, server, own.people.drafter)
  await openBrief(drafter, briefId)
  await drafter.evaluate(() => Object.assign(window, { isTheSamePage: true }))
  await typeAt(drafter, "p:argument:en", "The strongest objection is cost.")
  await typeAt(drafter, "p:issue:en", "What is to be decided")
  await expectSaved(drafter)

  // The second version has no argument and no options, another name for the issue, and a section more.
  await convener.goto(`/workshops/${own.id}/templates/${template}`)
  for (const key of ["argument", "options"]) {
    await item(convener, key)
      .getByRole("button", { name: /move, duplicate, remove/ })
      .click()
    await convener.getByRole("menuitem", { name: "Remove" }).click()
    await expect(item(convener, key)).toHaveCount(0)
  }
  await item(convener, "issue")
    .getByRole("button", { name: /^Open section/ })
    .click()
  await item(convener, "issue").getByLabel("Heading in English").fill("The question")
  await item(convener, "background")
    .getByRole("button", { name: /move, duplicate, remove/ })
    .click()
  await convener.getByRole("menuitem", { name: "Duplicate" }).click()
  await item(convener, "background_2").getByLabel("Heading in English").fill("History")
  await publish(convener, 2)

  await openBrief(convener, briefId)
  await convener.getByTestId("newer-template").getByRole("button", { name: "See what would change" }).click()
  const plan = convener.getByTestId("template-plan")
  await expect(plan).toContainText("AddedHistory")
  await expect(plan).toContainText("Removed, because nothing is written thereOptions")
  await expect(plan).toContainText("because something is written or said thereArgument")
  await expect(plan).toContainText("“Issue” becomes “The question”")
  // He writes on under their eyes.
  await typeAt(drafter, "p:issue:en", ", and why now")
  await convener.getByTestId("follow-template").click()
  await expect(convener.getByTestId("newer-template")).toHaveCount(0)

  const section = (key: string) => drafter.locator(`#paper [data-section="${key}"]`)
  await expect(section("options")).toHaveCount(0)
  await expect(section("issue").getByRole("heading", { level: 2 })).toContainText("The question")
  await expect(section("argument")).toContainText("Version 2 of the template no longer has this section")
  await expect(textAt(drafter, "p:argument:en")).toHaveText("The strongest objection is cost.")
  await expect(textAt(drafter, "p:issue:en")).toHaveText("What is to be decided, and why now")
  await typeAt(drafter, "p:issue:en", ".")
  await typeAt(drafter, "p:background_2:en", "It began in 2001.")
  await expectSaved(drafter)
  for (const [root, text] of [
    ["p:background_2:en", "It began in 2001."],
    ["p:issue:en", "What is to be decided, and why now."],
    ["p:argument:en", "The strongest objection is cost."],
  ] as const)
    await expect(textAt(convener, root)).toHaveText(text)
  await drafter.getByRole("button", { name: "Undo" }).click()
  await expect(textAt(convener, "p:background_2:en")).toHaveText("")
  expect(await drafter.evaluate(() => "isTheSamePage" in window)).toBe(true)
  await expect(drafter.getByTestId("kept-text")).toHaveCount(0)
  // What the database holds is what they see.
  await drafter.reload()
  await expect(textAt(drafter, "p:argument:en")).toHaveText("The strongest objection is cost.")
  for (const one of [convener, drafter]) await one.context().close()
})
