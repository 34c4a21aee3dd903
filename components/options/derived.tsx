import { useTranslations } from "next-intl"

/** Marks what the team derived, so that nobody takes it for a quotation. */
export function Derived({ origin }: { origin: "P" | "D" | undefined }) {
  const t = useTranslations("options")
  if (origin !== "D") return null
  return (
    <abbr title={t("derivedHint")} className="rounded-sm bg-warn-soft px-1 font-sans text-xs text-warn no-underline">
      {t("derived")}
    </abbr>
  )
}
