import Link from "next/link"
import { getFormatter, getLocale, getTranslations } from "next-intl/server"
import { Reading } from "#components/sections/reading.tsx"
import { Header } from "#components/shell/header.tsx"
import { buttonClass } from "#components/ui/button.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import { ClearanceList } from "#components/versions/clearance-list.tsx"
import { accessToBrief } from "#lib/briefs/access.ts"
import { templateSections } from "#lib/briefs/outline.ts"
import { outlineIn } from "#lib/document/outline.ts"
import { namesByTarget } from "#lib/registers/names.ts"
import { readVersionNumber } from "#lib/versions/read.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"

export default async function VersionPage({ params }: { params: Promise<{ briefId: string; number: string }> }) {
  const person = await requirePerson()
  const { briefId, number } = await params
  const { brief } = await orNotFound(accessToBrief(person.id, briefId))
  const version = await orNotFound(readVersionNumber(person.id, briefId, Number(number)))
  const names = namesByTarget(version.names.registers, version.names.people)
  const known = [...brief.outline, ...(await templateSections(briefId))]
  const t = await getTranslations("versions")
  const words = await getTranslations("words")
  const format = await getFormatter()
  const locale = await getLocale()
  const rev = words("rev", { number: version.number })
  return (
    <>
      <Header
        person={person}
        crumbs={[
          { label: inLocale(brief.title, locale), href: `/briefs/${briefId}` },
          { label: t("title"), href: `/briefs/${briefId}/versions` },
          { label: rev },
        ]}
      >
        <a href={`/api/v1/briefs/${briefId}/export?format=pdf&version=${version.number}`} className={buttonClass()}>
          {t("pdf")}
        </a>
      </Header>
      <main id="paper" className="mx-auto max-w-[58rem] px-4 py-10 sm:px-6">
        <p className="text-s text-ink-3">
          {rev} · {t("frozenBy", { name: version.clearance.createdBy.name })} ·{" "}
          {format.dateTime(version.clearance.createdAt, { dateStyle: "medium", timeStyle: "short" })} · {t("reading")}
        </p>
        <h1 className="mt-3 font-serif text-2xl font-semibold">{inLocale(version.content.title, locale)}</h1>
        <p className="mb-8 font-serif text-l text-ink-3" lang={otherLang(locale)}>
          {inOther(version.content.title, locale)}
        </p>
        <Reading content={version.content} outline={outlineIn(version.content, known)} names={names} />
        <ClearanceList sha256={version.sha256} decisions={version.clearance.decisions} />
        <p className="mt-8">
          <Link href={`/briefs/${briefId}/versions`} className="text-accent">
            {t("title")}
          </Link>
        </p>
      </main>
    </>
  )
}
