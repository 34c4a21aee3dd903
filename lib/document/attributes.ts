// Which attributes the nodes and marks of prose may have, and which values. An attribute that is not here is nobody's:
// no class and no style ever comes from a brief. Values are judged by what an editor can write, pasted text included.

import { linkProtocols } from "#lib/document/schema.ts"

type Allows = (value: unknown) => boolean

const word: Allows = (value) => typeof value === "string" && value.length <= 200 && !hasControls(value)
const whole =
  (low: number, high: number): Allows =>
  (value) =>
    Number.isInteger(value) && (value as number) >= low && (value as number) <= high
const widths: Allows = (value) => Array.isArray(value) && value.length <= 1000 && value.every(whole(0, 100_000))

const cell = { colspan: whole(0, 1000), rowspan: whole(0, 1000), colwidth: widths, align: word }
const allowed: Record<string, Record<string, Allows>> = {
  heading: { level: whole(1, 6) },
  orderedList: { start: whole(-(2 ** 31), 2 ** 31), type: word },
  codeBlock: { language: word },
  tableCell: cell,
  tableHeader: cell,
  citation: { evidence: word },
  link: { href: safeLink, target: word, rel: word, title: (value) => typeof value === "string" },
}

/** Whether a node or mark of this name may have this attribute with this value; null stands for none. */
export function allowsAttribute(of: string, name: string, value: unknown): boolean {
  if (value === null || value === undefined) return true
  return (Object.hasOwn(allowed, of) && Object.hasOwn(allowed[of] ?? {}, name) && allowed[of]?.[name]?.(value)) === true
}

/** Whether a brief may link to this address: browsers read over tabs and line ends, so there may be none. */
export function safeLink(href: unknown): href is string {
  if (typeof href !== "string" || href.length > 10_000 || hasControls(href)) return false
  return linkProtocols.some((protocol) => href.toLowerCase().startsWith(`${protocol}:`))
}

const hasControls = (text: string) => /\p{Cc}/u.test(text)
