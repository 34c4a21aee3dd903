import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { getTranslations } from "next-intl/server"
import { WelcomeForm } from "#components/members/welcome-form.tsx"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { isUnclaimed } from "#lib/members/first-use.ts"
import { claimAction } from "./actions.ts"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.welcome"))("title") }
}

export default async function WelcomePage() {
  if (!(await isUnclaimed())) redirect("/")
  const t = await getTranslations("auth.welcome")
  return (
    <>
      <Header person={null} />
      <Page title={t("title")} lead={t("lead")} narrow>
        <WelcomeForm claim={claimAction} />
      </Page>
    </>
  )
}
