import { useTranslations } from "next-intl"
import { classes } from "#components/ui/classes.ts"
import type { SectionContent } from "#lib/document/content.ts"
import { recheck } from "#lib/document/kinds/recheck.ts"

/** What the formulas under a data table give today, beside what was computed and what is printed. */
export function Rechecked({ section }: { section: SectionContent }) {
  const t = useTranslations("editor.figures")
  const checks = recheck(section).filter(({ value }) => value !== undefined)
  if ((section.parts?.checks ?? []).length === 0) return null
  const how = <p className="text-xs text-ink-3">{t("formulas")}</p>
  if (checks.length === 0) return how
  const rows = new Map((section.parts?.checks ?? []).map((row) => [row.id, row.cells]))
  const given = (row: string, key: "expected" | "printed", agrees: boolean | undefined) => (
    <span className={classes("tabular", agrees === false && "text-seal")}>
      {String(rows.get(row)?.[key] ?? "—")}
      {agrees === false && ` (${t("differs")})`}
    </span>
  )
  return (
    <figure className="grid gap-2 text-s" data-figure="rechecked">
      <table className="figure-table" aria-label={t("rechecked")}>
        <thead>
          <tr>
            <th scope="col">{t("formula")}</th>
            <th scope="col">{t("recomputed")}</th>
            <th scope="col">{t("computedGiven")}</th>
            <th scope="col">{t("printed")}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map(({ row, value, computed, printed, flagged }) => (
            <tr key={row} data-flagged={flagged ? "" : undefined}>
              <td className="tabular">{String(rows.get(row)?.formula)}</td>
              <td className={classes("tabular font-medium", flagged && "text-seal")}>
                {typeof value === "number" ? Math.round(value * 1e4) / 1e4 : t(value ? "true" : "false")}
              </td>
              <td>{given(row, "expected", computed)}</td>
              <td>{given(row, "printed", printed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption className="text-ink-2">
        {t("flagged", { count: checks.filter(({ flagged }) => flagged).length })}
        {how}
      </figcaption>
    </figure>
  )
}
