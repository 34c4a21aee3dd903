// Tables as plain text: what spreadsheets put on the clipboard (tabs), and CSV.

/** The cells of a text that is a table; null where it is prose. A table has two columns at least. */
export function tableInText(text: string): string[][] | null {
  const said = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "")
  if (said.includes("\t")) return readDelimited(said, "\t")
  for (const mark of [",", ";"]) {
    // In prose a space follows the comma, and no two lines have as many of them by design.
    if (!new RegExp(`${mark}\\S`).test(said)) continue
    const rows = readDelimited(said, mark)
    const width = rows[0]?.length ?? 0
    if (rows.length > 1 && width > 1 && rows.every((row) => row.length === width)) return rows
  }
  return null
}

/** A field that begins with a quotation mark goes to the next single one, over line ends too; two of them are one. */
function readDelimited(text: string, mark: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  while (at <= text.length) {
    const quoted = quotedAt(text, at, mark)
    const end = quoted ? quoted.end : endOfField(text, at, mark)
    rows.at(-1)?.push(quoted ? quoted.said : text.slice(at, end))
    if (text[end] === "\n") rows.push([])
    at = end + 1
  }
  return rows
}

function endOfField(text: string, from: number, mark: string): number {
  let at = from
  while (at < text.length && text[at] !== mark && text[at] !== "\n") at++
  return at
}

/** A quoted field; undefined where the quotation mark only belongs to the words. */
function quotedAt(text: string, from: number, mark: string): { said: string; end: number } | undefined {
  if (text[from] !== '"') return undefined
  let at = from + 1
  for (;;) {
    at = text.indexOf('"', at)
    if (at < 0) return undefined
    if (text[at + 1] !== '"') break
    at += 2
  }
  const next = text[at + 1]
  if (next !== undefined && next !== mark && next !== "\n") return undefined
  return { said: text.slice(from + 1, at).replaceAll('""', '"'), end: at + 1 }
}
