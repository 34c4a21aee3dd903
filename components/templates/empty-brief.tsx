import { useLocale, useTranslations } from "next-intl"
import { budgetWords } from "#components/templates/budget-words.ts"
import { inLocale } from "#components/ui/text.ts"
import { isKind, kindOf } from "#lib/document/kinds/registry.ts"
import type { TemplateDefinition } from "#lib/templates/definition.ts"

/** A brief from this template before anybody has written in it: what a writer is asked for, in the reader's language. */
export function EmptyBrief({ definition }: { definition: TemplateDefinition }) {
  const t = useTranslations("templates")
  const words = useTranslations("words")
  const locale = useLocale()
  return (
    <ol className="grid gap-5" data-testid="empty-brief">
      {definition.sections.map(({ key, heading, guidance, kind, required, owner, limit }, index) => {
        const budget = budgetWords(limit, (name) => t(`limit.${name}`))
        return (
          <li key={key} className="grid grid-cols-[1.8rem_minmax(0,1fr)] gap-y-1">
            <span className="font-serif text-ink-3 tabular">{index + 1}</span>
            <span className="font-serif font-semibold break-words">
              {inLocale(heading, locale) || <span className="text-ink-3">{t("untitled")}</span>}
              {!required && <span className="ms-2 font-sans text-s font-normal text-ink-3">{t("optional")}</span>}
            </span>
            <span className="col-start-2 text-s break-words text-ink-2">{inLocale(guidance, locale)}</span>
            <span className="col-start-2 flex flex-wrap gap-x-3 text-xs text-ink-3 tabular">
              <span>{isKind(kind) ? inLocale(kindOf(kind).names, locale) : kind}</span>
              {budget.map((one) => (
                <span key={one}>{one}</span>
              ))}
              {owner && <span>{words(`role.${owner}`)}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
