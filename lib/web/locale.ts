// Which language the interface speaks to this reader.
import { type Locale, locales } from "#lib/members/input.ts"

export const isLocale = (value: unknown): value is Locale => locales.includes(value as Locale)

/** The first of our languages that an Accept-Language header asks for, or null. */
export function localeAsked(acceptLanguage: string | null | undefined): Locale | null {
  const preferences = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";")
      const quality = Number(
        parameters
          .find((one) => one.trim().startsWith("q="))
          ?.trim()
          .slice(2) ?? 1,
      )
      return { language: tag.split("-")[0], quality: Number.isFinite(quality) ? quality : 0 }
    })
    .filter(({ language, quality }) => quality > 0 && (language === "zh" || language === "en"))
    .sort((a, b) => b.quality - a.quality)
  if (!preferences[0]) return null
  return preferences[0].language === "zh" ? "zh-CN" : "en"
}

/** The cookie's choice; without one Chinese if the browser prefers it to English, else English. */
export const localeFor = (cookie: string | undefined, acceptLanguage: string | null): Locale =>
  isLocale(cookie) ? cookie : (localeAsked(acceptLanguage) ?? "en")
