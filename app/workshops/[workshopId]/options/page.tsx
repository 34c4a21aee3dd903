import { getLocale, getTranslations } from "next-intl/server"
import { AddOption } from "#components/options/add-option.tsx"
import { OptionList } from "#components/options/option-list.tsx"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { Empty } from "#components/ui/empty.tsx"
import { inLocale } from "#components/ui/text.ts"
import { WorkshopTabs } from "#components/workshops/tabs.tsx"
import { accessToWorkshop } from "#lib/members/access.ts"
import { can } from "#lib/policy.ts"
import { nextCode } from "#lib/registers/code.ts"
import { optionDataOf } from "#lib/registers/option-data.ts"
import { listOptions } from "#lib/registers/options.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"
import { addOptionAction } from "./actions.ts"

export default async function OptionsPage({ params }: { params: Promise<{ workshopId: string }> }) {
  const person = await requirePerson()
  const { workshopId } = await params
  const { workshop, access } = await orNotFound(accessToWorkshop(person.id, workshopId))
  const options = await listOptions(person.id, { workshopId })
  const t = await getTranslations("options")
  const locale = await getLocale()
  const free = nextCode(
    "options",
    options.map(({ code }) => code),
  )
  const add = can(access, "option.edit") && <AddOption workshopId={workshopId} free={free} add={addOptionAction} />
  return (
    <>
      <Header
        person={person}
        crumbs={[{ label: inLocale(workshop.names, locale), href: `/workshops/${workshopId}` }, { label: t("title") }]}
      />
      <Page title={t("title")} lead={t("lead")} actions={options.length > 0 && add}>
        <WorkshopTabs workshopId={workshopId} current="options" />
        {options.length > 0 ? (
          <OptionList
            workshopId={workshopId}
            options={options.map(({ data, ...option }) => {
              const { verdict } = optionDataOf(data)
              return { ...option, ...(verdict && { verdict }) }
            })}
          />
        ) : (
          <Empty action={add}>{add ? t("empty") : t("emptyReader")}</Empty>
        )}
      </Page>
    </>
  )
}
