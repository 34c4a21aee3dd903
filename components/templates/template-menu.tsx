"use client"
import { useTranslations } from "next-intl"
import { type TemplateActions, useTemplate } from "#components/templates/use-template.ts"
import { Button } from "#components/ui/button.tsx"

interface Props {
  workshopId: string
  template: string
  mayCopy: boolean
  actions: TemplateActions
}

/** What can be done with the template whose page this is. */
export function TemplateMenu({ workshopId, template, mayCopy, actions }: Props) {
  const t = useTranslations("templates")
  const { copy, exportYaml, isCopying } = useTemplate(actions)
  return (
    <>
      <Button onClick={() => void exportYaml({ workshopId, template })}>{t("export")}</Button>
      {mayCopy && (
        <Button disabled={isCopying} onClick={() => void copy({ workshopId, template })}>
          {t("copy")}
        </Button>
      )}
    </>
  )
}
