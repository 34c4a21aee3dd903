import { useLocale, useTranslations } from "next-intl"
import { inLocale } from "#components/ui/text.ts"
import type { Text } from "#lib/document/content.ts"

interface Position {
  actor: Text
  stance?: number | undefined
  date?: string | undefined
  reason?: Text | undefined
}

/** Who stands where on one option. An unknown stance is a value of its own. */
export function Positions({ positions }: { positions: Position[] }) {
  const t = useTranslations("options")
  const locale = useLocale()
  return (
    <>
      <ul>
        {positions.map((position) => (
          <li
            key={`${inLocale(position.actor, locale)} ${position.date}`}
            className="grid gap-x-6 border-t border-line py-2 sm:grid-cols-[12rem_1fr]"
          >
            <span>
              {inLocale(position.actor, locale)}
              <span className="block font-sans text-s text-ink-3">
                {t(`stance.${stanceKey(position.stance)}`)}
                {position.date && <span className="tabular"> · {position.date}</span>}
              </span>
            </span>
            <span className="text-ink-2">{inLocale(position.reason, locale)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-1 font-sans text-s text-ink-3">{t("positionsNote")}</p>
    </>
  )
}

const stances = ["-2", "-1", "0", "1", "2"] as const
const stanceKey = (stance: number | undefined) => stances.find((key) => Number(key) === stance) ?? "unknown"
