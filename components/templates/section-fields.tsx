"use client"
import { useLocale, useTranslations } from "next-intl"
import { type LimitWord, limitWord } from "#components/templates/budget-words.ts"
import { type EditedSection, withKind, withLimit } from "#components/templates/change.ts"
import { Field, inputClass, SelectField, TextArea, TextField } from "#components/ui/field.tsx"
import { inLocale } from "#components/ui/text.ts"
import type { Limit } from "#lib/document/kinds/kind.ts"
import { limitsOf, rowLimitOf, rowLimits } from "#lib/document/kinds/limits.ts"
import { kinds } from "#lib/document/kinds/registry.ts"
import { type Role, ruleFor } from "#lib/policy.ts"

interface Props {
  section: EditedSection
  change: (section: EditedSection) => void
  /** What is wrong at a place below the section: "heading.zh". */
  problem: (place: string) => string | undefined
  /** A field was left: from now on it says that it is empty. */
  leave: (place: string) => void
}

/** What a section is: its kind, its words in both languages, its budget, and who writes it to begin with. */
export function SectionFields({ section, change, problem, leave }: Props) {
  const t = useTranslations("templates")
  const words = useTranslations("words")
  const locale = useLocale()
  const text = (field: "heading" | "guidance", language: "zh" | "en") => ({
    label: t(`${field}${language === "zh" ? "Zh" : "En"}`),
    lang: language === "zh" ? "zh-CN" : "en",
    maxLength: 2000,
    value: section[field][language],
    problem: problem(`${field}.${language}`),
    onBlur: () => leave(`${field}.${language}`),
    onChange: (event: { target: { value: string } }) =>
      change({ ...section, [field]: { ...section[field], [language]: event.target.value } }),
  })
  const added = [...(section.adds?.parts ?? []), ...Object.values(section.adds?.columns ?? {}).flat()].map(
    ({ names }) => inLocale(names, locale),
  )
  return (
    <div className="grid gap-4 pb-6">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField {...text("heading", "zh")} />
        <TextField {...text("heading", "en")} />
        <TextArea {...text("guidance", "zh")} />
        <TextArea {...text("guidance", "en")} />
        <SelectField
          label={t("kind")}
          value={section.kind}
          problem={problem("kind")}
          onChange={(event) => change(withKind(section, event.target.value))}
        >
          {kinds.map(({ key, names }) => (
            <option key={key} value={key}>
              {inLocale(names, locale)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("owner")}
          value={section.owner ?? ""}
          problem={problem("owner")}
          onChange={(event) => {
            const { owner: _, ...open } = section
            change(event.target.value ? { ...open, owner: event.target.value as Role } : open)
          }}
        >
          <option value="">{t("everyone")}</option>
          {ruleFor("section.write").roles.map((role) => (
            <option key={role} value={role}>
              {words(`role.${role}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <label className="flex flex-wrap items-baseline gap-x-2">
        <input
          type="checkbox"
          checked={section.required}
          onChange={(event) => change({ ...section, required: event.target.checked })}
          className="accent-(--accent)"
        />
        {t("required")}
        <span className="text-xs text-ink-3">{t("requiredHint")}</span>
      </label>
      <Limits section={section} change={change} problem={problem} />
      {added.length > 0 && (
        <p className="text-s text-ink-3">{t("adds", { names: added.join(locale.startsWith("zh") ? "、" : ", ") })}</p>
      )}
    </div>
  )
}

type Numbered = Exclude<keyof Limit, "per">

/** The limits that this kind can count, those that are set under another name of the same included. */
function limitsShown({ kind, limit }: EditedSection): Numbered[] {
  const countable = limitsOf(kind)
  const rows = rowLimits.find((name) => limit?.[`${name}_min`] ?? limit?.[`${name}_max`]) ?? rowLimitOf(kind)
  const names: Numbered[] = [
    "zh_chars_max",
    "en_words_max",
    "reasons_max",
    `${rows}_min`,
    `${rows}_max`,
    "columns_min",
    "columns_max",
  ]
  const set = Object.keys(limit ?? {}).filter((name) => name !== "per") as Numbered[]
  return [...new Set([...names.filter((name) => countable.has(name)), ...set])]
}

function Limits({ section, change, problem }: Pick<Props, "section" | "change" | "problem">) {
  const t = useTranslations("templates")
  const names = limitsShown(section)
  const isPerItem = limitsOf(section.kind).has("per")
  const say = (name: LimitWord) => t(`limit.${name}`)
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-s font-medium text-ink-2">{t("limits")}</legend>
      {names.length === 0 && <p className="text-s text-ink-3">{t("noLimits")}</p>}
      <div className="grid grid-cols-2 items-end gap-4 sm:grid-cols-4">
        {names.map((name) => (
          <Field key={name} label={say(limitWord(name, isPerItem))} problem={problem(`limit.${name}`)}>
            {(ids) => (
              <input
                {...ids}
                type="number"
                inputMode="numeric"
                min={0}
                className={inputClass}
                value={section.limit?.[name] ?? ""}
                onChange={(event) => {
                  const number = Math.trunc(event.target.valueAsNumber)
                  change(withLimit(section, name, Number.isFinite(number) ? Math.max(0, number) : undefined))
                }}
              />
            )}
          </Field>
        ))}
      </div>
      {problem("limit") && <p className="text-s text-seal">{problem("limit")}</p>}
    </fieldset>
  )
}
