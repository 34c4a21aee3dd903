"use client"
import { ArrowDown, ArrowUp, Languages, MessageSquare, Trash2 } from "lucide-react"
import { useTranslations } from "next-intl"
import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { AddSection } from "#components/editor/add-section.tsx"
import type { NewSection } from "#components/editor/brief-actions.ts"
import { unfold } from "#components/editor/jump.ts"
import { useKeepFocus } from "#components/editor/keep-focus.ts"
import type { PersonHere } from "#components/editor/live-brief.ts"
import { MissingList } from "#components/editor/missing-list.tsx"
import { moveShortcut } from "#components/editor/shortcut.ts"
import { inLanguage } from "#components/sections/names.ts"
import { OwnerMarks } from "#components/sections/owner-marks.tsx"
import { announce } from "#components/ui/announce.ts"
import { Avatar } from "#components/ui/avatar.tsx"
import { classes } from "#components/ui/classes.ts"
import { dragInList } from "#components/ui/drag-in-list.ts"
import { HandleMenu } from "#components/ui/handle-menu.tsx"
import { MenuItem, MenuSeparator } from "#components/ui/menu.tsx"
import type { SectionFacts } from "#lib/briefs/access.ts"
import { progressOf, type SectionState } from "#lib/document/completeness.ts"
import type { Language } from "#lib/document/content.ts"
import type { Lack, SectionOutline } from "#lib/document/kinds/kind.ts"
import type { Result } from "#lib/result.ts"

/** What can be done to the outline, for whoever may. */
export interface Arranging {
  /** Sections of the template that the brief does not have. */
  offered: SectionOutline[]
  move(section: string, after: string | null): Promise<void>
  add(section: NewSection, after: string | null): Promise<Result<unknown>>
  remove(section: string): Promise<void>
}

interface Props {
  outline: SectionOutline[]
  language: Language
  current: string | null
  states: Record<string, SectionState>
  people: PersonHere[]
  sections: Record<string, SectionFacts>
  lacks: Lack[]
  /** Open threads by section. */
  openThreads: Record<string, number>
  arranging?: Arranging | undefined
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
export function Outline(props: Props) {
  const { outline, language, current, states, people, sections, lacks, warnings, stale } = props
  const { openThreads, arranging, onGo } = props
  const t = useTranslations("editor")
  const list = useRef<HTMLOListElement>(null)
  const { ready, total } = progressOf(outline, states, lacks)
  const errors = lacks.filter((lack) => lack.level === "error")
  const order = useOrder(outline, arranging)
  const heading = (section: SectionOutline) => inLanguage(section.heading, language)

  const moveTo = (key: string, after: string | null) => {
    const to = order.move(key, after)
    const section = outline.find((one) => one.key === key)
    if (to && section) announce(t("row.moved", { row: heading(section), number: to, total: outline.length }))
  }
  const step = (index: number, direction: 1 | -1) => {
    const [section, to] = [order.shown[index], index + direction]
    if (!section || to < 0 || to >= order.shown.length) return
    moveTo(section.key, order.shown[direction > 0 ? to : to - 1]?.key ?? null)
  }
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const key = (event.target as HTMLElement).closest<HTMLElement>("[data-section-item]")?.dataset.sectionItem
    const index = order.shown.findIndex((one) => one.key === key)
    const isMove = event.altKey && event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown")
    if (!arranging || index < 0 || !isMove) return
    event.preventDefault()
    event.stopPropagation()
    step(index, event.key === "ArrowUp" ? -1 : 1)
  }

