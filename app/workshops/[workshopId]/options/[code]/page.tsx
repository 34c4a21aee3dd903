import { getLocale, getTranslations } from "next-intl/server"
import { EditOption } from "#components/options/edit-option.tsx"
import { OptionAside } from "#components/options/option-aside.tsx"
import { listKeys, OptionSheet } from "#components/options/option-sheet.tsx"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import { can } from "#lib/policy.ts"
import { designKeys, optionDataOf } from "#lib/registers/option-data.ts"
import { readOption } from "#lib/registers/options.ts"
import { registersOf } from "#lib/registers/read.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"
import { editOptionAction } from "../actions.ts"

export default async function OptionPage({ params }: { params: Promise<{ workshopId: string; code: string }> }) {
  const person = await requirePerson()
  const { workshopId, code } = await params
  const { workshop, access } = await orNotFound(accessToWorkshop(person.id, workshopId))
  const option = await orNotFound(readOption(person.id, { workshopId, code: decodeURIComponent(code) }))
  const registers = await registersOf(person.id, workshopId)
  const t = await getTranslations("options")
  const locale = await getLocale()
  const data = optionDataOf(option.data)
  const base = `/workshops/${workshopId}`
  const named = (code: string) =>
    (registers.options[code] ?? registers.actors[code] ?? registers.mechanisms[code])?.names ?? { en: code, zh: code }
  const linked = (code: string) => ({ href: `${base}/options/${code}`, code, names: named(code) })
  const source = data.source && registers.sources[data.source.ref]
  return (
    <>
      <Header
        person={person}
        crumbs={[
          { label: inLocale(workshop.names, locale), href: base },
          { label: t("title"), href: `${base}/options` },
          { label: option.code },
        ]}
      />
      <Page
        title={inLocale(option.names, locale)}
        lead={<span lang={otherLang(locale)}>{inOther(option.names, locale)}</span>}
        actions={
          can(access, "option.edit") && (
            <EditOption
              workshopId={workshopId}
              code={option.code}
              names={option.names}
              {...(data.summary && { summary: { zh: data.summary.zh, en: data.summary.en } })}
              edit={editOptionAction}
            />
          )
        }
      >
        <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_17rem]">
          <OptionSheet
            facts={{
              summary: data.summary,
              verdict: data.verdict,
              problem: data.problem,
              proposer: data.proposer,
              membership: data.membership && { ...data.membership, members: data.membership.members.map(named) },
              design: designKeys.map((key) => ({ key, text: data.design[key] })),
              lists: listKeys.map((key) => ({ key, items: data[key] })).filter(({ items }) => items.length > 0),
              relations: data.relations.map(({ target, ...text }) => ({ target: named(target), text })),
              positions: data.positions.map((position) => ({ ...position, actor: named(position.actor) })),
            }}
          />
          <OptionAside
            code={option.code}
            type={data.type}
            asOf={data.as_of}
            briefs={option.briefs}
            parent={data.parent && registers.options[data.parent] ? linked(data.parent) : undefined}
            sisters={data.sisters.filter((code) => registers.options[code]).map(linked)}
            source={
              source && {
                names: source.names,
                locator: data.source?.locator,
                isToVerify: source.data.status === "to_verify",
              }
            }
          />
        </div>
      </Page>
    </>
  )
}
