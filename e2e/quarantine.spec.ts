// A section whose stored text breaks the schema, as an older server might have left it: closed to everybody, calmly
// said, repaired by a convener with every word in its place.

import type { Browser, Page } from "@playwright/test"
import * as Y from "yjs"
import { expectSaved, openBrief, textAt, typeAt } from "./brief-page.ts"
import { newBrief, rowsOf, send } from "./by-script.ts"
import { expect, signIn, test } from "./fixtures.ts"
import { type OwnPerson, ownPassword, ownWorkshop } from "./own-workshop.ts"
import type { ChanceryServer } from "./server.ts"

async function signedIn(browser: Browser, server: ChanceryServer, { email }: OwnPerson, locale = "en"): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url })
  await context.addCookies([{ name: "locale", value: locale, url: server.url }])
  const page = await context.newPage()
  await signIn(page, email, ownPassword)
  return page
}

/** A link that no editor would make, straight into the log. */
function poison(): string {
  const doc = new Y.Doc()
  const text = new Y.XmlText()
  text.insert(0, "Kept words", { link: { href: "javascript:alert(1)", class: "fixed inset-0" } })
  const paragraph = new Y.XmlElement("paragraph")
  paragraph.insert(0, [text])
  doc.getXmlFragment("p:issue:en").insert(0, [paragraph])
  return Buffer.from(Y.encodeStateAsUpdate(doc)).toString("hex")
}

const section = (page: Page) => page.locator(`#paper [data-section="issue"]`)
const banner = (page: Page) => section(page).getByTestId("quarantine")

test("a section that breaks the schema is closed to all, the rest goes on, and a convener repairs it", async ({
  browser,
  server,
}, info) => {
  const own = await ownWorkshop(server)
  const token = await own.token("drafter")
  const briefId = await newBrief(server, await own.token("convener"), { workshopId: own.id })
  const [convener, drafter] = [
    await signedIn(browser, server, own.people.convener),
    await signedIn(browser, server, own.people.drafter),
  ]
  await Promise.all([openBrief(convener, briefId), openBrief(drafter, briefId)])
  await typeAt(drafter, "p:issue:en", "Written before.")
  await expectSaved(drafter)
  await rowsOf(server, `insert into "BriefUpdate" ("briefId", data) values ($1, decode($2, 'hex'))`, [
    briefId,
    poison(),
  ])

  const answer = await send(server, token, `POST briefs/${briefId}/submit`)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(JSON.stringify(answer.body)).toContain("set aside")
  for (const page of [convener, drafter]) await expect(banner(page)).toContainText("Nothing is lost")
  await expect(banner(drafter).getByTestId("repair")).toHaveCount(0)
  await expect(section(drafter).locator("[contenteditable=true]")).toHaveCount(0)
  await typeAt(drafter, "p:background:en", "Elsewhere I write on.")
  await expectSaved(drafter)
  await expect(textAt(convener, "p:background:en")).toContainText("Elsewhere I write on.")
  await look(browser, server, own.people.convener, briefId, info.outputDir)

  await banner(convener).evaluate((it) => it.scrollIntoView({ block: "center", behavior: "instant" }))
  await banner(convener).getByTestId("repair").click()
  await expect(convener.getByRole("dialog")).toContainText("1 link to an address that is not allowed")
  await convener.getByTestId("repair-confirm").click()
  for (const page of [convener, drafter]) {
    await expect(banner(page)).toHaveCount(0)
    await expect(textAt(page, "p:issue:en")).toContainText("Kept words")
    await expect(textAt(page, "p:issue:en")).toContainText("Written before.")
    await expect(textAt(page, "p:issue:en").locator("a")).toHaveCount(0)
  }
  await typeAt(drafter, "p:issue:en", "And I again. ")
  await expectSaved(drafter)
  await expect(textAt(convener, "p:issue:en")).toContainText("And I again.")
  const events = await rowsOf(
    server,
    `select kind from "AuditEvent" where "briefId" = $1 and kind like 'section.%' order by id`,
    [briefId],
  )
  expect(events).toEqual([{ kind: "section.quarantined" }, { kind: "section.repaired" }])
  for (const page of [convener, drafter]) await page.context().close()
})

/** The banner and what it asks before it repairs, wide and narrow, in light and dark, in both languages. */
async function look(browser: Browser, server: ChanceryServer, who: OwnPerson, briefId: string, folder: string) {
  for (const [locale, scheme, width] of [
    ["en", "light", 1440],
    ["zh-CN", "dark", 1440],
    ["zh-CN", "light", 390],
    ["en", "dark", 390],
  ] as const) {
    const page = await signedIn(browser, server, who, locale)
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 900 })
    await openBrief(page, briefId)
    await banner(page).evaluate((it) => it.scrollIntoView({ block: "center", behavior: "instant" }))
    await page.screenshot({ path: `${folder}/quarantine-${locale}-${scheme}-${width}.png` })
    await banner(page).getByTestId("repair").click()
    await expect(page.getByTestId("repair-confirm")).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await page.screenshot({ path: `${folder}/repair-${locale}-${scheme}-${width}.png` })
    await page.context().close()
  }
}
