"use client"
import { Download, Ellipsis, GitCompare, History } from "lucide-react"
import Link from "next/link"
import { useTranslations } from "next-intl"
import type { DecisionKind } from "#components/editor/brief-actions.ts"
import type { BriefPageProps } from "#components/editor/brief-page.tsx"
import { ConfirmButton } from "#components/editor/confirm-button.tsx"
import { DecidePanel } from "#components/editor/decide-panel.tsx"
import type { LiveBrief, PersonHere } from "#components/editor/live-brief.ts"
import { PeopleHere } from "#components/editor/people-here.tsx"
import { SaveBadge } from "#components/editor/save-badge.tsx"
import { useSignal } from "#components/editor/signal.ts"
import { SubmitButton } from "#components/editor/submit-button.tsx"
import { inLanguage } from "#components/sections/names.ts"
import { Header } from "#components/shell/header.tsx"
import { buttonClass } from "#components/ui/button.tsx"
import { Menu, MenuItem } from "#components/ui/menu.tsx"
import type { Language } from "#lib/document/content.ts"
import type { Lack } from "#lib/document/kinds/kind.ts"
import { can } from "#lib/policy.ts"

interface Props extends BriefPageProps {
  language: Language
  live: LiveBrief | null
  people: PersonHere[]
  lacks: Lack[]
  openThreads: number
  onMoved(message?: string): void
}

/** Above the paper: where one is, whether it is saved, who is here, and the one thing to do now. */
export function BriefHeader(props: Props) {
  const { brief, workshop, person, language, live, people } = props
  const t = useTranslations("editor")
  const base = `/briefs/${brief.id}`
  return (
    <Header
      person={person}
      crumbs={[
        { label: inLanguage(workshop.names, language), href: `/workshops/${workshop.id}` },
        { label: inLanguage(brief.title, language) },
      ]}
    >
      {live && <SaveBadge live={live} mayWrite={can({ role: props.role, state: brief.state }, "brief.write")} />}
      <PeopleHere people={people} />
      <Link href={`${base}/versions`} className={`${buttonClass("quiet")} max-lg:hidden`}>
        <History aria-hidden size={15} /> {t("versions")}
      </Link>
      <a href={`/api/v1/briefs/${brief.id}/export?format=pdf`} className={`${buttonClass("quiet")} max-lg:hidden`}>
        <Download aria-hidden size={15} /> {t("pdf")}
      </a>
      <Menu
        label={t("moreActions")}
        trigger={
          <button type="button" className={`${buttonClass("plain")} px-2 lg:hidden`}>
            <Ellipsis aria-hidden size={18} />
          </button>
        }
      >
        <MenuItem render={<Link href={`${base}/versions`} />}>
          <History aria-hidden size={15} /> {t("versions")}
        </MenuItem>
        <MenuItem render={<Link href={`${base}/compare`} />}>
          <GitCompare aria-hidden size={15} /> {t("compare")}
        </MenuItem>
        <MenuItem render={<a href={`/api/v1/briefs/${brief.id}/export?format=pdf`}>{t("pdf")}</a>}>
          <Download aria-hidden size={15} /> {t("pdf")}
        </MenuItem>
      </Menu>
      {live && <PrimaryAction {...props} live={live} />}
    </Header>
  )
}

/** By state and right: submit, decide, withdraw, reopen; or nothing. */
function PrimaryAction({
  brief,
  role,
  latest,
  openThreads,
  actions,
  lacks,
  language,
  live,
  onMoved,
}: Props & { live: LiveBrief }) {
  const t = useTranslations("editor")
  const save = useSignal(live.save)
  const access = { role, state: brief.state }
  if (can(access, "brief.submit"))
    return (
      <SubmitButton
        lacks={lacks}
        outline={brief.outline}
        language={language}
        isSaved={save.state === "saved"}
        submit={() => actions.submit({ briefId: brief.id })}
        onDone={() => onMoved(t("submit.done"))}
      />
    )
  if (brief.state === "in_review" && latest) {
    const decider = { ...access, isOwnWork: latest.isOwnWork }
    const may = (["pass", "request_changes", "approve"] as DecisionKind[]).filter((kind) =>
      can(decider, `version.${kind}`),
    )
    if (may.length > 0)
      return (
        <DecidePanel
          version={latest}
          openThreads={openThreads}
          may={may}
          decide={(decision, sha256, note) => actions.decide({ versionId: latest.id, decision, sha256, note })}
          onDone={() => onMoved(t("decide.done"))}
        />
      )
  }
  if (can(access, "brief.withdraw"))
    return (
      <ConfirmButton
        testId="withdraw"
        label={t("withdraw.action")}
        title={t("withdraw.title")}
        what={t("withdraw.what")}
        run={() => actions.withdraw({ briefId: brief.id })}
        onDone={() => onMoved()}
      />
    )
  if (can(access, "brief.reopen"))
    return (
      <ConfirmButton
        testId="reopen"
        label={t("reopen.action")}
        title={t("reopen.title")}
        what={t("reopen.what")}
        run={() => actions.reopenBrief({ briefId: brief.id })}
        onDone={() => onMoved()}
      />
    )
  return null
}
