import Link from "next/link"
import { notFound } from "next/navigation"
import { getLocale, getTranslations } from "next-intl/server"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { buttonClass } from "#components/ui/button.tsx"
import { inputClass } from "#components/ui/field.tsx"
import { inLocale } from "#components/ui/text.ts"
import { Comparison } from "#components/versions/comparison.tsx"
import { accessToBrief } from "#lib/briefs/access.ts"
import { templateSections } from "#lib/briefs/outline.ts"
import { namesOf } from "#lib/registers/names.ts"
import { compareVersions, type Side } from "#lib/versions/compare.ts"
import { listVersions } from "#lib/versions/read.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"

interface Props {
  params: Promise<{ briefId: string }>
  searchParams: Promise<{ from?: string; to?: string }>
}

export default async function ComparePage({ params, searchParams }: Props) {
  const person = await requirePerson()
  const { briefId } = await params
  const { brief } = await orNotFound(accessToBrief(person.id, briefId))
  const versions = await listVersions(person.id, briefId)
  const latest = versions[0]
  if (!latest) notFound()
  const asked = await searchParams
  const from = sideOf(asked.from) ?? versions[1]?.number ?? latest.number
  const to = sideOf(asked.to) ?? (brief.state === "draft" ? "live" : latest.number)
  const [comparison, names, offered] = await Promise.all([
    orNotFound(compareVersions(person.id, { briefId, before: from, after: to })),
    namesOf(person.id, brief.workshopId),
    templateSections(briefId),
  ])
  const t = await getTranslations("versions")
  const words = await getTranslations("words")
  const locale = await getLocale()
  const sides = [
    ...(brief.state === "draft" ? [{ value: "live", label: t("currentDraft") }] : []),
    ...versions.map(({ number }) => ({ value: String(number), label: words("rev", { number }) })),
  ]
  const choose = (name: "from" | "to", value: Side) => (
    <label className="inline-flex items-center gap-2 text-s whitespace-nowrap text-ink-2">
      {t(name)}
      <select name={name} defaultValue={String(value)} className={inputClass}>
        {sides.map((side) => (
          <option key={side.value} value={side.value}>
            {side.label}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <>
      <Header
        person={person}
        crumbs={[
          { label: inLocale(brief.title, locale), href: `/briefs/${briefId}` },
          { label: t("title"), href: `/briefs/${briefId}/versions` },
          { label: t("compare") },
        ]}
      />
      <Page
        title={t("compare")}
        lead={inLocale(brief.title, locale)}
        actions={
          <>
            <form className="flex flex-wrap items-center gap-3">
              {choose("from", from)}
              {choose("to", to)}
              <button type="submit" className={buttonClass("quiet")}>
                {t("compare")}
              </button>
            </form>
            <Link href={`/briefs/${briefId}/versions`} className={buttonClass("plain")}>
              {t("title")}
            </Link>
          </>
        }
      >
        <Comparison
          changes={comparison.changes}
          before={comparison.before.content}
          after={comparison.after.content}
          known={[...brief.outline, ...offered]}
          names={names}
        />
      </Page>
    </>
  )
}

/** A version's number or "live"; undefined if nothing sensible was asked for. */
const sideOf = (text: string | undefined): Side | undefined =>
  text === "live" ? "live" : text && /^\d{1,6}$/.test(text) ? Number(text) : undefined
