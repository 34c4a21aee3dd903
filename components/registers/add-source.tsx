"use client"
import { useTranslations } from "next-intl"
import { type Add, AddDialog } from "#components/registers/add-dialog.tsx"
import { SourceFields } from "#components/registers/source-fields.tsx"

/** What stands under the same name in the form and in the input. */
const plain = ["language", "type", "authors", "container", "year", "issue", "pages", "url", "accessed"] as const

/** A new published work, with what a citation of it needs. */
export function AddSource({ workshopId, free, add }: { workshopId: string; free: string; add: Add }) {
  const t = useTranslations("registers")
  return (
    <AddDialog
      title={t("sources.add")}
      codeHint={t("codeHint")}
      free={free}
      add={add}
      inputOf={(form) => ({
        workshopId,
        names: { zh: form.get("zh"), en: form.get("en") },
        ...Object.fromEntries(plain.flatMap((name) => (form.has(name) ? [[name, form.get(name)]] : []))),
        toVerify: form.has("toVerify"),
      })}
    >
      {(problem) => <SourceFields problem={problem} />}
    </AddDialog>
  )
}
