"use client"
import { signIn } from "next-auth/react"
import { useTranslations } from "next-intl"
import { type FormEvent, useRef, useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"

/** E-mail and password. `next` is a path of ours to go to afterwards. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("auth.signIn")
  const [problem, setProblem] = useState<string>()
  const [isPending, setPending] = useState(false)
  const password = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setPending(true)
    setProblem(undefined)
    const given = { email: String(form.get("email")), password: String(form.get("password")) }
    const answer = await signIn("credentials", { ...given, redirect: false }).catch(() => undefined)
    // A whole new page: nothing of what was loaded for nobody stays.
    if (answer?.ok && !answer.error) return location.assign(next)
    const seconds = /^throttled:(\d+)$/.exec(answer?.error ?? "")?.[1]
    setProblem(seconds ? t("throttled", { seconds: Number(seconds) }) : answer?.error ? t("failed") : t("unreachable"))
    setPending(false)
    password.current?.focus()
    password.current?.select()
  }

  return (
    <form method="post" onSubmit={submit} className="grid gap-5">
      {problem && (
        <Notice tone="seal" role="alert">
          {problem}
        </Notice>
      )}
      <TextField
        label={t("email")}
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus
        maxLength={254}
      />
      <TextField
        ref={password}
        label={t("password")}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      <div>
        <Button type="submit" look="primary" disabled={isPending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  )
}
