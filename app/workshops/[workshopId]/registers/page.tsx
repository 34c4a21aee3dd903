import type { Metadata } from "next"
import Link from "next/link"
import { getLocale, getTranslations } from "next-intl/server"
import { AddParty } from "#components/registers/add-party.tsx"
import { AddSource } from "#components/registers/add-source.tsx"
import { RegisterList } from "#components/registers/register-list.tsx"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import { WorkshopTabs } from "#components/workshops/tabs.tsx"
import { gbt7714, toVerifyMark } from "#lib/document/citation.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import { can } from "#lib/policy.ts"
import { nextCode } from "#lib/registers/code.ts"
import { registersOf } from "#lib/registers/read.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"
import { addActorAction, addMechanismAction, addSourceAction } from "./actions.ts"

type Props = { params: Promise<{ workshopId: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registers"))("title") }
}

export default async function RegistersPage({ params }: Props) {
  const { workshopId } = await params
  const person = await requirePerson(`/workshops/${workshopId}/registers`)
  const { workshop, access } = await orNotFound(accessToWorkshop(person.id, workshopId))
  const registers = await registersOf(person.id, workshopId)
  const mayAdd = can(access, "option.edit")
  const t = await getTranslations("registers")
  const locale = await getLocale()
  const free = (register: "actors" | "mechanisms" | "sources") => nextCode(register, Object.keys(registers[register]))
  const words = (register: "actors" | "mechanisms" | "sources") => ({
    id: register,
    title: t(`${register}.title`),
    lead: t(`${register}.lead`),
    empty: t(`${register}.empty`),
  })
  const named = (register: "actors" | "mechanisms") =>
    Object.entries(registers[register]).map(([code, { names }]) => {
      const other = inOther(names, locale)
      return { code, name: inLocale(names, locale), more: other && <span lang={otherLang(locale)}>{other}</span> }
    })
  return (
    <>
      <Header
        person={person}
        crumbs={[{ label: inLocale(workshop.names, locale), href: `/workshops/${workshopId}` }, { label: t("title") }]}
      />
      <Page title={t("title")} lead={t("lead")}>
        <WorkshopTabs workshopId={workshopId} current="registers" />
        <div className="grid gap-12">
          <Link
            href={`/workshops/${workshopId}/registers/terms`}
            className="grid gap-0.5 border-y border-line py-4 hover:bg-sunken"
          >
            <span className="flex items-baseline gap-3">
              <span className="font-serif text-xl font-semibold">{t("terms.open")}</span>
              <span className="text-s text-ink-3 tabular">
                {t("terms.count", { count: Object.keys(registers.terms).length })}
              </span>
            </span>
            <span className="text-s text-ink-3">{t("terms.openLead")}</span>
          </Link>
          <RegisterList
            {...words("sources")}
            entries={Object.entries(registers.sources).map(([code, source]) => ({
              code,
              name: inLocale(source.names, locale),
              more: [gbt7714(source), toVerifyMark(source, locale.startsWith("zh") ? "zh" : "en")]
                .filter(Boolean)
                .join(" "),
            }))}
            action={mayAdd && <AddSource workshopId={workshopId} free={free("sources")} add={addSourceAction} />}
          />
          {(["actors", "mechanisms"] as const).map((register) => (
            <RegisterList
              key={register}
              {...words(register)}
              entries={named(register)}
              action={
                mayAdd && (
                  <AddParty
                    workshopId={workshopId}
                    register={register}
                    free={free(register)}
                    add={register === "actors" ? addActorAction : addMechanismAction}
                  />
                )
              }
            />
          ))}
        </div>
      </Page>
    </>
  )
}
