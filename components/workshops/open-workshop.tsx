"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { useState, useTransition } from "react"
import { Button } from "#components/ui/button.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { TextField } from "#components/ui/field.tsx"
import type { Result } from "#lib/result.ts"

type Open = (input: { names: { zh: string; en: string } }) => Promise<Result<{ id: string }>>

/** An administrator opens a workshop and becomes its first convener. */
export function OpenWorkshop({ open }: { open: Open }) {
  const t = useTranslations("workshop.home")
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const [problem, setProblem] = useState<string>()
  const submit = (form: FormData) =>
    startTransition(async () => {
      const result = await open({ names: { zh: String(form.get("zh") ?? ""), en: String(form.get("en") ?? "") } })
      if (result.ok) router.push(`/workshops/${result.value.id}`)
      else setProblem(result.message)
    })
  return (
    <Dialog title={t("open")} trigger={<Button look="primary">{t("open")}</Button>}>
      <form action={submit} className="grid gap-4">
        <TextField label={t("nameZh")} name="zh" lang="zh-CN" required maxLength={100} />
        <TextField label={t("nameEn")} name="en" lang="en" required maxLength={100} problem={problem} />
        <Button type="submit" look="primary" disabled={isPending}>
          {t("create")}
        </Button>
      </form>
    </Dialog>
  )
}
