import type { Metadata } from "next"
import { getLocale } from "next-intl/server"
import { cache, Suspense } from "react"
import { BriefPage } from "#components/editor/brief-page.tsx"
import { Coming } from "#components/editor/coming.tsx"
import { inLocale } from "#components/ui/text.ts"
import { accessToBrief } from "#lib/briefs/access.ts"
import { restingAlignments } from "#lib/briefs/alignment.ts"
import { readLive } from "#lib/briefs/content.ts"
import { lastMoved } from "#lib/briefs/edited.ts"
import { newerTemplate } from "#lib/briefs/follow-template.ts"
import { templateSections } from "#lib/briefs/outline.ts"
import { listThreads } from "#lib/comments/list.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import { listMembers } from "#lib/members/list.ts"
import { namesOf } from "#lib/registers/names.ts"
import { termsOf } from "#lib/registers/terms.ts"
import { listVersions, readVersion } from "#lib/versions/read.ts"
import { orNotFound } from "#lib/web/page.ts"
import { requirePerson } from "#lib/web/session.ts"
import * as actions from "./actions.ts"

interface Props {
  params: Promise<{ briefId: string }>
}

const briefOf = cache((who: string, briefId: string) => orNotFound(accessToBrief(who, briefId)))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { briefId } = await params
  const person = await requirePerson(`/briefs/${briefId}`)
  const { brief } = await briefOf(person.id, briefId)
  return { title: inLocale(brief.title, await getLocale()) }
}

/** Whether there is a page at all is known before anything is sent: what is not to be seen answers 404. */
export default async function Page({ params }: Props) {
  const { briefId } = await params
  const person = await requirePerson(`/briefs/${briefId}`)
  await briefOf(person.id, briefId)
  return (
    <Suspense fallback={<Coming />}>
      <Paper briefId={briefId} />
    </Suspense>
  )
}

async function Paper({ briefId }: { briefId: string }) {
  const person = await requirePerson(`/briefs/${briefId}`)
  const { brief, access, sections } = await briefOf(person.id, briefId)
  const [{ workshop }, live, threads, members, names, versions, offered, moved, terms, newer] = await Promise.all([
    accessToWorkshop(person.id, brief.workshopId),
    readLive(person.id, briefId),
    listThreads(person.id, briefId),
    listMembers(person.id, { workshopId: brief.workshopId }),
    namesOf(person.id, brief.workshopId),
    listVersions(person.id, briefId),
    templateSections(briefId),
    lastMoved([briefId]),
    termsOf(person.id, brief.workshopId),
    newerTemplate(person.id, briefId),
  ])
  const alignments = await restingAlignments(brief, live.content, moved.get(briefId) ?? new Date())
  const version = versions[0] ? await readVersion(person.id, versions[0].id) : null
  return (
    <BriefPage
      brief={brief}
      workshop={{ id: workshop.id, names: workshop.names }}
      person={{ id: person.id, name: person.name, email: person.email }}
      role={access.role}
      isLead={access.isLead}
      sections={sections}
      offered={offered.filter(({ key }) => !sections[key])}
      newer={newer}
      members={members.map(({ id, name, role }) => ({ id, name, role }))}
      names={names}
      content={live.content}
      alignments={alignments}
      terms={terms.map(({ definition: _, ...term }) => term)}
      threads={threads}
      latest={
        version && {
          id: version.id,
          number: version.number,
          sha256: version.sha256,
          state: version.clearance.state,
          isOwnWork: version.isOwnWork,
          decisions: version.clearance.decisions.map(({ id, person: by, role, kind, note, at }) => ({
            id,
            person: by,
            role,
            kind,
            note,
            at,
          })),
        }
      }
      actions={{
        submit: actions.submitAction,
        withdraw: actions.withdrawAction,
        reopenBrief: actions.reopenBriefAction,
        addLanguage: actions.addLanguageAction,
        rename: actions.renameAction,
        assign: actions.assignAction,
        moveSection: actions.moveSectionAction,
        addSection: actions.addSectionAction,
        removeSection: actions.removeSectionAction,
        previewTemplate: actions.previewTemplateAction,
        followTemplate: actions.followTemplateAction,
        repair: actions.repairAction,
        bringInLine: actions.bringInLineAction,
        decide: actions.decideAction,
        list: actions.listThreadsAction,
        open: actions.openThreadAction,
        reply: actions.replyAction,
        resolve: actions.resolveThreadAction,
        reopen: actions.reopenThreadAction,
      }}
    />
  )
}
