// Copies on the device: written without a connection, closed, and there again; refused and shown; gone when it should be.

import type { Browser, BrowserContext, Page } from "@playwright/test"
import { alive, expectSaved, openBrief, textAt, typeAt } from "./brief-page.ts"
import { contentOf, newBrief, rowsOf, send } from "./by-script.ts"
import { expect, signIn, test } from "./fixtures.ts"
import { type OwnPerson, type OwnWorkshop, ownPassword, ownWorkshop } from "./own-workshop.ts"
import type { ChanceryServer } from "./server.ts"

/** A browser with its own storage, in which somebody is signed in. */
async function device(browser: Browser, server: ChanceryServer, { email }: OwnPerson): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: server.url })
  await context.addCookies([{ name: "locale", value: "en", url: server.url }])
  const page = await context.newPage()
  await signIn(page, email, ownPassword)
  await page.close()
  return context
}

async function stage(server: ChanceryServer, isAllowed = true): Promise<{ own: OwnWorkshop; briefId: string }> {
  const own = await ownWorkshop(server)
  if (isAllowed) await rowsOf(server, `update "Workshop" set offline = true where id = $1`, [own.id])
  return { own, briefId: await newBrief(server, await own.token("convener"), { workshopId: own.id }) }
}

/** What lies on the device; null if no database was ever made. Looks from a page that has no part in it. */
async function onDevice(context: BrowserContext): Promise<Record<string, number> | null> {
  const page = await context.newPage()
  await page.goto("/api/health")
  const found = await page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "chancery")) return null
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open("chancery")
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    })
    const counts: Record<string, number> = {}
    for (const table of db.objectStoreNames) {
      const asked = db.transaction(table).objectStore(table).count()
      counts[table] = await new Promise((resolve) => {
        asked.onsuccess = () => resolve(asked.result)
      })
    }
    db.close()
    return counts
  })
  await page.close()
  return found
}

// Several browsers one after the other, on whatever machine.
test.describe.configure({ timeout: 240_000 })

const nothing = { edits: 0, bases: 0, texts: 0 }
const expectNothing = (context: BrowserContext) => expect.poll(() => onDevice(context)).toEqual(nothing)
const expectNoDatabase = (context: BrowserContext) => expect.poll(() => onDevice(context)).toBeNull()

/** The page says that everything that is not saved lies on the device. */
const expectKept = (page: Page) => expect(page.locator("[data-testid=save-state][data-kept]")).toBeVisible()

async function writeOffline(page: Page, root: string, words: string): Promise<void> {
  await page.context().setOffline(true)
  await typeAt(page, root, words)
  await expectKept(page)
}

/** Writes without a connection and closes the page as a browser does that ends. */
async function writeAndClose(page: Page, root: string, words: string): Promise<void> {
  await writeOffline(page, root, words)
  const context = page.context()
  await page.close()
  await context.setOffline(false)
}

const textOf = async (server: ChanceryServer, own: OwnWorkshop, briefId: string) =>
  JSON.stringify(await contentOf(server, await own.token("convener"), briefId))

test("what was written offline is sent when the brief is opened again, and nothing stays on the device", async ({
  browser,
  server,
}) => {
  const { own, briefId } = await stage(server)
  const context = await device(browser, server, own.people.drafter)
  const other = await device(browser, server, own.people.convener)
  const reader = await other.newPage()
  await openBrief(reader, briefId)
  const page = await context.newPage()
  await openBrief(page, briefId)
  await typeAt(page, "p:issue:en", "Saved.")
  await expectSaved(page)
  await writeOffline(page, "p:issue:en", " Written on the train.")
  await expect(page.getByTestId("save-state")).toContainText("kept on this device")
  await typeAt(page, "p:background:en", "In the tunnel.")
  await expect(page.getByTestId("save-state")).toHaveAttribute("data-kept", "2")
  const kept = await onDeviceOffline(context)
  expect(kept.edits).toBe(2)
  expect(kept.bases).toBe(1)
  // No question whether to leave: everything is kept.
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => context.pages().length).toBe(0)
  await context.setOffline(false)
  expect(await textOf(server, own, briefId)).not.toContain("train")

  const again = await context.newPage()
  await openBrief(again, briefId)
  await expect(textAt(again, "p:issue:en")).toHaveText("Saved. Written on the train.")
  await expect(textAt(again, "p:background:en")).toHaveText("In the tunnel.")
  await expect(again.getByTestId("device-notice")).toContainText(/2 changes .* were sent at \d\d:\d\d/)
  await expectSaved(again)
  await expect(textAt(reader, "p:issue:en")).toHaveText("Saved. Written on the train.")
  await expect(textAt(reader, "p:background:en")).toHaveText("In the tunnel.")
  expect(await textOf(server, own, briefId)).toContain("In the tunnel.")
  await expectNothing(context)
  await expect(again.getByTestId("kept-text")).toHaveCount(0)
  // Written again under the client id of then: the log says that it is all the drafter's.
  const authors = await rowsOf(server, `select distinct "userId" from "BriefClient" where "briefId" = $1`, [briefId])
  expect(authors).toEqual([{ userId: own.people.drafter.id }])
  await context.close()
  await other.close()
})

