"use client"
import { useRouter } from "next/navigation"
import { useLocale, useTranslations } from "next-intl"
import { useState, useTransition } from "react"
import { Button } from "#components/ui/button.tsx"
import { classes } from "#components/ui/classes.ts"
import { TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { inLocale } from "#components/ui/text.ts"
import type { Language, Text } from "#lib/document/content.ts"
import type { Result } from "#lib/result.ts"
import { type Family, families } from "#lib/templates/families.ts"

export interface OfferedTemplate {
  key: string
  code: string
  name: Text
  purpose: Text
  fits: Text
  /** Usual length, from least to most. */
  pages: [number, number]
  family: Family
  sections: { key: string; heading: Text; required: boolean }[]
}

interface Input {
  workshopId: string
  template: string
  title: Text
  languages: Language[]
  options: string[]
}

interface Props {
  workshopId: string
  templates: OfferedTemplate[]
  options: { code: string; names: Text }[]
  create: (input: Input) => Promise<Result<{ id: string }>>
}

/** Template first: what the decision needs. Then languages, a title in each, and the options. */
export function NewBrief({ workshopId, templates, options, create }: Props) {
  const t = useTranslations("workshop.create")
  const locale = useLocale()
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const [problem, setProblem] = useState<string>()
  const [key, setKey] = useState(templates[0]?.key ?? "")
  const [main, setMain] = useState<("zh" | "en")[]>(["zh", "en"])
  const [isRussian, setRussian] = useState(false)
  const languages: Language[] = isRussian ? [...main, "ru"] : main
  const [title, setTitle] = useState<Text>({})
  const [chosen, setChosen] = useState<string[]>([])
  const [family, setFamily] = useState<Family>()
  const template = templates.find((one) => one.key === key)
  // What is chosen is always in sight.
  const showFamily = (next: Family | undefined) => {
    setFamily(next)
    const first = templates.find((one) => one.family === next)
    if (first && template?.family !== next) setKey(first.key)
  }

  const submit = () => {
    const named = Object.fromEntries(languages.map((language) => [language, title[language]?.trim() ?? ""])) as Text
    if (languages.some((language) => !named[language])) return setProblem(t("titleMissing"))
    startTransition(async () => {
      const result = await create({ workshopId, template: key, title: named, languages, options: chosen })
      if (result.ok) router.push(`/briefs/${result.value.id}`)
      else setProblem(result.message)
    })
  }
  const sameLanguages = (value: ("zh" | "en")[]) => value.join() === main.join()

  return (
    <form
      className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <fieldset className="grid min-w-0 content-start gap-6">
        <legend className="mb-2 text-s font-medium text-ink-2">{t("template")}</legend>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen */}
        <div role="group" aria-label={t("filter")} className="flex flex-wrap gap-1.5">
          {[undefined, ...families].map((one) => (
            <button
              key={one ?? "all"}
              type="button"
              aria-pressed={family === one}
              onClick={() => showFamily(one)}
              className={classes(
                "rounded-full border px-3 py-0.5 text-s",
                family === one ? "border-accent bg-accent-soft text-accent" : "border-line text-ink-2 hover:bg-sunken",
              )}
            >
              {one ? t(`family.${one}`) : t("all")}
            </button>
          ))}
        </div>
        {families
          .filter((one) => !family || one === family)
          .map((one) => (
            <section key={one} aria-label={t(`family.${one}`)}>
              <h2 className="mb-1 text-s text-ink-3">{t(`family.${one}`)}</h2>
              <div className="border-b border-line">
                {templates
                  .filter((offered) => offered.family === one)
                  .map((offered) => (
                    <TemplateChoice
                      key={offered.key}
                      template={offered}
                      isChosen={offered.key === key}
                      onChoose={() => setKey(offered.key)}
                    />
                  ))}
              </div>
            </section>
          ))}
      </fieldset>

      <div className="grid content-start gap-5 lg:sticky lg:top-20">
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-s font-medium text-ink-2">{t("languages")}</legend>
          <div className="flex flex-wrap gap-x-4 gap-y-1">
            {(
              [
                ["both", ["zh", "en"]],
                ["onlyZh", ["zh"]],
                ["onlyEn", ["en"]],
              ] as ["both" | "onlyZh" | "onlyEn", ("zh" | "en")[]][]
            ).map(([name, value]) => (
              <label key={name} className="inline-flex items-center gap-1.5">
                <input
                  type="radio"
                  name="languages"
                  checked={sameLanguages(value)}
                  onChange={() => setMain(value)}
                  className="accent-(--accent)"
                />
                {t(name)}
              </label>
            ))}
          </div>
          <label className="inline-flex items-center gap-1.5">
            <input
              type="checkbox"
              name="russian"
              checked={isRussian}
              onChange={(event) => setRussian(event.target.checked)}
              className="accent-(--accent)"
            />
            {t("alsoRussian")}
          </label>
          <p className="text-xs text-ink-3">{t("languagesHint")}</p>
        </fieldset>
        {languages.includes("zh") && (
          <TextField
            label={t("titleZh")}
            name="title-zh"
            lang="zh-CN"
            maxLength={200}
            value={title.zh ?? ""}
            onChange={(event) => setTitle({ ...title, zh: event.target.value })}
          />
        )}
        {languages.includes("en") && (
          <TextField
            label={t("titleEn")}
            name="title-en"
            lang="en"
            maxLength={200}
            value={title.en ?? ""}
            onChange={(event) => setTitle({ ...title, en: event.target.value })}
          />
        )}
        {isRussian && (
          <TextField
            label={t("titleRu")}
            name="title-ru"
            lang="ru"
            maxLength={200}
            value={title.ru ?? ""}
            onChange={(event) => setTitle({ ...title, ru: event.target.value })}
          />
        )}
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-s font-medium text-ink-2">{t("options")}</legend>
          {options.length === 0 ? (
            <p className="text-s text-ink-3">{t("noOptions")}</p>
          ) : (
            <>
              <div className="grid max-h-64 overflow-y-auto rounded-(--radius) border border-line bg-sheet py-1">
                {options.map((option) => (
                  <label
                    key={option.code}
                    className="flex cursor-pointer items-baseline gap-2 px-3 py-1 hover:bg-sunken"
                  >
                    <input
                      type="checkbox"
                      checked={chosen.includes(option.code)}
                      onChange={(event) =>
                        setChosen(
                          event.target.checked
                            ? [...chosen, option.code]
                            : chosen.filter((code) => code !== option.code),
                        )
                      }
                      className="accent-(--accent)"
                    />
                    <span className="w-10 shrink-0 text-s text-ink-3 tabular">{option.code}</span>
                    <span className="text-s">{inLocale(option.names, locale)}</span>
                  </label>
                ))}
              </div>
              <p className="text-xs text-ink-3">{t("optionsHint")}</p>
            </>
          )}
        </fieldset>
        {problem && (
          <Notice tone="seal" role="alert">
            {problem}
          </Notice>
        )}
        <Button type="submit" look="primary" disabled={isPending || !template}>
          {t("submit")}
        </Button>
      </div>
    </form>
  )
}