  return (
    <div className="grid gap-5 text-s">
      <div className="flex items-center gap-3">
        <Ring share={total ? ready / total : 0} />
        <div>
          <b className="tabular block font-semibold" data-testid="completeness">
            {t("complete", { ready, total })}
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
      {/* biome-ignore lint/a11y/noNoninteractiveElementInteractions: keys that its links and handles share */}
      <ol ref={list} className="grid" onKeyDownCapture={onKey}>
        {order.shown.map((section, index) => {
          const here = people.filter((person) => person.section === section.key)
          const state = states[section.key] ?? "empty"
          const threads = openThreads[section.key] ?? 0
          return (
            <li key={section.key} data-section-item={section.key} className="outline-item">
              <a
                href={`#${section.key}`}
                data-outline={section.key}
                aria-current={current === section.key ? "true" : undefined}
                onClick={() => {
                  unfold(document.getElementById(section.key))
                  onGo?.()
                }}
                className={classes(
                  "flex items-baseline gap-2.5 rounded-(--radius) px-2.5 py-1.5 hover:bg-sunken",
                  current === section.key
                    ? "bg-accent-soft font-medium text-accent hover:bg-accent-soft"
                    : "text-ink-2",
                )}
              >
                <span className="tabular w-[1.4em] shrink-0 text-end font-normal text-ink-3">{index + 1}</span>
                <span className="min-w-0">{heading(section)}</span>
                <span className="ms-auto flex shrink-0 items-center gap-1 self-center">
                  {(stale[section.key]?.length ?? 0) > 0 && (
                    <Languages role="img" aria-label={t("stale.mark")} data-stale="" size={13} className="text-warn" />
                  )}
                  {threads > 0 && (
                    <span
                      role="img"
                      aria-label={t("row.threads", { count: threads })}
                      title={t("row.threads", { count: threads })}
                      data-testid="section-threads"
                      className="tabular inline-flex items-center gap-0.5 text-xs font-normal text-ink-3"
                    >
                      <MessageSquare aria-hidden size={11} />
                      {threads}
                    </span>
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
              {arranging && (
                <HandleMenu
                  label={t("arrange.menu", { section: heading(section) })}
                  align="start"
                  onDrag={(press) => list.current && dragInList(press, list.current, "section-item", moveTo)}
                >
                  <MenuItem onSelect={() => step(index, -1)} disabled={index === 0} keys={moveShortcut("↑")}>
                    <ArrowUp aria-hidden size={14} /> {t("row.up")}
                  </MenuItem>
                  <MenuItem
                    onSelect={() => step(index, 1)}
                    disabled={index === outline.length - 1}
                    keys={moveShortcut("↓")}
                  >
                    <ArrowDown aria-hidden size={14} /> {t("row.down")}
                  </MenuItem>
                  {!section.required && (
                    <>
                      <MenuSeparator />
                      <MenuItem onSelect={() => void arranging.remove(section.key)}>
                        <Trash2 aria-hidden size={14} /> {t("arrange.remove")}
                      </MenuItem>
                    </>
                  )}
                </HandleMenu>
              )}
            </li>
          )
        })}
      </ol>
      {arranging && (
        <AddSection
          outline={outline}
          offered={arranging.offered}
          language={language}
          current={current}
          add={arranging.add}
        />
      )}
    </div>
  )
}

/** The order that is shown: what one has just moved stands there at once, until the server's word is here. */
function useOrder(outline: SectionOutline[], arranging: Arranging | undefined) {
  const [shown, setShown] = useState(outline)
  useEffect(() => setShown(outline), [outline])
  useKeepFocus(shown.map(({ key }) => key).join())
  /** Its new number, if it moved. */
  const move = (key: string, after: string | null): number | undefined => {
    const section = shown.find((one) => one.key === key)
    const rest = shown.filter((one) => one.key !== key)
    const at = after === null ? 0 : rest.findIndex((one) => one.key === after) + 1
    if (!section || !arranging || shown.indexOf(section) === at) return undefined
    setShown(rest.toSpliced(at, 0, section))
    void arranging.move(key, after).catch(() => setShown(outline))
    return at + 1
  }
  return { shown, move }
}

function Ring({ share }: { share: number }) {
  const length = 2 * Math.PI * 18
  return (
    <svg width="44" height="44" viewBox="0 0 44 44" aria-hidden="true" className="shrink-0" data-share={share}>
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