/** As `onDevice`, from within an open page: without a connection no other can be opened. */
async function onDeviceOffline(context: BrowserContext): Promise<Record<string, number>> {
  const [page] = context.pages() as [Page]
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open("chancery")
      asked.onsuccess = () => resolve(asked.result)
    })
    const counts: Record<string, number> = {}
    for (const table of db.objectStoreNames) {
      const asked = db.transaction(table).objectStore(table).count()
      counts[table] = await new Promise((resolve) => {
        asked.onsuccess = () => resolve(asked.result)
      })
    }
    db.close()
    return counts
  })
}

test("what may not be written any more is shown to its author until it is put away, and is not in the brief", async ({
  browser,
  server,
}) => {
  const { own, briefId } = await stage(server)
  const context = await device(browser, server, own.people.drafter)
  const page = await context.newPage()
  await openBrief(page, briefId)
  await typeAt(page, "p:issue:en", "Saved.")
  await expectSaved(page)
  await writeAndClose(page, "p:issue:en", " Written on the train.")

  const convener = await device(browser, server, own.people.convener)
  const members = await convener.newPage()
  await members.goto(`/workshops/${own.id}/members`)
  await members.getByLabel(`Role of ${own.people.drafter.name}`).selectOption("reviewer")
  await expect
    .poll(async () => (await send(server, await own.token("drafter"), `GET briefs/${briefId}`)).body.role)
    .toBe("reviewer")
  // Somebody else takes the paragraph away meanwhile: its author still sees what they saw.
  const editor = await convener.newPage()
  await openBrief(editor, briefId)
  await textAt(editor, "p:issue:en").click()
  await editor.keyboard.press("Control+a")
  await editor.keyboard.insertText("Rewritten.")
  await expectSaved(editor)

  const again = await context.newPage()
  await openBrief(again, briefId)
  const kept = again.getByTestId("kept-text")
  await expect(kept.getByLabel("What you wrote in Issue")).toHaveValue("Saved. Written on the train.")
  await expect(textAt(again, "p:issue:en")).toHaveText("Rewritten.")
  expect(await onDevice(context)).toEqual({ edits: 0, bases: 0, texts: 1 })
  await again.reload()
  await alive(again)
  await expect(kept.getByLabel("What you wrote in Issue")).toHaveValue("Saved. Written on the train.")
  await kept.getByRole("button", { name: "I have what I need" }).click()
  await expect(kept).toHaveCount(0)
  await expectNothing(context)
  await again.reload()
  await alive(again)
  await expect(textAt(again, "p:issue:en")).toHaveText("Rewritten.")
  await expect(kept).toHaveCount(0)
  expect(await textOf(server, own, briefId)).not.toContain("train")
  await context.close()
  await convener.close()
})

test("what the server refuses in an open page is kept until it is put away, also over a reload", async ({
  browser,
  server,
}) => {
  const { own, briefId } = await stage(server)
  const context = await device(browser, server, own.people.drafter)
  const page = await context.newPage()
  await openBrief(page, briefId)
  await writeOffline(page, "p:issue:en", "Written on the train.")
  const given = await send(server, await own.token("convener"), `PUT briefs/${briefId}/sections/issue/owners`, {
    owners: [{ userId: own.people.convener.id }],
  })
  expect(given.status).toBe(200)
  await context.setOffline(false)
  const kept = page.getByTestId("kept-text")
  await expect(kept.getByLabel("What you wrote in Issue")).toHaveValue("Written on the train.")
  await expect.poll(() => onDevice(context)).toEqual({ edits: 0, bases: 0, texts: 1 })
  await page.reload()
  await alive(page)
  await expect(kept.getByLabel("What you wrote in Issue")).toHaveValue("Written on the train.")
  await expect(textAt(page, "p:issue:en")).toHaveText("")
  await context.close()
})

