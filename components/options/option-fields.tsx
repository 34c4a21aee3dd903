import { useTranslations } from "next-intl"
import { TextArea, TextField } from "#components/ui/field.tsx"
import type { Text } from "#lib/document/content.ts"

interface Props {
  names?: Text
  summary?: Text
  problem(field?: string): string | undefined
}

/** What an option is called and what it is about, in both languages. */
export function OptionFields({ names, summary, problem }: Props) {
  const t = useTranslations("options")
  return (
    <>
      <TextField
        label={t("nameZh")}
        name="zh"
        lang="zh-CN"
        defaultValue={names?.zh}
        maxLength={300}
        problem={problem("zh")}
      />
      <TextField
        label={t("nameEn")}
        hint={t("namesHint")}
        name="en"
        lang="en"
        defaultValue={names?.en}
        maxLength={300}
        problem={problem("en")}
      />
      <TextArea label={t("summaryZh")} name="summary-zh" lang="zh-CN" defaultValue={summary?.zh} maxLength={4000} />
      <TextArea
        label={t("summaryEn")}
        hint={t("summaryHint")}
        name="summary-en"
        lang="en"
        defaultValue={summary?.en}
        maxLength={4000}
      />
    </>
  )
}

/** What stands in those fields, as the use cases take it. */
export const optionOf = (form: FormData) => ({
  names: { zh: form.get("zh"), en: form.get("en") },
  summary: { zh: form.get("summary-zh"), en: form.get("summary-en") },
})
