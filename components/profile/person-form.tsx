"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { Button } from "#components/ui/button.tsx"
import { SelectField, TextField } from "#components/ui/field.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import { useToast } from "#components/ui/toast.tsx"
import type { Result } from "#lib/result.ts"

interface Props {
  person: { name: string; email: string; locale: string }
  update: (input: unknown) => Promise<Result<void>>
}

/** What others see of me, and the language in which I read. */
export function PersonForm({ person, update }: Props) {
  const t = useTranslations("profile")
  const { say } = useToast()
  const router = useRouter()
  const { onSubmit, isPending, problem } = useSubmission(
    (form) => update({ name: form.get("name"), locale: form.get("locale") }),
    () => {
      say(t("saved"))
      router.refresh()
    },
  )
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-4">
      <TextField
        label={t("name")}
        name="name"
        autoComplete="name"
        defaultValue={person.name}
        required
        maxLength={100}
        problem={problem("name") ?? problem()}
      />
      <TextField label={t("email")} type="email" value={person.email} readOnly disabled />
      <SelectField label={t("language")} name="locale" defaultValue={person.locale} problem={problem("locale")}>
        <option value="zh-CN" lang="zh-CN">
          简体中文
        </option>
        <option value="en" lang="en">
          English
        </option>
      </SelectField>
      <div>
        <Button type="submit" look="primary" disabled={isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  )
}
