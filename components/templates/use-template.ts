"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { useToast } from "#components/ui/toast.tsx"
import type { Result } from "#lib/result.ts"

interface Input {
  workshopId: string
  template: string
}

export interface TemplateActions {
  copy(input: Input): Promise<Result<{ key: string; code: string }>>
  exportYaml(input: Input): Promise<Result<{ name: string; yaml: string }>>
}

/** What can be done with a whole template: a copy to change, and a file on the person's device. */
export function useTemplate(actions: TemplateActions) {
  const t = useTranslations("templates")
  const router = useRouter()
  const { say, warn } = useToast()
  const [isCopying, setCopying] = useState(false)
  const copy = async (input: Input) => {
    setCopying(true)
    const result = await actions.copy(input)
    setCopying(false)
    if (!result.ok) return warn(result.message)
    say(t("copied", { code: result.value.code }))
    router.push(`/workshops/${input.workshopId}/templates/${result.value.key}`)
  }
  const exportYaml = async (input: Input) => {
    const result = await actions.exportYaml(input)
    if (!result.ok) return warn(result.message)
    const url = URL.createObjectURL(new Blob([result.value.yaml], { type: "application/yaml" }))
    const link = Object.assign(document.createElement("a"), { href: url, download: result.value.name })
    link.click()
    URL.revokeObjectURL(url)
  }
  return { copy, exportYaml, isCopying }
}
