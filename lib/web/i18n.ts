// Which language a page is in, and its texts: read by next-intl on each request.
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { cookies, headers } from "next/headers"
import { getRequestConfig } from "next-intl/server"
import { env } from "#lib/env.ts"
import { localeOf } from "#lib/web/say.ts"

const kept = new Map<string, Promise<Record<string, object>>>()

/** All messages of a language: one namespace per file, named like the file. Read once in production. */
export function messagesOf(locale: string): Promise<Record<string, object>> {
  const known = kept.get(locale)
  if (known) return known
  const read = readMessages(locale)
  if (env.NODE_ENV === "production") kept.set(locale, read)
  return read
}

async function readMessages(locale: string): Promise<Record<string, object>> {
  const folder = join(process.cwd(), "messages", locale)
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json"))
  const entries = files.map(async (name) => [name.slice(0, -5), JSON.parse(await readFile(join(folder, name), "utf8"))])
  return Object.fromEntries(await Promise.all(entries))
}

export default getRequestConfig(async () => {
  const locale = localeOf((await cookies()).get("locale")?.value, (await headers()).get("accept-language"))
  return { locale, messages: await messagesOf(locale), timeZone: "Asia/Shanghai" }
})
