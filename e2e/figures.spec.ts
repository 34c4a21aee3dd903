// A figure is drawn when it comes near the screen, says what it shows, follows the theme, and has its data below.

import type { Page } from "@playwright/test"
import { openBrief } from "./brief-page.ts"
import { newBrief, send, workshopOf } from "./by-script.ts"
import { expect, test } from "./fixtures.ts"
import type { ChanceryServer } from "./server.ts"

async function sampleBrief(server: ChanceryServer, title: string): Promise<string> {
  const token = await server.token("drafter")
  const { body } = await send(server, token, `GET workshops/${await workshopOf(server, token)}/briefs`)
  const found = body.briefs.find((brief: { title: { zh?: string } }) => brief.title.zh?.includes(title))
  if (!found) throw new Error(`no such brief: ${title}`)
  return found.id
}

/** Whether the page has loaded what draws: asked of every script that came. */
function watchDrawing(page: Page): () => Promise<boolean> {
  const scripts: Promise<string>[] = []
  page.on("response", (response) => {
    if (response.url().includes("/_next/static/") && response.url().split("?")[0]?.endsWith(".js"))
      scripts.push(response.text().catch(() => ""))
  })
  return async () => (await Promise.all(scripts)).some((script) => script.includes("renderToSVGString"))
}

test("a figure is drawn with its words, follows the theme and opens its data, under the page's policy", async ({
  as,
  server,
}) => {
  const page = await as("drafter")
  const refused: string[] = []
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text())
  })
  const isLoaded = watchDrawing(page)
  await openBrief(page, await sampleBrief(server, "G3+5机制与八国对话论坛"))
  const figure = page.locator("[data-figure=totals]")
  await figure.scrollIntoViewIfNeeded()
  const drawing = figure.getByRole("img", { name: "Weighted totals: 1. Eight-nation dialogue forum: 32" })
  const words = drawing.locator("svg text")
  await expect(words.filter({ hasText: "Eight-nation dialogue forum" })).toBeVisible()
  expect(await isLoaded()).toBe(true)

  const data = figure.getByRole("table", { name: "Weighted totals" })
  await expect(data).toBeHidden()
  await figure.getByText("Show the data").click()
  await expect(data.getByRole("row").nth(1)).toContainText("32")

  const colour = () => words.first().getAttribute("fill")
  const light = await colour()
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"))
  await expect.poll(colour).not.toBe(light)

  await page.setViewportSize({ width: 390, height: 844 })
  await figure.scrollIntoViewIfNeeded()
  await expect.poll(async () => Number(await drawing.locator("svg").getAttribute("width"))).toBeLessThan(390)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  expect(refused).toEqual([])
})

test("a page without figures does not load what draws them", async ({ as, server }) => {
  const page = await as("drafter")
  const isLoaded = watchDrawing(page)
  await openBrief(page, await newBrief(server, await server.token("drafter")))
  await expect(page.locator("[data-figure]")).toHaveCount(0)
  expect(await isLoaded()).toBe(false)
})