/** One template of the gallery; the one chosen shows what it is made of. */
function TemplateChoice({
  template,
  isChosen,
  onChoose,
}: {
  template: OfferedTemplate
  isChosen: boolean
  onChoose: () => void
}) {
  const t = useTranslations("workshop.create")
  const locale = useLocale()
  const [least, most] = template.pages
  return (
    <div className={classes("border-t border-line", isChosen && "bg-accent-soft")}>
      <label
        className={classes(
          "grid cursor-pointer grid-cols-[auto_1fr] gap-x-3 px-3 py-3",
          isChosen ? undefined : "hover:bg-sunken",
        )}
      >
        <input
          type="radio"
          name="template"
          value={template.key}
          checked={isChosen}
          onChange={onChoose}
          className="mt-1.5 self-start accent-(--accent)"
        />
        <span className="grid gap-0.5">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-serif text-l font-semibold">{inLocale(template.name, locale)}</span>
            <span className="text-xs text-ink-3 tabular">
              {template.code} · {t("sections", { count: template.sections.length })} · {t("pages", { least, most })}
            </span>
          </span>
          <span className="text-ink-2">{inLocale(template.purpose, locale)}</span>
          <span className="text-s text-ink-3">{inLocale(template.fits, locale)}</span>
        </span>
      </label>
      {isChosen && (
        <ol aria-label={t("preview")} className="columns-2 gap-8 px-3 pb-4 ps-10 text-s text-ink-2 sm:columns-3">
          {template.sections.map((section, index) => (
            <li key={section.key} className="flex break-inside-avoid gap-2 py-0.5">
              <span className="w-5 shrink-0 text-end text-ink-3 tabular">{index + 1}</span>
              <span>
                {inLocale(section.heading, locale)}
                {!section.required && <span className="text-ink-3"> ({t("optional")})</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
