"use client"
import { useTranslations } from "next-intl"
import { type Add, AddDialog } from "#components/registers/add-dialog.tsx"
import { TextField } from "#components/ui/field.tsx"

interface Props {
  workshopId: string
  register: "actors" | "mechanisms"
  free: string
  add: Add
}

/** A new actor or mechanism: a code and a name. */
export function AddParty({ workshopId, register, free, add }: Props) {
  const t = useTranslations("registers")
  return (
    <AddDialog
      title={t(`${register}.add`)}
      codeHint={t("partyCodeHint")}
      free={free}
      add={add}
      inputOf={(form) => ({ workshopId, names: { zh: form.get("zh"), en: form.get("en") } })}
    >
      {(problem) => (
        <>
          <TextField label={t("nameZh")} name="zh" lang="zh-CN" maxLength={300} problem={problem("zh")} />
          <TextField
            label={t("nameEn")}
            hint={t("namesHint")}
            name="en"
            lang="en"
            maxLength={300}
            problem={problem("en")}
          />
        </>
      )}
    </AddDialog>
  )
}
