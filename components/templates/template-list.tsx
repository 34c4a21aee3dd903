"use client"
import { Download, Ellipsis } from "lucide-react"
import Link from "next/link"
import { useFormatter, useLocale, useTranslations } from "next-intl"
import { type TemplateActions, useTemplate } from "#components/templates/use-template.ts"
import { Button, buttonClass } from "#components/ui/button.tsx"
import { Chip } from "#components/ui/chip.tsx"
import { Menu, MenuItem } from "#components/ui/menu.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import type { TemplateEntry } from "#lib/templates/own.ts"

interface Props {
  workshopId: string
  templates: TemplateEntry[]
  mayEdit: boolean
  actions: TemplateActions
  now: Date
}

/** The workshop's own templates, then those of the gallery, each with what can be done with it. */
export function TemplateList(props: Props) {
  const t = useTranslations("templates")
  const own = props.templates.filter(({ isOwn }) => isOwn)
  const gallery = props.templates.filter(({ isOwn }) => !isOwn)
  return (
    <div className="grid gap-12">
      <section aria-labelledby="own-templates">
        <h2 id="own-templates" className="mb-3 text-s font-medium text-ink-2">
          {t("own")}
        </h2>
        {own.length > 0 ? (
          <Entries {...props} templates={own} />
        ) : (
          <p className="border-y border-line py-6 text-ink-2">{t(props.mayEdit ? "ownEmpty" : "ownEmptyReader")}</p>
        )}
      </section>
      <section aria-labelledby="gallery-templates">
        <h2 id="gallery-templates" className="mb-3 text-s font-medium text-ink-2">
          {t("gallery")}
        </h2>
        <Entries {...props} templates={gallery} />
      </section>
    </div>
  )
}

function Entries({ workshopId, templates, mayEdit, actions, now }: Props) {
  const t = useTranslations("templates")
  const locale = useLocale()
  const format = useFormatter()
  const { copy, exportYaml, isCopying } = useTemplate(actions)
  return (
    <ul className="border-t border-line">
      {templates.map((one) => (
        <li
          key={one.key}
          data-template={one.code}
          className="grid gap-x-6 gap-y-2 border-b border-line py-4 sm:grid-cols-[1fr_auto]"
        >
          <Link href={`/workshops/${workshopId}/templates/${one.key}`} className="group grid min-w-0 gap-0.5">
            <span className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-serif text-l font-semibold group-hover:text-accent">
                {inLocale(one.name, locale)}
              </span>
              <span className="font-serif text-ink-3" lang={otherLang(locale)}>
                {inOther(one.name, locale)}
              </span>
            </span>
            <span className="text-ink-2">{inLocale(one.purpose, locale)}</span>
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-s text-ink-3 tabular">
              <span>{one.code}</span>
              <span>{t("sections", { count: one.sections })}</span>
              <span>{one.version === null ? t("unpublished") : t("version", { version: one.version })}</span>
              {one.draft && (
                <>
                  <Chip tone="warn">{t("draft")}</Chip>
                  <span suppressHydrationWarning>
                    {t("draftBy", { name: one.draft.savedBy, ago: format.relativeTime(one.draft.savedAt, now) })}
                  </span>
                </>
              )}
            </span>
          </Link>
          <span className="flex items-start gap-2">
            {mayEdit && (
              <Button size="s" disabled={isCopying} onClick={() => void copy({ workshopId, template: one.key })}>
                {t("copy")}
              </Button>
            )}
            {mayEdit && one.isOwn && (
              <Link href={`/workshops/${workshopId}/templates/${one.key}`} className={buttonClass("quiet", "s")}>
                {t("edit")}
              </Link>
            )}
            <Menu
              label={t("more")}
              trigger={
                <button type="button" className={`${buttonClass("plain", "s")} px-1.5`}>
                  <Ellipsis aria-hidden size={16} />
                </button>
              }
            >
              <MenuItem onSelect={() => void exportYaml({ workshopId, template: one.key })}>
                <Download aria-hidden size={14} /> {t("export")}
              </MenuItem>
            </Menu>
          </span>
        </li>
      ))}
    </ul>
  )
}
