import { useTranslations } from "next-intl"
import { TextField } from "#components/ui/field.tsx"

/** The name as others will see it. */
export function NameField({ problem }: { problem?: string }) {
  const t = useTranslations("auth.welcome")
  return (
    <TextField
      label={t("name")}
      hint={t("nameHint")}
      name="name"
      autoComplete="name"
      required
      maxLength={100}
      problem={problem}
    />
  )
}

/** A password that is chosen for the first time. */
export function NewPasswordField({ problem }: { problem?: string }) {
  const t = useTranslations("auth.welcome")
  return (
    <TextField
      label={t("password")}
      hint={t("passwordHint")}
      name="password"
      type="password"
      autoComplete="new-password"
      required
      problem={problem}
    />
  )
}
