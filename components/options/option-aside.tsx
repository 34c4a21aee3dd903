import Link from "next/link"
import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Chip } from "#components/ui/chip.tsx"
import { inLocale } from "#components/ui/text.ts"
import { StateChip } from "#components/workshops/state-chip.tsx"
import type { Text } from "#lib/document/content.ts"
import type { BriefState } from "#lib/policy.ts"

interface Linked {
  href: string
  code: string
  names: Text
}

interface Props {
  code: string
  type?: string | undefined
  asOf?: string | undefined
  briefs: { id: string; title: Text; state: BriefState }[]
  parent?: Linked | undefined
  sisters: Linked[]
  source?: { names: Text; locator?: string | undefined; isToVerify: boolean } | undefined
}

/** Where an option stands: its briefs, its neighbours, the work it comes from. */
export function OptionAside({ code, type, asOf, briefs, parent, sisters, source }: Props) {
  const t = useTranslations("options")
  const locale = useLocale()
  return (
    <aside className="grid content-start gap-6 text-s lg:sticky lg:top-20">
      <p className="text-ink-3 tabular">
        {code} · {t(`type.${typeKey(type)}`)}
        {asOf && <span className="block">{t("asOf", { date: asOf })}</span>}
      </p>
      <Part heading={t("inBriefs")}>
        {briefs.length === 0 ? (
          <p className="text-ink-3">{t("noBriefs")}</p>
        ) : (
          <ul className="grid gap-2.5">
            {briefs.map((brief) => (
              <li key={brief.id} className="grid justify-items-start gap-0.5">
                <Link href={`/briefs/${brief.id}`} className="font-serif text-m hover:text-accent">
                  {inLocale(brief.title, locale)}
                </Link>
                <StateChip state={brief.state} />
              </li>
            ))}
          </ul>
        )}
      </Part>
      {parent && (
        <Part heading={t("partOf")}>
          <OptionLink option={parent} />
        </Part>
      )}
      {sisters.length > 0 && (
        <Part heading={t("sisters")}>
          <ul className="grid gap-1">
            {sisters.map((sister) => (
              <li key={sister.code}>
                <OptionLink option={sister} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {source && (
        <Part heading={t("source")}>
          <p>
            {inLocale(source.names, locale)}
            {source.locator && <span className="text-ink-3"> {source.locator}</span>}
          </p>
          {source.isToVerify && (
            <Chip tone="warn" className="mt-1">
              {t("toVerify")}
            </Chip>
          )}
        </Part>
      )}
    </aside>
  )
}

function OptionLink({ option }: { option: Linked }) {
  const locale = useLocale()
  return (
    <Link href={option.href} className="hover:text-accent">
      <span className="text-ink-3 tabular">{option.code}</span> {inLocale(option.names, locale)}
    </Link>
  )
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1 font-medium text-ink-2">{heading}</h2>
      {children}
    </section>
  )
}

const types = ["mechanism", "path", "framework", "strategy", "corridor", "evaluation"] as const
const typeKey = (type: string | undefined) => types.find((key) => key === type) ?? "other"
