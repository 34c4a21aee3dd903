// What next-intl needs for a request: the language, and all of its messages, one namespace per file.
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { getRequestConfig } from "next-intl/server"
import { env } from "#lib/env.ts"
import type { Locale } from "#lib/members/input.ts"
import { isLocale } from "#lib/web/locale.ts"
import { currentLocale } from "#lib/web/session.ts"

type Messages = Record<string, Record<string, unknown>>

const kept = new Map<Locale, Promise<Messages>>()

/** The messages of a language: messages/<locale>/<namespace>.json. Read once in production. */
export function messagesOf(locale: Locale): Promise<Messages> {
  const known = kept.get(locale)
  if (known) return known
  const messages = readMessages(locale)
  if (env.NODE_ENV === "production") kept.set(locale, messages)
  return messages
}

async function readMessages(locale: Locale): Promise<Messages> {
  const folder = join(process.cwd(), "messages", locale)
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json"))
  const entries = files.map(async (name) => [name.slice(0, -5), JSON.parse(await readFile(join(folder, name), "utf8"))])
  return Object.fromEntries(await Promise.all(entries))
}

export default getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked) ? asked : await currentLocale()
  return { locale, messages: await messagesOf(locale), timeZone: env.CHANCERY_TIME_ZONE }
})
