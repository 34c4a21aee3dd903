import { getFormatter, getLocale, getTranslations } from "next-intl/server"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { EmptyBrief } from "#components/templates/empty-brief.tsx"
import { TemplateEditor } from "#components/templates/template-editor.tsx"
import { TemplateMenu } from "#components/templates/template-menu.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import { can } from "#lib/policy.ts"
import { readTemplateOf } from "#lib/templates/own.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"
import {
  copyTemplateAction,
  discardDraftAction,
  exportTemplateAction,
  publishDraftAction,
  saveDraftAction,
} from "../actions.ts"

type Props = { params: Promise<{ workshopId: string; template: string }> }

export default async function TemplatePage({ params }: Props) {
  const { workshopId, template } = await params
  const person = await requirePerson(`/workshops/${workshopId}/templates/${template}`)
  const { workshop, access } = await orNotFound(accessToWorkshop(person.id, workshopId))
  const found = await orNotFound(readTemplateOf(person.id, { workshopId, template }))
  const { versions, draft, published, isOwn, code } = found
  const shown = draft?.definition ?? published
  if (!shown) throw new Error(`${template} holds nothing`)
  const mayEdit = can(access, "template.edit")
  const t = await getTranslations("templates")
  const format = await getFormatter()
  const locale = await getLocale()
  const base = `/workshops/${workshopId}`
  return (
    <>
      <Header
        person={person}
        crumbs={[
          { label: inLocale(workshop.names, locale), href: base },
          { label: t("title"), href: `${base}/templates` },
          { label: code },
        ]}
      />
      <Page
        title={inLocale(shown.name, locale) || code}
        lead={<span lang={otherLang(locale)}>{inOther(shown.name, locale)}</span>}
        actions={
          <TemplateMenu
            workshopId={workshopId}
            template={template}
            mayCopy={mayEdit}
            actions={{ copy: copyTemplateAction, exportYaml: exportTemplateAction }}
          />
        }
      >
        {versions.length > 0 && (
          <ul aria-label={t("versions")} className="mb-8 flex flex-wrap gap-x-6 gap-y-1 text-s text-ink-3 tabular">
            {versions.slice(0, 6).map(({ number, publishedAt, publishedBy }) => (
              <li key={number}>
                {t("version", { version: number })} ·{" "}
                {publishedBy
                  ? t("published", { name: publishedBy, date: format.dateTime(publishedAt, { dateStyle: "medium" }) })
                  : t("publishedByInstance")}
              </li>
            ))}
          </ul>
        )}
        {mayEdit && isOwn ? (
          <TemplateEditor
            workshopId={workshopId}
            template={template}
            initial={shown}
            initialRevision={draft?.revision ?? 0}
            nextVersion={(versions[0]?.number ?? 0) + 1}
            actions={{ save: saveDraftAction, publish: publishDraftAction, discard: discardDraftAction }}
          />
        ) : (
          <div className="grid max-w-[46rem] gap-8">
            {mayEdit && <Notice>{t("readOnly")}</Notice>}
            <p className="text-ink-2">{inLocale(shown.purpose, locale)}</p>
            <EmptyBrief definition={shown} />
          </div>
        )}
      </Page>
    </>
  )
}
