"use client"
import { useLocale, useTranslations } from "next-intl"
import { inLanguage, languageOf } from "#components/sections/names.ts"
import type { Lack, SectionOutline } from "#lib/document/kinds/kind.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"

/** What a lack says and which field it is about, in the language of the interface. */
export function useLackText(): (lack: Lack, outline?: SectionOutline) => string {
  const t = useTranslations("lacks")
  const language = languageOf(useLocale())
  return (lack, outline) => {
    const key = lack.message as Parameters<typeof t>[0]
    const said = t.has(key) ? t(key, lack.values) : lack.message
    if (!outline || !lack.column) return said
    const part = partsOf(outline).find((one) => one.key === lack.part)
    const name = lack.column.split("/").at(-1)
    const column = [...(part?.columns ?? []), ...(part?.across?.columns ?? [])].find((one) => one.key === name)
    return column ? `${inLanguage(column.names, language)}${language === "zh" ? "：" : ": "}${said}` : said
  }
}
