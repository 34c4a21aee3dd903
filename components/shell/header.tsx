import Link from "next/link"
import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Account } from "#components/shell/account.tsx"
import { Preferences } from "#components/shell/preferences.tsx"
import { Wordmark } from "#components/shell/wordmark.tsx"

export interface Crumb {
  label: ReactNode
  href?: string
}

/** The one header, and the way past it to `#paper`. What stands between crumbs and account belongs to the screen. */
export function Header({
  crumbs = [],
  person,
  children,
}: {
  crumbs?: Crumb[]
  person: { id: string; name: string; email: string } | null
  children?: ReactNode
}) {
  const t = useTranslations("shell")
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center gap-3 border-b border-line bg-sheet px-4 sm:px-6 print:hidden">
      <a
        href="#paper"
        className="absolute start-4 top-2.5 z-10 inline-flex min-h-9 items-center rounded-(--radius) border border-accent bg-sheet px-3.5 text-accent not-focus:sr-only"
      >
        {t("skip")}
      </a>
      <Wordmark isShort={Boolean(children)} />
      {crumbs.length > 0 && (
        <nav aria-label={t("breadcrumb")} className="hidden min-w-0 text-s text-ink-3 md:block">
          <ol className="flex min-w-0 items-baseline">
            {crumbs.map((crumb, index) => (
              <li key={String(crumb.href ?? index)} className="flex min-w-0 items-baseline last:text-ink">
                {index > 0 && <span className="px-1.5 text-line-strong">/</span>}
                {crumb.href ? (
                  <Link href={crumb.href} className="truncate hover:text-ink">
                    {crumb.label}
                  </Link>
                ) : (
                  <span className="truncate" aria-current="page">
                    {crumb.label}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </nav>
      )}
      <div className="ms-auto flex shrink-0 items-center gap-2 sm:gap-3">
        {children}
        <Preferences />
        {person && <Account person={person} />}
      </div>
    </header>
  )
}
