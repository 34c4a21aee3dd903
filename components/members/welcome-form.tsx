"use client"
import { signIn } from "next-auth/react"
import { useLocale, useTranslations } from "next-intl"
import { NameField, NewPasswordField } from "#components/members/new-person-fields.tsx"
import { Button } from "#components/ui/button.tsx"
import { TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import type { Result } from "#lib/result.ts"

type Claim = (input: unknown) => Promise<Result<{ workshopId: string }>>

/** The first person and the first workshop, in one step; then straight in. */
export function WelcomeForm({ claim }: { claim: Claim }) {
  const t = useTranslations("auth.welcome")
  const locale = useLocale()
  const run = async (form: FormData) => {
    const { zh, en, ...person } = Object.fromEntries(form) as Record<string, string>
    const result = await claim({ ...person, locale, names: { zh, en } })
    if (result.ok) await signIn("credentials", { email: person.email, password: person.password, redirect: false })
    return result
  }
  const { onSubmit, isPending, problem } = useSubmission(run, ({ workshopId }) =>
    location.assign(`/workshops/${workshopId}`),
  )
  const general = problem()
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-8">
      {general && (
        <Notice tone="seal" role="alert">
          {general}
        </Notice>
      )}
      <fieldset className="grid gap-5">
        <legend className="mb-4 font-serif text-l font-semibold">{t("you")}</legend>
        <NameField problem={problem("name")} />
        <TextField
          label={t("email")}
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          problem={problem("email")}
        />
        <NewPasswordField problem={problem("password")} />
      </fieldset>
      <fieldset className="grid gap-5">
        <legend className="mb-4 font-serif text-l font-semibold">{t("workshop")}</legend>
        <TextField label={t("nameZh")} name="zh" lang="zh-CN" maxLength={100} problem={problem("zh")} />
        <TextField
          label={t("nameEn")}
          hint={t("namesHint")}
          name="en"
          lang="en"
          maxLength={100}
          problem={problem("en")}
        />
      </fieldset>
      <div>
        <Button type="submit" look="primary" disabled={isPending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  )
}