test("signing out asks about what is not saved, and leaves nothing on the device, in no tab", async ({
  browser,
  server,
}) => {
  const { own, briefId } = await stage(server)
  const context = await device(browser, server, own.people.drafter)
  const page = await context.newPage()
  await openBrief(page, briefId)
  await writeOffline(page, "p:issue:en", "Written on the train.")
  await context.setOffline(true)
  const first = await onDeviceOffline(context)
  expect(first.edits).toBe(1)
  await page.close()
  await context.setOffline(false)

  const home = await context.newPage()
  await home.goto("/")
  const signOut = async () => {
    await home.getByRole("button", { name: `Account of ${own.people.drafter.name}` }).click()
    await home.getByRole("menuitem", { name: "Sign out" }).click()
  }
  await signOut()
  await home.getByRole("button", { name: "Stay signed in" }).click()
  expect((await onDevice(context))?.edits).toBe(1)
  // Another tab is open, with a connection to the database.
  const other = await context.newPage()
  await openBrief(other, await newBrief(server, await own.token("convener"), { workshopId: own.id }))
  await typeAt(other, "p:issue:en", "Elsewhere.")
  await expectSaved(other)
  await signOut()
  await home.getByTestId("sign-out-anyway").click()
  await expect(home).toHaveURL(/\/sign-in/)
  await expectNoDatabase(context)
  await expect(other.getByRole("alert").first()).toBeVisible()
  await expectNoDatabase(context)
  expect(await textOf(server, own, briefId)).not.toContain("train")
  await context.close()
})

test("whoever signs in next finds nothing of whoever was there before", async ({ browser, server }) => {
  const { own, briefId } = await stage(server)
  const context = await device(browser, server, own.people.drafter)
  const page = await context.newPage()
  await openBrief(page, briefId)
  await writeAndClose(page, "p:issue:en", "Written on the train.")
  expect((await onDevice(context))?.edits).toBe(1)
  await context.clearCookies({ name: /session/ })
  const next = await context.newPage()
  await signIn(next, own.people.convener.email, ownPassword)
  await openBrief(next, briefId)
  await expectNothing(context)
  await expect(textAt(next, "p:issue:en")).toHaveText("")
  await context.close()
})

test("whoever was taken out of the workshop finds nothing left of it", async ({ browser, server }) => {
  const { own, briefId } = await stage(server)
  const context = await device(browser, server, own.people.drafter)
  const page = await context.newPage()
  await openBrief(page, briefId)
  await writeAndClose(page, "p:issue:en", "Written on the train.")
  const where = `where "userId" = $1`
  await rowsOf(server, `update "Member" set "removedAt" = now() ${where}`, [own.people.drafter.id])
  const home = await context.newPage()
  await home.goto("/")
  await expectNothing(context)
  await context.close()
})

test("a session that is ended elsewhere leaves nothing on the device", async ({ browser, server }) => {
  const { own, briefId } = await stage(server)
  const context = await device(browser, server, own.people.drafter)
  const page = await context.newPage()
  await openBrief(page, briefId)
  await writeOffline(page, "p:issue:en", "Written on the train.")
  await rowsOf(server, `update "Session" set "endedAt" = now() where "userId" = $1`, [own.people.drafter.id])
  await context.setOffline(false)
  await expect(page.getByText("You are signed out")).toBeVisible()
  // The page itself still shows it.
  await expect(page.getByTestId("kept-text").getByLabel("What you wrote in Issue")).toHaveValue("Written on the train.")
  await expectNoDatabase(context)
  await context.close()
})

