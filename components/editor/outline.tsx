"use client"
import { Languages } from "lucide-react"
import { useTranslations } from "next-intl"
import type { PersonHere } from "#components/editor/live-brief.ts"
import { MissingList } from "#components/editor/missing-list.tsx"
import { inLanguage } from "#components/sections/names.ts"
import { OwnerMarks } from "#components/sections/owner-marks.tsx"
import { Avatar } from "#components/ui/avatar.tsx"
import { classes } from "#components/ui/classes.ts"
import type { SectionFacts } from "#lib/briefs/access.ts"
import type { Language } from "#lib/document/content.ts"
import type { Lack, SectionOutline } from "#lib/document/kinds/kind.ts"

export type SectionState = "empty" | "drafting" | "ready"

interface Props {
  outline: SectionOutline[]
  language: Language
  current: string | null
  states: Record<string, SectionState>
  people: PersonHere[]
  sections: Record<string, SectionFacts>
  lacks: Lack[]
  /** What does not stop a submission and should be looked at. */
  warnings: Lack[]
  /** By section: texts of which one side has been left behind. */
  stale: Record<string, readonly unknown[]>
  onGo?(): void
}

const dots: Record<SectionState, string> = {
  ready: "border-ok bg-ok",
  drafting: "border-warn bg-[linear-gradient(90deg,var(--warn)_50%,transparent_50%)]",
  empty: "border-line-strong",
}

/** The sections with how far each is and who is in it, and how far the whole is. */
export function Outline({ outline, language, current, states, people, sections, lacks, warnings, stale, onGo }: Props) {
  const t = useTranslations("editor")
  const ready = outline.filter((section) => states[section.key] === "ready").length
  const errors = lacks.filter((lack) => lack.level === "error")
  return (
    <div className="grid gap-5 text-s">
      <div className="flex items-center gap-3">
        <Ring share={outline.length ? ready / outline.length : 0} />
        <div>
          <b className="tabular block font-semibold" data-testid="completeness">
            {t("complete", { ready, total: outline.length })}
          </b>
          {errors.length > 0 ? (
            <MissingList lacks={errors} outline={outline} language={language} onGo={onGo} />
          ) : (
            <span className="text-ink-3">{t("missing.nothing")}</span>
          )}
          {warnings.length > 0 && (
            <MissingList level="warning" lacks={warnings} outline={outline} language={language} onGo={onGo} />
          )}
        </div>
      </div>
      <ol className="grid">
        {outline.map((section, index) => {
          const here = people.filter((person) => person.section === section.key)
          const state = states[section.key] ?? "empty"
          return (
            <li key={section.key}>
              <a
                href={`#${section.key}`}
                data-outline={section.key}
                aria-current={current === section.key ? "true" : undefined}
                onClick={onGo}
                className={classes(
                  "flex items-baseline gap-2.5 rounded-(--radius) px-2.5 py-1.5 hover:bg-sunken",
                  current === section.key
                    ? "bg-accent-soft font-medium text-accent hover:bg-accent-soft"
                    : "text-ink-2",
                )}
              >
                <span className="tabular w-[1.4em] shrink-0 text-end font-normal text-ink-3">{index + 1}</span>
                <span className="min-w-0">{inLanguage(section.heading, language)}</span>
                <span className="ms-auto flex shrink-0 items-center gap-1 self-center">
                  {(stale[section.key]?.length ?? 0) > 0 && (
                    <Languages role="img" aria-label={t("stale.mark")} data-stale="" size={13} className="text-warn" />
                  )}
                  <OwnerMarks owners={sections[section.key]?.owners ?? []} />
                  {here.map((person) => (
                    <Avatar key={person.id} id={person.id} name={person.name} size={18} />
                  ))}
                  <span
                    role="img"
                    aria-label={t(`sectionState.${state}`)}
                    title={t(`sectionState.${state}`)}
                    data-status={state}
                    className={classes("size-2 rounded-full border-[1.5px]", dots[state])}
                  />
                </span>
              </a>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function Ring({ share }: { share: number }) {
  const length = 2 * Math.PI * 18
  return (
    <svg width="44" height="44" viewBox="0 0 44 44" aria-hidden="true" className="shrink-0">
      <circle cx="22" cy="22" r="18" fill="none" stroke="var(--line)" strokeWidth="4" />
      {share > 0 && (
        <circle
          cx="22"
          cy="22"
          r="18"
          fill="none"
          stroke={share === 1 ? "var(--ok)" : "var(--accent)"}
          strokeWidth="4"
          strokeDasharray={`${share * length} ${length}`}
          strokeLinecap="round"
          transform="rotate(-90 22 22)"
        />
      )}
    </svg>
  )
}
