import Link from "next/link"
import { getLocale, getTranslations } from "next-intl/server"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { buttonClass } from "#components/ui/button.tsx"
import { Empty } from "#components/ui/empty.tsx"
import { inLocale } from "#components/ui/text.ts"
import { VersionList } from "#components/versions/version-list.tsx"
import { accessToBrief } from "#lib/briefs/access.ts"
import { listVersions } from "#lib/versions/read.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"

export default async function VersionsPage({ params }: { params: Promise<{ briefId: string }> }) {
  const person = await requirePerson()
  const { briefId } = await params
  const { brief } = await orNotFound(accessToBrief(person.id, briefId))
  const versions = await listVersions(person.id, briefId)
  const t = await getTranslations("versions")
  const locale = await getLocale()
  const back = (
    <Link href={`/briefs/${briefId}`} className={buttonClass("quiet")}>
      {t("back")}
    </Link>
  )
  return (
    <>
      <Header
        person={person}
        crumbs={[{ label: inLocale(brief.title, locale), href: `/briefs/${briefId}` }, { label: t("title") }]}
      />
      <Page title={t("title")} lead={t("lead")} actions={back}>
        {versions.length === 0 ? (
          <Empty>{t("empty")}</Empty>
        ) : (
          <VersionList briefId={briefId} versions={versions} canCompareLive={brief.state === "draft"} />
        )}
      </Page>
    </>
  )
}