test("the switch: off by default and nothing is ever written; on at once in open pages; off again, and it is gone", async ({
  browser,
  server,
}) => {
  const { own, briefId } = await stage(server, false)
  const context = await device(browser, server, own.people.drafter)
  const page = await context.newPage()
  await openBrief(page, briefId)
  await typeAt(page, "p:issue:en", "Saved.")
  await context.setOffline(true)
  await typeAt(page, "p:issue:en", " On this page only.")
  await expect(page.getByTestId("save-state")).toContainText("kept on this page only")
  await context.setOffline(false)
  await expectSaved(page)
  expect(await onDevice(context)).toBeNull()

  const convener = await device(browser, server, own.people.convener)
  const members = await convener.newPage()
  await members.goto(`/workshops/${own.id}/members`)
  const allow = members.getByLabel("Keep unsaved edits on members' devices")
  await expect(allow).not.toBeChecked()
  await allow.click()
  await expect(allow).toBeChecked()
  await expect(members.getByText("Devices may keep unsaved edits now.")).toBeVisible()
  const kinds = () =>
    rowsOf(server, `select kind from "AuditEvent" where "workshopId" = $1 order by id desc limit 1`, [own.id])
  expect(await kinds()).toEqual([{ kind: "workshop.offline_allowed" }])
  // The page that is open has heard of it.
  await expect(page.locator("main[data-keeps=true]")).toBeVisible()
  await writeAndClose(page, "p:issue:en", " And on this device.")
  expect(await onDevice(context)).toEqual({ edits: 1, bases: 1, texts: 0 })

  await allow.click()
  await expect(allow).not.toBeChecked()
  expect(await kinds()).toEqual([{ kind: "workshop.offline_forbidden" }])
  // It comes off the device when that connects, and still arrives.
  const again = await context.newPage()
  await openBrief(again, briefId)
  await expect(textAt(again, "p:issue:en")).toHaveText("Saved. On this page only. And on this device.")
  await expectSaved(again)
  await expectNothing(context)
  expect(await textOf(server, own, briefId)).toContain("And on this device.")
  const drafters = await context.newPage()
  await drafters.goto(`/workshops/${own.id}/members`)
  await expect(drafters.getByLabel("Keep unsaved edits on members' devices")).toHaveCount(0)
  await context.close()
  await convener.close()
})

test("a workshop that forbids it says what it deleted of other briefs", async ({ browser, server }) => {
  const { own, briefId } = await stage(server)
  const context = await device(browser, server, own.people.drafter)
  const page = await context.newPage()
  await openBrief(page, briefId)
  await writeAndClose(page, "p:issue:en", "Written on the train.")
  await rowsOf(server, `update "Workshop" set offline = false where id = $1`, [own.id])
  const other = await context.newPage()
  await openBrief(other, await newBrief(server, await own.token("convener"), { workshopId: own.id }))
  await expect(other.getByTestId("device-notice")).toContainText(
    "1 unsent change of yours to its other briefs was deleted",
  )
  await expectNothing(context)
  await context.close()
})

test("two tabs of one person: each sends its own, nothing twice, and what a dead one left the living one sends", async ({
  browser,
  server,
}) => {
  const { own, briefId } = await stage(server)
  const context = await device(browser, server, own.people.drafter)
  const first = await context.newPage()
  await openBrief(first, briefId)
  const second = await context.newPage()
  await openBrief(second, briefId)
  await context.setOffline(true)
  await typeAt(first, "p:issue:en", "By the first.")
  await expectKept(first)
  await typeAt(second, "p:background:en", "By the second.")
  await expectKept(second)
  expect(await onDeviceOffline(context)).toEqual({ edits: 2, bases: 2, texts: 0 })
  await first.close()
  await context.setOffline(false)
  await expect(textAt(second, "p:issue:en")).toHaveText("By the first.")
  await expect(textAt(second, "p:background:en")).toHaveText("By the second.")
  await expect(second.getByTestId("device-notice")).toContainText("1 change you had made without a connection was sent")
  await expectSaved(second)
  await expectNothing(context)

  // A tab that is opened while another lives leaves its edits to it.
  const line = await context.newCDPSession(second)
  const away = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
  await line.send("Network.emulateNetworkConditions", away)
  await typeAt(second, "p:issue:en", " More.")
  await expectKept(second)
  const third = await context.newPage()
  await openBrief(third, briefId)
  await expectSaved(third)
  await expect(textAt(third, "p:issue:en")).toHaveText("By the first.")
  expect((await onDevice(context))?.edits).toBe(1)
  await second.close()
  await expect(textAt(third, "p:issue:en")).toHaveText("By the first. More.")
  await expectSaved(third)
  await expectNothing(context)
  await context.close()
})

test("a device that keeps nothing disturbs nobody who writes, and says so", async ({ browser, server }) => {
  const { own, briefId } = await stage(server)
  const context = await device(browser, server, own.people.drafter)
  await context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("No.", "InvalidStateError")
    }
  })
  const page = await context.newPage()
  await openBrief(page, briefId)
  await context.setOffline(true)
  await typeAt(page, "p:issue:en", "Written on the train.")
  await expect(page.getByTestId("device-notice")).toContainText("does not let the page keep edits on the device")
  await expect(page.getByTestId("save-state")).toContainText("kept on this page only")
  await context.setOffline(false)
  await expectSaved(page)
  expect(await textOf(server, own, briefId)).toContain("Written on the train.")
  await context.close()
})
