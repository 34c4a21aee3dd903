import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { ImportTemplate } from "#components/templates/import-template.tsx"
import { TemplateList } from "#components/templates/template-list.tsx"
import { inLocale } from "#components/ui/text.ts"
import { WorkshopTabs } from "#components/workshops/tabs.tsx"
import { accessToWorkshop } from "#lib/members/access.ts"
import { can } from "#lib/policy.ts"
import { templatesOf } from "#lib/templates/own.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"
import { copyTemplateAction, exportTemplateAction, importTemplateAction } from "./actions.ts"

type Props = { params: Promise<{ workshopId: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("templates"))("title") }
}

export default async function TemplatesPage({ params }: Props) {
  const { workshopId } = await params
  const person = await requirePerson(`/workshops/${workshopId}/templates`)
  const { workshop, access } = await orNotFound(accessToWorkshop(person.id, workshopId))
  const templates = await templatesOf(person.id, { workshopId })
  const mayEdit = can(access, "template.edit")
  const t = await getTranslations("templates")
  const locale = await getLocale()
  return (
    <>
      <Header
        person={person}
        crumbs={[{ label: inLocale(workshop.names, locale), href: `/workshops/${workshopId}` }, { label: t("title") }]}
      />
      <Page
        title={t("title")}
        lead={t("lead")}
        actions={mayEdit && <ImportTemplate workshopId={workshopId} importYaml={importTemplateAction} />}
      >
        <WorkshopTabs workshopId={workshopId} current="templates" />
        <TemplateList
          workshopId={workshopId}
          templates={templates}
          mayEdit={mayEdit}
          actions={{ copy: copyTemplateAction, exportYaml: exportTemplateAction }}
          now={new Date()}
        />
      </Page>
    </>
  )
}
