import Link from "next/link"
import { redirect } from "next/navigation"
import { getLocale, getTranslations } from "next-intl/server"
import { ForgetOtherWorkshops } from "#components/offline/forget.tsx"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { Chip } from "#components/ui/chip.tsx"
import { Empty } from "#components/ui/empty.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import { OpenWorkshop } from "#components/workshops/open-workshop.tsx"
import { isFirstUse } from "#lib/members/first-use.ts"
import { listWorkshops } from "#lib/members/workshops.ts"
import { requirePerson } from "#lib/web/session.ts"
import { openWorkshopAction } from "./actions.ts"

export default async function Home() {
  if (await isFirstUse()) redirect("/welcome")
  const person = await requirePerson()
  const workshops = await listWorkshops(person.id)
  const t = await getTranslations("workshop.home")
  const words = await getTranslations("words")
  const locale = await getLocale()
  return (
    <>
      <Header person={person} />
      <ForgetOtherWorkshops theirs={workshops.map(({ id }) => id)} />
      <Page
        title={t("title")}
        lead={t("lead")}
        actions={person.isAdministrator && <OpenWorkshop open={openWorkshopAction} />}
      >
        {workshops.length === 0 ? (
          <Empty>{person.isAdministrator ? t("emptyAdministrator") : t("empty")}</Empty>
        ) : (
          <ul className="border-t border-line">
            {workshops.map((workshop) => (
              <li key={workshop.id} className="border-b border-line">
                <Link href={`/workshops/${workshop.id}`} className="group grid gap-1 py-5">
                  <span className="flex flex-wrap items-baseline gap-x-3">
                    <span className="font-serif text-xl font-semibold group-hover:text-accent">
                      {inLocale(workshop.names, locale)}
                    </span>
                    {workshop.isSample && <Chip>{words("sample")}</Chip>}
                  </span>
                  <span className="font-serif text-ink-3" lang={otherLang(locale)}>
                    {inOther(workshop.names, locale)}
                  </span>
                  <span className="flex flex-wrap gap-x-4 text-s text-ink-3">
                    <span>{t("role", { role: words(`role.${workshop.role}`) })}</span>
                    <span>{t("briefs", { count: workshop.briefs })}</span>
                    <span>{t("members", { count: workshop.members })}</span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Page>
    </>
  )
}
