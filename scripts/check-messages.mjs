// Every text exists in every language: same files, same keys, same named values.

import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

/** Every key below `messages` with its text. */
export function flatten(messages, prefix = "") {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  )
}

/** The names of the values that an ICU message takes, {name} or {count, plural, …}, and of its tags. */
export function valuesOf(text) {
  const names = new Set([...text.matchAll(/<([A-Za-z]\w*)>/g)].map(([, name]) => `<${name}>`))
  let at = 0
  /** Reads a message up to the brace that ends it, or to the end. */
  const message = () => {
    for (; at < text.length && text[at] !== "}"; at++) if (text[at] === "{") argument()
  }
  const argument = () => {
    const [head, name, kind] = /^\{\s*(\w+)\s*(?:,\s*(\w+))?/.exec(text.slice(at)) ?? ["{"]
    if (name) names.add(name)
    at += head.length
    const hasOptions = kind === "plural" || kind === "select" || kind === "selectordinal"
    for (; at < text.length && text[at] !== "}"; at++)
      if (text[at] === "{" && hasOptions) {
        at++
        message()
      }
  }
  message()
  return [...names].sort().join(" ")
}

/**
 * What is missing or different between the languages.
 * @param {Record<string, Record<string, string>>} languages locale → key → text
 */
export function differences(languages) {
  const wrong = []
  const locales = Object.keys(languages)
  const keys = new Set(locales.flatMap((locale) => Object.keys(languages[locale])))
  for (const key of [...keys].sort()) {
    const missing = locales.filter((locale) => !(key in languages[locale]))
    const empty = locales.filter((locale) => languages[locale][key]?.trim() === "")
    if (missing.length > 0) wrong.push(`${key} is missing in ${missing.join(", ")}`)
    else if (empty.length > 0 && empty.length < locales.length) wrong.push(`${key} is empty in ${empty.join(", ")}`)
    else if (new Set(locales.map((locale) => valuesOf(languages[locale][key]))).size > 1)
      wrong.push(
        `${key} takes different values: ${locales.map((at) => `${at}: ${valuesOf(languages[at][key]) || "none"}`).join("; ")}`,
      )
  }
  return wrong
}

function read(root, locale) {
  const folder = join(root, "messages", locale)
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"))
  return Object.fromEntries(
    files.flatMap((file) => flatten(JSON.parse(readFileSync(join(folder, file), "utf8")), `${file.slice(0, -5)}.`)),
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = fileURLToPath(new URL("..", import.meta.url))
  const languages = Object.fromEntries(
    readdirSync(join(root, "messages")).map((locale) => [locale, read(root, locale)]),
  )
  const wrong = differences(languages)
  for (const line of wrong) console.error(line)
  console.log(`${Object.keys(Object.values(languages)[0]).length} texts, ${wrong.length} differences`)
  process.exit(wrong.length > 0 ? 1 : 0)
}
