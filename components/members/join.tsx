"use client"
import { signIn } from "next-auth/react"
import { useLocale, useTranslations } from "next-intl"
import { NameField, NewPasswordField } from "#components/members/new-person-fields.tsx"
import { useSignOut } from "#components/shell/sign-out.tsx"
import { Button } from "#components/ui/button.tsx"
import { TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import type { Result } from "#lib/result.ts"

type Answer = Promise<Result<{ workshopId: string }>>
const enter = ({ workshopId }: { workshopId: string }) => location.assign(`/workshops/${workshopId}`)

/** Somebody who is signed in with the invited address joins by one press. */
export function Join({ token, name, join }: { token: string; name: string; join: (input: unknown) => Answer }) {
  const t = useTranslations("auth.invitation")
  const { onSubmit, isPending, problem } = useSubmission(() => join({ token }), enter)
  const general = problem()
  return (
    <form method="post" onSubmit={onSubmit} className="grid justify-items-start gap-4">
      {general && (
        <Notice tone="seal" role="alert">
          {general}
        </Notice>
      )}
      <p className="text-s text-ink-3">{t("joinAs", { name })}</p>
      <Button type="submit" look="primary" disabled={isPending}>
        {t("join")}
      </Button>
    </form>
  )
}

/** Somebody without an account makes one for the invited address, and is in. */
export function JoinAsNew({ token, email, join }: { token: string; email: string; join: (input: unknown) => Answer }) {
  const t = useTranslations("auth.invitation")
  const welcome = useTranslations("auth.welcome")
  const locale = useLocale()
  const run = async (form: FormData) => {
    const password = String(form.get("password"))
    const result = await join({ token, locale, password, name: String(form.get("name")) })
    if (result.ok) await signIn("credentials", { email, password, redirect: false })
    return result
  }
  const { onSubmit, isPending, problem } = useSubmission(run, enter)
  const general = problem()
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-5 border-t border-line pt-6">
      <h2 className="font-serif text-l font-semibold">{t("newAccount")}</h2>
      {general && (
        <Notice tone="seal" role="alert">
          {general}
        </Notice>
      )}
      <TextField label={welcome("email")} name="email" type="email" autoComplete="username" value={email} readOnly />
      <NameField problem={problem("name")} />
      <NewPasswordField problem={problem("password")} />
      <div>
        <Button type="submit" look="primary" disabled={isPending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  )
}

/** The invitation is for another address than the one that is signed in. */
export function SignOut({ personId, email }: { personId: string; email: string }) {
  const t = useTranslations("auth.invitation")
  const { ask, dialog } = useSignOut(personId, () => location.pathname)
  return (
    <div className="grid justify-items-start gap-4">
      <Notice tone="warn">{t("otherEmail", { email })}</Notice>
      <Button onClick={ask}>{t("signOut")}</Button>
      {dialog}
    </div>
  )
}
