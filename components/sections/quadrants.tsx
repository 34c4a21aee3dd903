import { useTranslations } from "next-intl"
import { inLanguage, nameOfRow } from "#components/sections/names.ts"
import type { ReadingContext } from "#components/sections/shown.tsx"
import { classes } from "#components/ui/classes.ts"
import type { Cell, SectionContent, Text } from "#lib/document/content.ts"
import { type Corner, cornerNames, corners, placed } from "#lib/document/kinds/matrix-2x2.ts"

/** Two axes and four cells with the cases that stand in them. An empty cell is drawn like the others, and says so. */
export function Quadrants({ section, context }: { section: SectionContent; context: ReadingContext }) {
  const t = useTranslations("editor.figures")
  const { language } = context
  const axes = section.parts?.axes?.[0]?.cells ?? {}
  const cells = section.parts?.cells?.[0]?.cells ?? {}
  const rows = section.parts?.placements ?? []
  if (Object.keys(axes).length + Object.keys(cells).length + rows.length === 0) return null
  const said = (cell: Cell | undefined) => inLanguage(cell as Text | undefined, language)
  const part = context.parts.find(({ key }) => key === "placements")
  const nameOf = (id: string) => {
    const at = rows.findIndex((row) => row.id === id)
    const row = rows[at]
    return (row && nameOfRow(row, language, part, context.names)) || String(at + 1)
  }
  const { cells: standing, disputed, unplaced } = placed(section)
  const corner = (at: Corner) => (
    <td
      key={at}
      data-cell={at}
      className={classes(
        "quadrant",
        Array.isArray(cells.marked) && cells.marked.includes(at) ? "bg-seal-soft" : "bg-sunken",
      )}
    >
      <div className="font-medium">{said(cells[`${at}_label`]) || inLanguage(cornerNames[at], language)}</div>
      <p className="text-ink-2">{said(cells[`${at}_mechanism`])}</p>
      {standing[at].length === 0 ? (
        <p className="text-ink-3">{t("emptyCell")}</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {standing[at].map((id) => (
            <li key={id} className="rounded-sm border border-line-strong bg-sheet px-1.5">
              {nameOf(id)}
              {disputed.includes(id) && <span className="ms-1 text-xs text-seal">{t("disputed")}</span>}
            </li>
          ))}
        </ul>
      )}
    </td>
  )
  const row = (end: "high" | "low") => (
    <tr>
      <th scope="row">{said(axes[`y_${end}`])}</th>
      {corners.filter((at) => at.endsWith(end)).map(corner)}
    </tr>
  )
  return (
    <figure className="grid gap-3 text-s" data-figure="quadrants">
      <table className="quadrants" aria-label={t("quadrants")}>
        <thead>
          <tr>
            <td className="text-xs text-ink-3">{said(axes.y_name)} ↑</td>
            <th scope="col">{said(axes.x_low)}</th>
            <th scope="col">{said(axes.x_high)}</th>
          </tr>
        </thead>
        <tbody>
          {row("high")}
          {row("low")}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td colSpan={2} className="text-center text-xs text-ink-3">
              {said(axes.x_name)} →
            </td>
          </tr>
        </tfoot>
      </table>
      <figcaption className="grid gap-1 text-xs text-ink-2">
        {(["x", "y"] as const).map(
          (axis) =>
            axes[`${axis}_rule`] !== undefined && (
              <p key={axis}>
                <span className="text-ink-3">
                  {t("rule")} · {said(axes[`${axis}_name`])}
                </span>{" "}
                {said(axes[`${axis}_rule`])}
              </p>
            ),
        )}
        {unplaced.length > 0 && (
          <p className="text-warn">
            {t("unplaced", { cases: unplaced.map(nameOf).join(language === "zh" ? "、" : ", ") })}
          </p>
        )}
      </figcaption>
    </figure>
  )
}
