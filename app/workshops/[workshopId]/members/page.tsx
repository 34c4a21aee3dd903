import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { Invitations } from "#components/members/invitations.tsx"
import { Invite } from "#components/members/invite.tsx"
import { KeepOnDevices } from "#components/members/keep-on-devices.tsx"
import { MemberList } from "#components/members/member-list.tsx"
import { RenameWorkshop } from "#components/members/rename-workshop.tsx"
import { Header } from "#components/shell/header.tsx"
import { Page } from "#components/shell/page.tsx"
import { inLocale, inOther, otherLang } from "#components/ui/text.ts"
import { WorkshopTabs } from "#components/workshops/tabs.tsx"
import { accessToWorkshop } from "#lib/members/access.ts"
import { listInvitations, listMembers } from "#lib/members/list.ts"
import { can } from "#lib/policy.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"
import {
  allowOfflineAction,
  changeRoleAction,
  inviteAction,
  removeMemberAction,
  renameWorkshopAction,
  revokeInvitationAction,
} from "./actions.ts"

type Props = { params: Promise<{ workshopId: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("members"))("title") }
}

export default async function MembersPage({ params }: Props) {
  const { workshopId } = await params
  const person = await requirePerson(`/workshops/${workshopId}/members`)
  const { workshop, access } = await orNotFound(accessToWorkshop(person.id, workshopId))
  const mayInvite = can(access, "member.invite")
  const members = await listMembers(person.id, { workshopId })
  const invitations = mayInvite ? await listInvitations(person.id, { workshopId }) : []
  const t = await getTranslations("members")
  const locale = await getLocale()
  const name = inLocale(workshop.names, locale)
  return (
    <>
      <Header person={person} crumbs={[{ label: name, href: `/workshops/${workshopId}` }, { label: t("title") }]} />
      <Page
        title={name}
        lead={<span lang={otherLang(locale)}>{inOther(workshop.names, locale)}</span>}
        actions={
          <>
            {can(access, "workshop.edit") && (
              <RenameWorkshop workshopId={workshopId} names={workshop.names} rename={renameWorkshopAction} />
            )}
            {mayInvite && <Invite workshopId={workshopId} invite={inviteAction} />}
          </>
        }
      >
        <WorkshopTabs workshopId={workshopId} current="members" />
        <p className="mb-6 text-s text-ink-3">{t("lead")}</p>
        <MemberList
          workshopId={workshopId}
          members={members}
          me={person.id}
          mayChange={can(access, "member.change")}
          changeRole={changeRoleAction}
          remove={removeMemberAction}
        />
        {invitations.length > 0 && (
          <Invitations workshopId={workshopId} invitations={invitations} revoke={revokeInvitationAction} />
        )}
        <KeepOnDevices
          workshopId={workshopId}
          isAllowed={workshop.offline}
          allow={can(access, "workshop.edit") ? allowOfflineAction : undefined}
        />
      </Page>
    </>
  )
}
