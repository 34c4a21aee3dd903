"use client"
import { useTranslations } from "next-intl"
import { Wordmark } from "#components/shell/wordmark.tsx"
import { Button } from "#components/ui/button.tsx"

/** A bug, said as one: with a number that stands in the log too. */
export default function Failure({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("shell.failure")
  return (
    <main className="mx-auto grid min-h-dvh max-w-[34rem] content-center gap-5 px-6">
      <Wordmark />
      <h1 className="font-serif text-2xl font-semibold">{t("title")}</h1>
      <p className="text-ink-2">{t("text", { id: error.digest ?? "—" })}</p>
      <p>
        <Button look="primary" onClick={reset}>
          {t("again")}
        </Button>
      </p>
    </main>
  )
}
