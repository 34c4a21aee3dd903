// The words of the interface, so that a test names a button as its reader does.

import { readdirSync, readFileSync } from "node:fs"

export type Locale = "en" | "zh-CN"

/** Text of "area.key.key" with its values put in; plurals are not worked out. */
export function wordsOf(locale: Locale): (path: string, values?: Record<string, string | number>) => string {
  const folder = new URL(`../messages/${locale}/`, import.meta.url)
  const texts = Object.fromEntries(
    readdirSync(folder).map((file) => [
      file.replace(".json", ""),
      JSON.parse(readFileSync(new URL(file, folder), "utf8")),
    ]),
  )
  return (path, values = {}) => {
    const text: unknown = path.split(".").reduce((at, key) => at?.[key], texts)
    if (typeof text !== "string") throw new Error(`There is no text ${path} in ${locale}.`)
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  }
}
