import Link from "next/link"
import { useLocale, useTranslations } from "next-intl"
import { Derived } from "#components/options/derived.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import type { Text } from "#lib/document/content.ts"

export interface ShownOption {
  code: string
  names: Text
  /** In one sentence or two, if the register has it. */
  verdict?: Text & { basis?: "paper" | "team" | "open" | undefined; origin?: "P" | "D" | undefined }
  briefs: number
}

/** The options of a workshop, one after the other. */
export function OptionList({ workshopId, options }: { workshopId: string; options: ShownOption[] }) {
  const t = useTranslations("options")
  const locale = useLocale()
  return (
    <ul className="border-t border-line">
      {options.map((option) => (
        <li key={option.code} className="border-b border-line">
          <Link
            href={`/workshops/${workshopId}/options/${option.code}`}
            className="group grid grid-cols-[3rem_1fr] gap-x-4 gap-y-1 py-4 sm:grid-cols-[3rem_1fr_auto]"
          >
            <span className="pt-1 text-s text-ink-3 tabular">{option.code}</span>
            <span className="min-w-0">
              <span className="block font-serif text-l font-semibold group-hover:text-accent">
                {inLocale(option.names, locale)}
              </span>
              <span className="block font-serif text-ink-3" lang={otherLang(locale)}>
                {inOther(option.names, locale)}
              </span>
              {option.verdict && (
                <span className="mt-1.5 block max-w-[44rem] text-ink-2">
                  {option.verdict.basis && (
                    <span className="text-ink-3">
                      {t(`basis.${option.verdict.basis}`)}
                      {" · "}
                    </span>
                  )}
                  {inLocale(option.verdict, locale)} <Derived origin={option.verdict.origin} />
                </span>
              )}
            </span>
            <span className="col-start-2 pt-1 text-s text-ink-3 tabular sm:col-start-3">
              {t("briefs", { count: option.briefs })}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
