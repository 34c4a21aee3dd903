// The table that is on the clipboard, as its cells' words. Only in the browser.

import { tableInText } from "#lib/document/delimited.ts"

/** The cells of what is pasted, row by row; null where it is no table. */
export function tableIn(data: DataTransfer): string[][] | null {
  const html = data.getData("text/html")
  return (html && tableInHtml(html)) || tableInText(data.getData("text/plain"))
}

/** A merged cell says what it says once: where it begins. */
const mostMerged = 500

/** The one table of a page or of what was copied out of one; null where there are words beside it: that is prose. */
function tableInHtml(html: string): string[][] | null {
  // Parsed apart: nothing of it runs or is fetched.
  const { body } = new DOMParser().parseFromString(html, "text/html")
  const tables = [...body.querySelectorAll("table")].filter((table) => !table.parentElement?.closest("table"))
  const [table] = tables
  if (!table || tables.length > 1) return null
  const rows = [...table.rows].map((row) => [...row.cells])
  const words = rows.map((cells) => cells.map((cell) => ({ cell, said: wordsIn(cell) })))
  table.remove()
  for (const element of body.querySelectorAll("style, script, title")) element.remove()
  if (body.textContent.trim() !== "") return null

  const grid: string[][] = words.map(() => [])
  for (const [at, cells] of words.entries()) {
    let column = 0
    for (const { cell, said } of cells) {
      while (grid[at]?.[column] !== undefined) column++
      const width = Math.min(cell.colSpan || 1, mostMerged)
      const height = Math.min(cell.rowSpan || 1, words.length - at)
      for (let down = 0; down < height; down++)
        for (let right = 0; right < width; right++) {
          const row = grid[at + down]
          if (row) row[column + right] = down + right === 0 ? said : ""
        }
      column += width
    }
  }
  return grid.map((row) => Array.from(row, (said) => said ?? ""))
}

const blocks = new Set(["P", "DIV", "LI", "TR", "UL", "OL", "H1", "H2", "H3", "H4", "H5", "H6"])

/** The words of a cell: a line for each paragraph and line break, other white space as one space. */
function wordsIn(cell: Element): string {
  let said = ""
  const walk = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) said += (node.textContent ?? "").replace(/\s+/g, " ")
    else if (node.nodeName === "BR") said += "\n"
    else if (node.nodeName !== "STYLE" && node.nodeName !== "SCRIPT") {
      for (const child of node.childNodes) walk(child)
      if (blocks.has(node.nodeName)) said += "\n"
    }
  }
  walk(cell)
  return said.trim()
}
