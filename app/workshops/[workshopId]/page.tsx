import Link from "next/link"
import { getLocale, getTranslations } from "next-intl/server"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { buttonClass } from "#components/ui/button.tsx"
import { Empty } from "#components/ui/empty.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import { BriefList } from "#components/workshops/brief-list.tsx"
import { WorkshopTabs } from "#components/workshops/tabs.tsx"
import { listBriefs } from "#lib/briefs/list.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import { can } from "#lib/policy.ts"
import { listTemplates } from "#lib/templates/list.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"

export default async function WorkshopPage({ params }: { params: Promise<{ workshopId: string }> }) {
  const person = await requirePerson()
  const { workshopId } = await params
  const { workshop, access } = await orNotFound(accessToWorkshop(person.id, workshopId))
  const [briefs, templates] = await Promise.all([listBriefs(person.id, workshopId), listTemplates(workshopId)])
  const t = await getTranslations("workshop")
  const locale = await getLocale()
  const newBrief = can(access, "brief.create") && (
    <Link href={`/workshops/${workshopId}/new`} className={buttonClass("primary")}>
      {t("newBrief")}
    </Link>
  )
  return (
    <>
      <Header person={person} crumbs={[{ label: inLocale(workshop.names, locale) }]} />
      <Page
        title={inLocale(workshop.names, locale)}
        lead={<span lang={otherLang(locale)}>{inOther(workshop.names, locale)}</span>}
        actions={newBrief}
      >
        <WorkshopTabs workshopId={workshopId} current="briefs" />
        {workshop.isSample && (
          <div className="mb-6">
            <Notice>{t("sampleNotice")}</Notice>
          </div>
        )}
        {briefs.length > 0 ? (
          <BriefList briefs={briefs} templates={templates} now={new Date()} />
        ) : (
          <Empty action={newBrief}>{newBrief ? t("empty") : t("emptyReader")}</Empty>
        )}
      </Page>
    </>
  )
}
