import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { PasswordForm } from "#components/profile/password-form.tsx"
import { PersonForm } from "#components/profile/person-form.tsx"
import { Sessions } from "#components/profile/sessions.tsx"
import { Tokens } from "#components/profile/tokens.tsx"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { listSessions } from "#lib/members/profile.ts"
import { listTokens } from "#lib/members/tokens.ts"
import { requirePerson } from "#lib/web/session.ts"
import {
  changePasswordAction,
  createTokenAction,
  endSessionAction,
  revokeTokenAction,
  updateProfileAction,
} from "./actions.ts"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("profile"))("title") }
}

export default async function ProfilePage() {
  const person = await requirePerson("/profile")
  const [sessions, tokens] = await Promise.all([listSessions(person.id), listTokens(person.id)])
  const t = await getTranslations("profile")
  const now = new Date()
  return (
    <>
      <Header person={person} crumbs={[{ label: t("title") }]} />
      <Page title={t("title")} narrow>
        <div className="grid gap-12">
          <section aria-labelledby="person" className="grid gap-5">
            <h2 id="person" className="font-serif text-xl font-semibold">
              {t("person")}
            </h2>
            <PersonForm person={person} update={updateProfileAction} />
          </section>
          <section aria-labelledby="password" className="grid gap-5">
            <div>
              <h2 id="password" className="font-serif text-xl font-semibold">
                {t("password")}
              </h2>
              <p className="text-s text-ink-3">{t("passwordLead")}</p>
            </div>
            <PasswordForm email={person.email} change={changePasswordAction} />
          </section>
          <section aria-labelledby="sessions" className="grid gap-4">
            <div>
              <h2 id="sessions" className="font-serif text-xl font-semibold">
                {t("sessions")}
              </h2>
              <p className="text-s text-ink-3">{t("sessionsLead")}</p>
            </div>
            <Sessions sessions={sessions} current={person.sessionId} now={now} end={endSessionAction} />
          </section>
          <section aria-labelledby="tokens" className="grid gap-4">
            <div>
              <h2 id="tokens" className="font-serif text-xl font-semibold">
                {t("tokens")}
              </h2>
              <p className="text-s text-ink-3">{t("tokensLead")}</p>
            </div>
            <Tokens tokens={tokens} now={now} create={createTokenAction} revoke={revokeTokenAction} />
          </section>
        </div>
      </Page>
    </>
  )
}
