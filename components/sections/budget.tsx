"use client"
import { useTranslations } from "next-intl"
import { classes } from "#components/ui/classes.ts"
import type { Language, SectionContent } from "#lib/document/content.ts"
import { count } from "#lib/document/count.ts"
import type { Kind, SectionOutline } from "#lib/document/kinds/kind.ts"
import { proseText } from "#lib/document/prose.ts"

/** How long the section is, and how long it may be: 186 / 600 字 · 121 / 400 words, or rows. */
export function Budget({
  outline,
  kind,
  section,
  show,
}: {
  outline: SectionOutline
  kind: Kind
  section: SectionContent | undefined
  show: readonly Language[]
}) {
  const t = useTranslations("editor.budget")
  const limit = outline.limit
  const items: { key: string; text: string; over: boolean }[] = []
  if (kind.prose)
    for (const language of show) {
      const now = count(proseText(section?.prose?.[language]), language)
      const max =
        limit?.per === "item"
          ? undefined
          : language === "zh"
            ? limit?.zh_chars_max
            : language === "en"
              ? limit?.en_words_max
              : undefined
      const unit = language === "zh" ? "chars" : "words"
      items.push({
        key: language,
        text: max === undefined ? t(unit, { count: now }) : t(`${unit}Of`, { count: now, max }),
        over: max !== undefined && now > max,
      })
    }
  const main = kind.main ?? kind.parts.find((part) => !part.single)?.key
  const isForm = kind.parts.find((part) => part.key === main)?.single
  if (main && !kind.prose && !isForm) {
    const rows = section?.parts?.[main]?.length ?? 0
    const min = limit?.rows_min ?? limit?.items_min ?? limit?.criteria_min
    const max = limit?.rows_max ?? limit?.items_max ?? limit?.criteria_max
    const range =
      min !== undefined && max !== undefined ? `${min}–${max}` : max !== undefined ? `≤${max}` : min ? `≥${min}` : ""
    items.push({
      key: "rows",
      text: range ? t("rowsOf", { count: rows, range }) : t("rows", { count: rows }),
      over: (max !== undefined && rows > max) || (min !== undefined && rows < min),
    })
  }
  return items.map((item, index) => (
    <span key={item.key}>
      {index > 0 && " · "}
      <span className={classes(item.over && "font-medium text-warn")}>{item.text}</span>
    </span>
  ))
}
