// What is said to be saved is in the database, and what anybody has seen survives the death of the server.

import type { Page } from "@playwright/test"
import pg from "pg"
import { expectSaved, openBrief, textAt } from "./brief-page.ts"
import { contentOf, newBrief, rowsOf } from "./by-script.ts"
import { expect, newServer, signIn, test } from "./fixtures.ts"
import { ownPassword, ownWorkshop } from "./own-workshop.ts"
import type { ChanceryServer } from "./server.ts"

const saveState = (page: Page) => page.getByTestId("save-state").getAttribute("data-save-state")

test("while the insert waits, nothing is called saved and nobody else sees it; once committed, both", async ({
  as,
  server,
}) => {
  const token = await server.token("drafter")
  const anna = await as("drafter")
  const liu = await as("convener")
  const briefId = await newBrief(server, token)
  await openBrief(anna, briefId)
  await openBrief(liu, briefId)
  await textAt(anna, "p:issue:en").click()
  await anna.keyboard.insertText("Seen by both.")
  await expect(textAt(liu, "p:issue:en")).toContainText("Seen by both.")
  await expectSaved(anna)
  const before = await contentOf(server, token, briefId)

  const holder = new pg.Client({ connectionString: await server.database() })
  await holder.connect()
  try {
    await holder.query("begin")
    await holder.query(`select 1 from "Brief" where id = $1 for update`, [briefId])
    await anna.keyboard.insertText(" Not yet committed.")
    await expect(textAt(anna, "p:issue:en")).toContainText("Not yet committed.")
    // The server has the words and waits for the lock: the moment in which they could be shown too early.
    await expect
      .poll(async () =>
        rowsOf(
          server,
          `select pid from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'chancery-collab'`,
        ),
      )
      .not.toEqual([])
    expect(await saveState(anna)).toBe("saving")
    await expect(textAt(liu, "p:issue:en")).toHaveText(/Seen by both\.$/)
    // Presence goes its own way and is newer than the words: by now they would have come.
    await textAt(anna, "p:issue:zh").click()
    await expect(textAt(liu, "p:issue:zh").locator(".caret")).toHaveCount(1)
    await expect(textAt(liu, "p:issue:en")).not.toContainText("Not yet committed.")
    expect(await saveState(anna)).toBe("saving")
    expect(await contentOf(server, token, briefId)).toEqual(before)
    await holder.query("commit")
  } finally {
    await holder.end()
  }
  await expectSaved(anna)
  await expect(textAt(liu, "p:issue:en")).toContainText("Seen by both. Not yet committed.")
  expect(JSON.stringify(await contentOf(server, token, briefId))).toContain("Seen by both. Not yet committed.")
})

/** Types numbered words until told to stop; says how many. */
function typing(page: Page, word: (n: number) => string): { stop(): Promise<number> } {
  let isOn = true
  const done = (async () => {
    let n = 0
    while (isOn) await page.keyboard.insertText(word(++n))
    return n
  })()
  return {
    stop: () => {
      isOn = false
      return done
    },
  }
}

const wordsOn = async (page: Page, root: string) => (await textAt(page, root).innerText()).match(/[甲乙]\d+/g) ?? []

test("the server is killed while two type: both come back by themselves, and nothing that anybody saw is gone", async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const server: ChanceryServer = await newServer({ CHANCERY_SAMPLE: "0" })
  try {
    await server.start()
    const own = await ownWorkshop(server)
    const token = await own.token("drafter")
    const briefId = await newBrief(server, token, { workshopId: own.id })
    const pages: Page[] = []
    for (const role of ["drafter", "convener"] as const) {
      const page = await (await browser.newContext({ baseURL: server.url })).newPage()
      await signIn(page, own.people[role].email, ownPassword)
      await openBrief(page, briefId)
      pages.push(page)
    }
    const [marie, bakyt] = pages as [Page, Page]
    const root = "p:issue:zh"
    await textAt(marie, root).click()
    await textAt(bakyt, root).click()

    for (const round of [1, 2]) {
      const hands = [typing(marie, (n) => `甲${round}${n}。`), typing(bakyt, (n) => `乙${round}${n}。`)]
      await expect(textAt(bakyt, root)).toContainText(`甲${round}5。`)
      await expect(textAt(marie, root)).toContainText(`乙${round}5。`)
      await server.kill()
      const seen = new Set((await Promise.all(pages.map((page) => wordsOn(page, root)))).flat())
      for (const page of pages)
        await expect(page.getByTestId("save-state")).toHaveAttribute("data-save-state", "offline")
      const [last1, last2] = await Promise.all(hands.map((hand) => hand.stop()))
      await server.start()
      for (const page of pages) await expectSaved(page)

      const last = [`甲${round}${last1}`, `乙${round}${last2}`]
      for (const page of pages)
        await expect(textAt(page, root)).toContainText(
          new RegExp(`${last[0]}。.*${last[1]}。|${last[1]}。.*${last[0]}。`, "s"),
        )
      const after = await wordsOn(marie, root)
      expect(after).toEqual(expect.arrayContaining([...seen, ...last]))
      expect(new Set(after).size, "no word came twice").toBe(after.length)
      expect(await wordsOn(bakyt, root)).toEqual(after)
      const stored = JSON.stringify((await contentOf(server, token, briefId)).content)
      expect(stored.match(/[甲乙]\d+/g)).toEqual(after)
    }
    for (const page of pages) await page.context().close()
  } finally {
    await server.remove()
  }
})
