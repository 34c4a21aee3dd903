import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Derived } from "#components/options/derived.tsx"
import { Positions } from "#components/options/positions.tsx"
import { inLocale } from "#components/ui/text.ts"
import type { Text } from "#lib/document/content.ts"

type Said = Text & { origin?: "P" | "D" | undefined }

export interface ShownFacts {
  summary?: Said | undefined
  problem?: Said | undefined
  proposer?: Said | undefined
  membership?: (Said & { members: Text[] }) | undefined
  /** A row without text is a gap, and is printed as one. */
  design: { key: "levels" | "secretariat" | "chair" | "decision_rule" | "outputs"; text?: Said | undefined }[]
  lists: { key: (typeof listKeys)[number]; items: Said[] }[]
  relations: { target: Text; text: Said }[]
  positions: { actor: Text; stance?: number | undefined; date?: string | undefined; reason?: Text | undefined }[]
  verdict?: (Said & { basis?: "paper" | "team" | "open" | undefined }) | undefined
}

export const listKeys = [
  "principles",
  "conditions",
  "steps",
  "benefits",
  "risks",
  "challenges",
  "indicators",
  "alternatives",
] as const

/** What is known of one option, set like a page of a paper. */
export function OptionSheet({ facts }: { facts: ShownFacts }) {
  const t = useTranslations("options")
  const locale = useLocale()
  const say = (said: Said) => (
    <>
      {inLocale(said, locale)} <Derived origin={said.origin} />
    </>
  )
  return (
    <div className="prose-paper grid max-w-(--measure) gap-4" lang={locale}>
      {facts.summary && <p>{say(facts.summary)}</p>}
      {facts.verdict && (
        <section className="border-s-2 border-seal ps-4">
          <h2 className="font-sans text-s text-seal">
            {facts.verdict.basis ? t(`basis.${facts.verdict.basis}`) : t("verdict")}
          </h2>
          <p className="font-semibold">{say(facts.verdict)}</p>
        </section>
      )}
      {(["problem", "proposer"] as const).map((key) => {
        const said = facts[key]
        return (
          said && (
            <Part key={key} heading={t(key)}>
              <p>{say(said)}</p>
            </Part>
          )
        )
      })}
      {facts.membership && (
        <Part heading={t("membership")}>
          <p>{say(facts.membership)}</p>
          {facts.membership.members.length > 0 && (
            <p className="mt-1 font-sans text-s text-ink-3">
              {facts.membership.members
                .map((name) => inLocale(name, locale))
                .join(locale.startsWith("zh") ? "、" : ", ")}
            </p>
          )}
        </Part>
      )}
      <Part heading={t("design")}>
        <dl className="grid sm:grid-cols-[9rem_1fr]">
          {facts.design.map(({ key, text }) => (
            <div key={key} className="contents">
              <dt className="border-t border-line pt-2.5 font-sans text-s text-ink-3">{t(`designRow.${key}`)}</dt>
              <dd className="pb-2 sm:border-t sm:border-line sm:pt-2">
                {text ? say(text) : <span className="text-warn">{t("notSpecified")}</span>}
              </dd>
            </div>
          ))}
        </dl>
      </Part>
      {facts.lists.map(({ key, items }) => (
        <Part key={key} heading={t(key)}>
          <List ordered={key === "steps"}>
            {items.map((item) => (
              <li key={inLocale(item, locale)}>{say(item)}</li>
            ))}
          </List>
        </Part>
      ))}
      {facts.relations.length > 0 && (
        <Part heading={t("relations")}>
          <dl className="grid sm:grid-cols-[12rem_1fr]">
            {facts.relations.map(({ target, text }) => (
              <div key={`${inLocale(target, locale)} ${inLocale(text, locale)}`} className="contents">
                <dt className="border-t border-line pt-2 sm:pe-6">{inLocale(target, locale)}</dt>
                <dd className="pb-2 text-ink-2 sm:border-t sm:border-line sm:pt-2">{say(text)}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {facts.positions.length > 0 && (
        <Part heading={t("positions")}>
          <Positions positions={facts.positions} />
        </Part>
      )}
    </div>
  )
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1.5 font-sans text-m font-semibold">{heading}</h2>
      {children}
    </section>
  )
}

function List({ ordered, children }: { ordered: boolean; children: ReactNode }) {
  if (ordered) return <ol className="grid list-decimal gap-1 ps-6 marker:text-ink-3 marker:tabular-nums">{children}</ol>
  return <ul className="grid list-disc gap-1 ps-6 marker:text-ink-3">{children}</ul>
}
