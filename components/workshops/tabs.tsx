import Link from "next/link"
import { useTranslations } from "next-intl"
import { classes } from "#components/ui/classes.ts"

/** The rooms of a workshop. */
export function WorkshopTabs({
  workshopId,
  current,
}: {
  workshopId: string
  current: "briefs" | "options" | "registers" | "templates" | "members"
}) {
  const t = useTranslations("workshop")
  const base = `/workshops/${workshopId}`
  const rooms = [
    ["briefs", base],
    ["options", `${base}/options`],
    ["registers", `${base}/registers`],
    ["templates", `${base}/templates`],
    ["members", `${base}/members`],
  ] as const
  return (
    <nav className="mb-6 flex flex-wrap gap-x-5 gap-y-2 text-m">
      {rooms.map(([name, href]) => (
        <Link
          key={name}
          href={href}
          aria-current={name === current ? "page" : undefined}
          className={classes(
            "border-b-2 pb-1.5",
            name === current ? "border-accent font-medium text-accent" : "border-transparent text-ink-2 hover:text-ink",
          )}
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  )
}
