// Working in tables: rows that come, go and move, by pointer and by keyboard, and what is pasted from elsewhere.

import type { Page } from "@playwright/test"
import { expectSaved, openBrief } from "./brief-page.ts"
import { newBrief } from "./by-script.ts"
import { expect, test } from "./fixtures.ts"
import type { ChanceryServer } from "./server.ts"

const comparison = async (server: ChanceryServer) =>
  newBrief(server, await server.token("drafter"), {
    template: "option-comparison",
    title: { zh: "粘贴", en: "Pasting" },
  })

/** What a spreadsheet puts on the clipboard, pasted into what has the focus. */
const paste = (page: Page, text: string, html = "") =>
  page.evaluate(
    ([text, html]) => {
      const data = new DataTransfer()
      data.setData("text/plain", text as string)
      if (html) data.setData("text/html", html)
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
      ;(document.activeElement ?? document.body).dispatchEvent(event)
    },
    [text, html],
  )

const asText = (grid: string[][]) => `${grid.map((row) => row.join("\t")).join("\r\n")}\r\n`
const asHtml = (grid: string[][]) =>
  `<html><head><style>td {mso-number-format: General}</style></head><body><!--StartFragment--><table>${grid
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`)
    .join("\n")}</table><!--EndFragment--></body></html>`

const rows = (page: Page, part: string) => page.locator(`.part-row:has([data-root^="t:${part}/"])`)
/** The n-th row's cell of a part by what its address ends with. */
const cell = (page: Page, part: string, row: number, column: string) =>
  rows(page, part).nth(row).locator(`[data-root^="t:${part}/"][data-root$="/${column}"]`)
const addFirst = (page: Page, part: string) => page.getByRole("button", { name: `Add the first row: ${part}` })

test("ten columns and twelve rows from a spreadsheet are one paste, for everybody, and one undo", async ({
  as,
  server,
}) => {
  const anna = await as("drafter")
  const liu = await as("convener")
  const briefId = await comparison(server)
  await openBrief(anna, briefId)
  await openBrief(liu, briefId)
  const section = anna.locator("#sensitivity")

  await section.getByRole("button", { name: "Add the first row: Columns" }).click()
  await expect(
    cell(anna, "sensitivity/columns", 0, "name:en")
      .locator("[contenteditable=true]")
      .or(cell(anna, "sensitivity/columns", 0, "name:zh").locator("[contenteditable=true]")),
  ).toBeFocused()
  await cell(anna, "sensitivity/columns", 0, "name:en").click()
  await paste(anna, asText(Array.from({ length: 7 }, (_, at) => [`Column ${at + 1}`, "%", "数值", "yes"])))
  await expect(rows(anna, "sensitivity/columns")).toHaveCount(7)

  await section.getByRole("button", { name: "Add the first row: Rows" }).click()
  const first = cell(anna, "sensitivity/rows", 0, "label:en")
  await first.click()
  const grid = Array.from({ length: 12 }, (_, row) =>
    Array.from({ length: 10 }, (_, column) => (column === 0 ? `Line ${row + 1}` : `${row + 1}.${column}`)),
  )
  await paste(anna, asText(grid), asHtml(grid))
  await expect(cell(anna, "sensitivity/rows", 11, "label:en")).toHaveText("Line 12")
  // The item, the change of weights, the seven that the table crosses, and the note below the row.
  const crossed = (page: Page) => rows(page, "sensitivity/rows").nth(11).locator('[data-root$="/value"]')
  const arrived = async (page: Page) => {
    await expect(rows(page, "sensitivity/rows")).toHaveCount(12)
    await expect(crossed(page)).toHaveCount(7)
    await expect(crossed(page).last()).toHaveValue("12.8")
    await expect(cell(page, "sensitivity/rows", 11, "note:en")).toHaveText("12.9")
  }
  await arrived(anna)
  await arrived(liu)
  await expectSaved(anna)

  await anna.keyboard.press("Control+z")
  await expect(rows(anna, "sensitivity/rows")).toHaveCount(1)
  await expect(first).toHaveText("")
  await expect(rows(liu, "sensitivity/rows")).toHaveCount(1)
  await anna.keyboard.press("Control+y")
  await arrived(anna)
})

test("what does not fit is named with its place and reason, and nothing is inserted until one says so", async ({
  as,
  server,
}) => {
  const anna = await as("drafter")
  const briefId = await comparison(server)
  await openBrief(anna, briefId)
  await addFirst(anna, "Conditions").click()
  const part = "break_points/conditions"
  await cell(anna, part, 0, "condition:en").click()
  const grid = [
    ["Water is shared", "力量", "met", ""],
    ["=A1+B2", "=A1+B2", "perhaps", ""],
    ["x".repeat(1 << 20), "norm", "不明", "", "", "", "", "", "", "", "", "past the end"],
  ]
  await paste(anna, asText(grid))
  const dialog = anna.getByRole("dialog")
  const refused = dialog.getByTestId("paste-refused").getByRole("listitem")
  await expect(refused).toHaveCount(4)
  await expect(refused.nth(0)).toContainText("Row 2, Category:")
  await expect(refused.nth(0)).toContainText("A formula.")
  await expect(refused.nth(1)).toContainText("perhaps")
  await expect(refused.nth(1)).toContainText("Not one of the choices")
  await expect(refused.nth(2)).toContainText("Row 3, Condition:")
  await expect(refused.nth(2)).toContainText("Too long for one cell")
  await expect(refused.nth(3)).toHaveText("1 value lies to the right of the table, where it has no column.")
  await dialog.getByRole("button", { name: "Cancel" }).click()
  await expect(dialog).toBeHidden()
  await expect(rows(anna, part)).toHaveCount(1)

  await cell(anna, part, 0, "condition:en").click()
  await paste(anna, asText(grid))
  await dialog.getByTestId("paste-fitting").click()
  await expect(rows(anna, part)).toHaveCount(3)
  await expect(cell(anna, part, 0, "category")).toHaveValue("power")
  await expect(cell(anna, part, 1, "condition:en")).toHaveText("=A1+B2")
  await expect(cell(anna, part, 2, "state")).toHaveValue("unknown")
  await expect(cell(anna, part, 2, "condition:en")).toHaveText("")
})

test("prose that is pasted into a cell stays prose, and a single value goes into a choice that has the focus", async ({
  as,
  server,
}) => {
  const anna = await as("drafter")
  const briefId = await comparison(server)
  await openBrief(anna, briefId)
  await addFirst(anna, "Conditions").click()
  const part = "break_points/conditions"
  await cell(anna, part, 0, "condition:en").click()
  await paste(anna, "First, the water.\nSecond, the power.")
  await expect(rows(anna, part)).toHaveCount(1)
  await expect(cell(anna, part, 0, "condition:en").locator("p")).toHaveText(["First, the water.", "Second, the power."])
  await cell(anna, part, 0, "state").focus()
  await paste(anna, "不具备")
  await expect(cell(anna, part, 0, "state")).toHaveValue("not_met")
  await anna.keyboard.press("Control+z")
  await expect(cell(anna, part, 0, "state")).toHaveValue("")
})

test("rows are added, moved, copied and taken out by the keyboard, and all of it comes back", async ({
  as,
  server,
}) => {
  const anna = await as("drafter")
  const liu = await as("convener")
  const briefId = await comparison(server)
  await openBrief(anna, briefId)
  await openBrief(liu, briefId)
  const part = "break_points/conditions"
  await addFirst(anna, "Conditions").click()
  const words = (page: Page) => rows(page, part).locator('[data-root$="/condition:en"]')
  const focused = (page: Page) => page.locator('[data-root$="/condition:en"] [contenteditable=true]')
  await cell(anna, part, 0, "condition:en").click()
  await anna.keyboard.type("one")
  await anna.keyboard.press("Control+Enter")
  await expect(rows(anna, part)).toHaveCount(2)
  await cell(anna, part, 1, "condition:en").click()
  await anna.keyboard.type("two")
  await anna.keyboard.press("Control+Enter")
  await expect(rows(anna, part)).toHaveCount(3)
  await cell(anna, part, 2, "condition:en").click()
  await anna.keyboard.type("three")
  // What a row is called follows its words a moment later.
  await expect(rows(anna, part).nth(2).getByRole("button", { name: "Row: three" })).toBeAttached()

  // The caret stays where it is, in the text that moves.
  await anna.keyboard.press("ArrowLeft")
  await anna.keyboard.press("Alt+Shift+ArrowUp")
  await expect(words(anna)).toHaveText(["one", "three", "two"])
  await expect(anna.locator("[data-announcer]")).toHaveText("three: now row 2 of 3")
  await anna.keyboard.press("Alt+Shift+ArrowUp")
  await expect(words(anna)).toHaveText(["three", "one", "two"])
  await expect(focused(anna)).toBeFocused()
  await anna.keyboard.type("-")
  await expect(words(anna)).toHaveText(["thre-e", "one", "two"])
  await anna.keyboard.press("Alt+Shift+ArrowDown")
  await expect(words(anna)).toHaveText(["one", "thre-e", "two"])
  await anna.keyboard.type("-")
  await expect(words(liu)).toHaveText(["one", "thre--e", "two"])

  // What the other moves does not take the caret from who writes.
  await liu.locator(`[data-root^="t:${part}/"][data-root$="/condition:en"]`).first().click()
  await liu.keyboard.press("Alt+Shift+ArrowDown")
  await liu.keyboard.press("Alt+Shift+ArrowDown")
  await expect(words(anna)).toHaveText(["thre--e", "two", "one"])
  await anna.keyboard.type("-")
  await expect(words(liu)).toHaveText(["thre---e", "two", "one"])

  // The handle's menu, by the keyboard alone; then everything back, from wherever the focus is.
  const handle = (page: Page, row: number) => rows(page, part).nth(row).locator(".handle")
  await handle(anna, 0).focus()
  await anna.keyboard.press("Enter")
  await anna.getByRole("menuitem", { name: "Duplicate" }).press("Enter")
  await expect(words(anna)).toHaveText(["thre---e", "thre---e", "two", "one"])
  await handle(anna, 2).focus()
  await anna.keyboard.press("Enter")
  await anna.getByRole("menuitem", { name: "Delete" }).press("Enter")
  await expect(words(liu)).toHaveText(["thre---e", "thre---e", "one"])
  await expect(anna.getByRole("menu")).toBeHidden()
  await anna.keyboard.press("Control+z")
  await expect(words(liu)).toHaveText(["thre---e", "thre---e", "two", "one"])
  await anna.keyboard.press("Control+z")
  await expect(words(liu)).toHaveText(["thre---e", "two", "one"])
  await anna.keyboard.press("Control+Shift+z")
  await expect(words(liu)).toHaveText(["thre---e", "thre---e", "two", "one"])
})

test("a row is dragged by its handle to its place; Escape leaves it, and a press opens its menu", async ({
  as,
  server,
}) => {
  const anna = await as("drafter")
  const liu = await as("convener")
  const briefId = await comparison(server)
  await openBrief(anna, briefId)
  await openBrief(liu, briefId)
  const part = "break_points/conditions"
  await addFirst(anna, "Conditions").click()
  await cell(anna, part, 0, "condition:en").click()
  await paste(
    anna,
    asText([
      ["one", "power"],
      ["two", "norm"],
      ["three", "norm"],
    ]),
  )
  const words = (page: Page) => rows(page, part).locator('[data-root$="/condition:en"]')
  await expect(words(anna)).toHaveText(["one", "two", "three"])

  const drag = async (from: number, to: number) => {
    await rows(anna, part).nth(from).hover()
    await rows(anna, part).nth(from).locator(".handle").hover()
    await anna.mouse.down()
    const box = await rows(anna, part).nth(to).boundingBox()
    if (!box) throw new Error("There is no such row.")
    const y = from < to ? box.y + box.height - 4 : box.y + 4
    await anna.mouse.move(box.x + box.width / 2, y, { steps: 4 })
  }
  await drag(0, 2)
  await expect(rows(anna, part).nth(2)).toHaveAttribute("data-drop", "after")
  await anna.mouse.up()
  await expect(words(anna)).toHaveText(["two", "three", "one"])
  await expect(words(liu)).toHaveText(["two", "three", "one"])
  await expect(anna.getByRole("menu")).toBeHidden()
  await drag(2, 0)
  await anna.keyboard.press("Escape")
  await anna.mouse.up()
  await expect(anna.locator("[data-drop], [data-dragged]")).toHaveCount(0)
  await expect(words(anna)).toHaveText(["two", "three", "one"])
  await rows(anna, part).nth(0).locator(".handle").click()
  await expect(anna.getByRole("menuitem", { name: "Move down" })).toBeVisible()
  await rows(anna, part).nth(0).locator(".handle").click()
  await expect(anna.getByRole("menu")).toBeHidden()
  await anna.keyboard.press("Control+z")
  await expect(words(anna)).toHaveText(["one", "two", "three"])
})

test("a copied option of a matrix brings its scores along, for both who fill it", async ({ as, server }) => {
  const anna = await as("drafter")
  const liu = await as("convener")
  const briefId = await comparison(server)
  await openBrief(anna, briefId)
  await openBrief(liu, briefId)
  await addFirst(anna, "Options").first().click()
  await expect(rows(anna, "criteria/options")).toHaveCount(1)
  await addFirst(anna, "Criteria").click()
  await expect(rows(anna, "criteria/criteria")).toHaveCount(1)
  // Two at once: she names the criterion while he scores it.
  const score = (page: Page) => rows(page, "criteria/criteria").nth(0).locator('[data-root$="/score"]')
  await cell(anna, "criteria/criteria", 0, "name:en").click()
  await anna.keyboard.type("Cost")
  await score(liu).selectOption("4")
  await expect(score(anna)).toHaveValue("4")
  await expect(cell(liu, "criteria/criteria", 0, "name:en")).toHaveText("Cost")
  await rows(liu, "criteria/options").nth(0).hover()
  await rows(liu, "criteria/options").nth(0).locator(".handle").click()
  await liu.getByRole("menuitem", { name: "Duplicate" }).click()
  await expect(score(anna)).toHaveCount(2)
  await expect(score(anna).nth(1)).toHaveValue("4")
  await score(anna).nth(1).selectOption("2")
  await expect(score(liu).nth(1)).toHaveValue("2")
  await expect(score(liu).nth(0)).toHaveValue("4")
  await rows(anna, "criteria/options").nth(0).hover()
  await rows(anna, "criteria/options").nth(0).locator(".handle").click()
  await anna.getByRole("menuitem", { name: "Delete" }).click()
  await expect(score(liu)).toHaveCount(1)
  await expect(score(liu)).toHaveValue("2")
  await expect(anna.getByRole("menu")).toBeHidden()
  await anna.keyboard.press("Control+z")
  await expect(score(liu)).toHaveCount(2)
  await expect(score(liu).nth(0)).toHaveValue("4")
})
