"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { useRef } from "react"
import { Button } from "#components/ui/button.tsx"
import { TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import { useToast } from "#components/ui/toast.tsx"
import type { Result } from "#lib/result.ts"

/** The current password and the next. The e-mail is there, unseen, for password managers. */
export function PasswordForm({ email, change }: { email: string; change: (input: unknown) => Promise<Result<void>> }) {
  const t = useTranslations("profile")
  const { say } = useToast()
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const { onSubmit, isPending, problem } = useSubmission(
    (given) => change({ current: given.get("current"), next: given.get("next") }),
    () => {
      form.current?.reset()
      say(t("passwordChanged"))
      router.refresh()
    },
  )
  const general = problem()
  return (
    <form ref={form} method="post" onSubmit={onSubmit} className="grid gap-4">
      {general && (
        <Notice tone="seal" role="alert">
          {general}
        </Notice>
      )}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label={t("current")}
        name="current"
        type="password"
        autoComplete="current-password"
        required
        problem={problem("current")}
      />
      <TextField
        label={t("next")}
        hint={t("nextHint")}
        name="next"
        type="password"
        autoComplete="new-password"
        required
        problem={problem("next")}
      />
      <div>
        <Button type="submit" disabled={isPending}>
          {t("changePassword")}
        </Button>
      </div>
    </form>
  )
}
