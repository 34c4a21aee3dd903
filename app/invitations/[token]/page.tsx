import type { Metadata } from "next"
import Link from "next/link"
import { getLocale, getTranslations } from "next-intl/server"
import { Join, JoinAsNew, SignOut } from "#components/members/join.tsx"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { buttonClass } from "#components/ui/button.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import { readInvitation } from "#lib/members/accept-invitation.ts"
import { orNotFound } from "#lib/web/page.ts"
import { currentPerson } from "#lib/web/session.ts"
import { joinAction, joinAsNewAction } from "./actions.ts"

// The address of this page is a secret: it goes to no other site.
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.invitation"))("title"), referrer: "no-referrer" }
}

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const invitation = await orNotFound(readInvitation(token))
  const person = await currentPerson()
  const t = await getTranslations("auth.invitation")
  const shell = await getTranslations("shell")
  const words = await getTranslations("words")
  const locale = await getLocale()
  const { state, names, email, role, invitedBy, hasAccount } = invitation
  return (
    <>
      <Header person={person} />
      <Page
        title={inLocale(names, locale)}
        lead={<span lang={otherLang(locale)}>{inOther(names, locale)}</span>}
        narrow
      >
        {state !== "open" ? (
          <div className="grid justify-items-start gap-5">
            <Notice tone="warn">{t(state, { name: invitedBy })}</Notice>
            <Link href={person ? "/" : "/sign-in"} className={buttonClass("quiet")}>
              {person ? shell("notFound.back") : t("toSignIn")}
            </Link>
          </div>
        ) : (
          <div className="grid gap-6">
            <div className="grid gap-1">
              <p className="text-l">{t("invites", { name: invitedBy, role: words(`role.${role}`) })}</p>
              <p className="text-ink-3">{t("for", { email })}</p>
            </div>
            {person?.email === email ? (
              <Join token={token} name={person.name} join={joinAction} />
            ) : person ? (
              <SignOut personId={person.id} email={person.email} />
            ) : hasAccount ? (
              <div className="grid justify-items-start gap-4">
                <p>{t("hasAccount")}</p>
                <Link
                  href={`/sign-in?next=${encodeURIComponent(`/invitations/${token}`)}`}
                  className={buttonClass("primary")}
                >
                  {t("signIn")}
                </Link>
              </div>
            ) : (
              <JoinAsNew token={token} email={email} join={joinAsNewAction} />
            )}
          </div>
        )}
      </Page>
    </>
  )
}
