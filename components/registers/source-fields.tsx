"use client"
import { useLocale, useTranslations } from "next-intl"
import { useState } from "react"
import { SelectField, TextField } from "#components/ui/field.tsx"
import { hasIssue, isOnline, type SourceType, sourceTypes } from "#lib/document/source-types.ts"

/** The particulars of a work. Which of them are asked for follows from its type. */
export function SourceFields({ problem }: { problem(field: string): string | undefined }) {
  const t = useTranslations("registers.source")
  const words = useTranslations("words")
  const locale = useLocale()
  const [type, setType] = useState<SourceType>("article-journal")
  const field = (name: string) => ({ name, problem: problem(name) ?? "" })
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={t("type")}
          {...field("type")}
          value={type}
          onChange={(event) => setType(sourceTypes.find((one) => one === event.target.value) ?? type)}
        >
          {sourceTypes.map((one) => (
            <option key={one} value={one}>
              {t(`types.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t("language")} {...field("language")} defaultValue={locale.startsWith("zh") ? "zh" : "en"}>
          {(["zh", "en"] as const).map((one) => (
            <option key={one} value={one}>
              {words(`language.${one}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <TextField label={t("titleZh")} {...field("zh")} lang="zh-CN" maxLength={300} />
      <TextField label={t("titleEn")} hint={t("titleHint")} {...field("en")} lang="en" maxLength={300} />
      <TextField label={t("authors")} hint={t("authorsHint")} {...field("authors")} maxLength={1000} />
      <TextField label={t(`containers.${type}`)} {...field("container")} maxLength={300} />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <TextField label={t("year")} {...field("year")} inputMode="numeric" maxLength={4} className="tabular" />
        {hasIssue(type) && <TextField label={t("issue")} {...field("issue")} maxLength={40} className="tabular" />}
        {!isOnline(type) && <TextField label={t("pages")} {...field("pages")} maxLength={40} className="tabular" />}
      </div>
      {isOnline(type) && (
        <div className="grid gap-4 sm:grid-cols-[1fr_10rem]">
          <TextField label={t("url")} {...field("url")} inputMode="url" maxLength={2000} placeholder="https://" />
          <TextField label={t("accessed")} {...field("accessed")} type="date" />
        </div>
      )}
      <label className="flex items-baseline gap-2 text-s text-ink-2">
        <input type="checkbox" name="toVerify" className="accent-(--accent)" />
        {t("toVerify")}
      </label>
    </>
  )
}
