import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { TermList } from "#components/registers/term-list.tsx"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { inLocale } from "#components/ui/text.ts"
import { WorkshopTabs } from "#components/workshops/tabs.tsx"
import { accessToWorkshop } from "#lib/members/access.ts"
import { can } from "#lib/policy.ts"
import { nextCode } from "#lib/registers/code.ts"
import { termsOf } from "#lib/registers/terms.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"
import { addTermAction, editTermAction, removeTermAction } from "./actions.ts"

type Props = { params: Promise<{ workshopId: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registers.terms"))("title") }
}

export default async function TermsPage({ params }: Props) {
  const { workshopId } = await params
  const person = await requirePerson(`/workshops/${workshopId}/registers/terms`)
  const { workshop, access } = await orNotFound(accessToWorkshop(person.id, workshopId))
  const terms = await termsOf(person.id, workshopId)
  const t = await getTranslations("registers")
  const locale = await getLocale()
  // In Chinese by pinyin, in English by the alphabet; a term without a name in the reader's language stands where its other name puts it.
  const order = new Intl.Collator(locale.startsWith("zh") ? "zh-CN-u-co-pinyin" : "en", { sensitivity: "base" })
  const named = terms
    .map((term) => ({ term, name: inLocale(term.names, locale) }))
    .sort((a, b) => order.compare(sortable(a.name), sortable(b.name)) || order.compare(a.term.code, b.term.code))
  return (
    <>
      <Header
        person={person}
        crumbs={[
          { label: inLocale(workshop.names, locale), href: `/workshops/${workshopId}` },
          { label: t("title"), href: `/workshops/${workshopId}/registers` },
          { label: t("terms.title") },
        ]}
      />
      <Page title={t("terms.title")} lead={t("terms.lead")}>
        <WorkshopTabs workshopId={workshopId} current="registers" />
        <TermList
          workshopId={workshopId}
          terms={named.map(({ term }) => term)}
          free={nextCode(
            "terms",
            terms.map(({ code }) => code),
          )}
          {...(can(access, "option.edit") && {
            actions: { add: addTermAction, edit: editTermAction, remove: removeTermAction },
          })}
        />
      </Page>
    </>
  )
}

/** An article or a quotation mark does not say where a name stands. */
const sortable = (name: string) => name.replace(/^the\s+/i, "").replace(/^["“'‘]/u, "")
