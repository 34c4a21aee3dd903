import Link from "next/link"
import { getTranslations } from "next-intl/server"
import { Wordmark } from "#components/shell/wordmark.tsx"
import { buttonClass } from "#components/ui/button.tsx"

export default async function NotFound() {
  const t = await getTranslations("shell.notFound")
  return (
    <main className="mx-auto grid min-h-dvh max-w-[34rem] content-center gap-5 px-6">
      <Wordmark />
      <h1 className="font-serif text-2xl font-semibold">{t("title")}</h1>
      <p className="text-ink-2">{t("text")}</p>
      <p>
        <Link href="/" className={buttonClass("quiet")}>
          {t("back")}
        </Link>
      </p>
    </main>
  )
}
