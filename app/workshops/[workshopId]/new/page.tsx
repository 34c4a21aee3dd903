import { redirect } from "next/navigation"
import { getLocale, getTranslations } from "next-intl/server"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { inLocale } from "#components/ui/text.ts"
import { NewBrief } from "#components/workshops/new-brief.tsx"
import { accessToWorkshop } from "#lib/members/access.ts"
import { can } from "#lib/policy.ts"
import { listOptions } from "#lib/registers/options.ts"
import { listTemplates } from "#lib/templates/list.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"
import { createBriefAction } from "./actions.ts"

export default async function NewBriefPage({ params }: { params: Promise<{ workshopId: string }> }) {
  const person = await requirePerson()
  const { workshopId } = await params
  const { workshop, access } = await orNotFound(accessToWorkshop(person.id, workshopId))
  if (!can(access, "brief.create")) redirect(`/workshops/${workshopId}`)
  const [templates, options] = await Promise.all([listTemplates(workshopId), listOptions(person.id, { workshopId })])
  const t = await getTranslations("workshop.create")
  const locale = await getLocale()
  return (
    <>
      <Header
        person={person}
        crumbs={[{ label: inLocale(workshop.names, locale), href: `/workshops/${workshopId}` }, { label: t("title") }]}
      />
      <Page title={t("title")} lead={t("lead")}>
        <NewBrief workshopId={workshopId} templates={templates} options={options} create={createBriefAction} />
      </Page>
    </>
  )
}
