import type { Metadata } from "next"
import Link from "next/link"
import { redirect } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { SignInForm } from "#components/members/sign-in-form.tsx"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { isFirstUse, isUnclaimed } from "#lib/members/first-use.ts"
import { pathOfOurs } from "#lib/web/page.ts"
import { currentPerson } from "#lib/web/session.ts"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") }
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string; callbackUrl?: string }>
}) {
  const { next, callbackUrl } = await searchParams
  const to = pathOfOurs(next ?? callbackUrl)
  if (await currentPerson()) redirect(to)
  if (await isFirstUse()) redirect("/welcome")
  const unclaimed = await isUnclaimed()
  const t = await getTranslations("auth.signIn")
  return (
    <>
      <Header person={null} />
      <Page title={t("title")} narrow>
        <SignInForm next={to} />
        <p className="mt-8 border-t border-line pt-4 text-s text-ink-3">
          {t("noAccount")}
          {unclaimed && (
            <>
              {" "}
              {t("unclaimed")}{" "}
              <Link href="/welcome" className="text-accent underline underline-offset-4">
                {t("claim")}
              </Link>
            </>
          )}
        </p>
      </Page>
    </>
  )
}
