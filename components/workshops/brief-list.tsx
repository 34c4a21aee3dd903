import Link from "next/link"
import { useFormatter, useLocale, useTranslations } from "next-intl"
import { Chip } from "#components/ui/chip.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import { StateChip } from "#components/workshops/state-chip.tsx"
import type { Text } from "#lib/document/content.ts"
import type { BriefState } from "#lib/policy.ts"

export interface ListedBrief {
  id: string
  title: Text
  state: BriefState
  template: { code: string }
  options: string[]
  latest: { number: number } | null
  updatedAt: Date
}

/** The briefs of a workshop: a list that is read, not a table of boxes. */
export function BriefList({
  briefs,
  templates,
  now,
}: {
  briefs: ListedBrief[]
  templates: { code: string; name: Text }[]
  now: Date
}) {
  const t = useTranslations("workshop")
  const words = useTranslations("words")
  const locale = useLocale()
  const format = useFormatter()
  return (
    <ul className="border-t border-line">
      {briefs.map((brief) => (
        <li key={brief.id} className="border-b border-line">
          <Link href={`/briefs/${brief.id}`} className="group grid gap-x-6 gap-y-1 py-4 sm:grid-cols-[1fr_auto]">
            <span className="min-w-0">
              <span className="block font-serif text-l font-semibold group-hover:text-accent">
                {inLocale(brief.title, locale)}
              </span>
              <span className="block font-serif text-m text-ink-3" lang={otherLang(locale)}>
                {inOther(brief.title, locale)}
              </span>
            </span>
            <span className="flex flex-wrap items-center gap-2 sm:justify-end">
              {brief.latest && <Chip>{words("rev", { number: brief.latest.number })}</Chip>}
              <StateChip state={brief.state} />
            </span>
            <span className="flex flex-wrap gap-x-4 text-s text-ink-3 sm:col-span-2">
              <span>{inLocale(templates.find((template) => template.code === brief.template.code)?.name, locale)}</span>
              {brief.options.length > 0 && (
                <span className="tabular">
                  <span className="sr-only">{t("columns.options")} </span>
                  {brief.options.join(locale.startsWith("zh") ? "、" : ", ")}
                </span>
              )}
              <time dateTime={brief.updatedAt.toISOString()} suppressHydrationWarning>
                {format.relativeTime(brief.updatedAt, now)}
              </time>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
