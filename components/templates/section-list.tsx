"use client"
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Copy, Ellipsis, GripVertical, Plus, Trash2 } from "lucide-react"
import { useLocale, useTranslations } from "next-intl"
import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { type EditedSection, freeKey, moved, newSection } from "#components/templates/change.ts"
import { SectionFields } from "#components/templates/section-fields.tsx"
import { announce } from "#components/ui/announce.ts"
import { Button, buttonClass } from "#components/ui/button.tsx"
import { dragInList } from "#components/ui/drag-in-list.ts"
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx"
import { inLocale } from "#components/ui/text.ts"
import { isKind, kindOf } from "#lib/document/kinds/registry.ts"

interface Props {
  sections: EditedSection[]
  change: (sections: EditedSection[]) => void
  /** What is wrong at "sections.2.heading.zh", if it is to be said already. */
  problem: (place: string) => string | undefined
  leave: (place: string) => void
  /** How many things are wrong below a place, said or not. */
  count: (place: string) => number
}

/** The sections in their order: opened one by one, moved by hand or by key, doubled, taken out and brought back. */
export function SectionList({ sections, change, problem, leave, count }: Props) {
  const t = useTranslations("templates")
  const locale = useLocale()
  const list = useRef<HTMLOListElement>(null)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [removed, setRemoved] = useState<{ section: EditedSection; at: number }>()
  const focus = useRef<string>(undefined)
  const name = ({ heading }: EditedSection) => inLocale(heading, locale) || t("untitled")

  // A section that moved or is new keeps the keyboard.
  useEffect(() => {
    const key = focus.current
    focus.current = undefined
    if (key && sections.length > 0)
      list.current?.querySelector<HTMLElement>(`[data-section-item="${key}"] [data-opens]`)?.focus()
  }, [sections])

  const toggle = (key: string, isOpen = !open.has(key)) => {
    const next = new Set(open)
    if (isOpen) next.add(key)
    else next.delete(key)
    setOpen(next)
  }
  const move = (key: string, after: string | null) => {
    const next = moved(sections, key, after)
    const at = next.findIndex((one) => one.key === key)
    const section = next[at]
    if (!section || sections[at]?.key === key) return
    if (!list.current?.querySelector(`[data-section-item="${key}"]`)?.contains(document.activeElement))
      focus.current = key
    change(next)
    announce(t("moved", { heading: name(section), number: at + 1, total: next.length }))
  }
  const step = (index: number, direction: 1 | -1) => {
    const [section, to] = [sections[index], index + direction]
    if (!section || to < 0 || to >= sections.length) return
    move(section.key, sections[direction > 0 ? to : to - 1]?.key ?? null)
  }
  const insert = (section: EditedSection, at: number) => {
    focus.current = section.key
    toggle(section.key, true)
    change(sections.toSpliced(at, 0, section))
  }
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (!event.altKey || !event.shiftKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return
    const key = (event.target as HTMLElement).closest<HTMLElement>("[data-section-item]")?.dataset.sectionItem
    event.preventDefault()
    step(
      sections.findIndex((one) => one.key === key),
      event.key === "ArrowUp" ? -1 : 1,
    )
  }

  return (
    <div className="grid gap-3">
      {/* biome-ignore lint/a11y/noNoninteractiveElementInteractions: keys that all its controls share */}
      <ol ref={list} className="border-t border-line" onKeyDown={onKey}>
        {sections.map((section, index) => {
          const isOpen = open.has(section.key)
          const number = index + 1
          const wrong = count(`sections.${index}`)
          const Arrow = isOpen ? ChevronDown : ChevronRight
          return (
            <li
              key={section.key}
              data-section-item={section.key}
              className="border-b border-line data-dragged:bg-accent-soft data-[drop=after]:border-b-accent data-[drop=before]:border-t-2 data-[drop=before]:border-t-accent"
            >
              <div className="flex items-center gap-1">
                <span
                  aria-hidden
                  title={t("drag")}
                  onPointerDown={(press) => list.current && dragInList(press, list.current, "section-item", move)}
                  className="cursor-grab touch-none px-1 py-3 text-ink-3 hover:text-ink"
                >
                  <GripVertical size={14} />
                </span>
                <button
                  type="button"
                  data-opens
                  aria-expanded={isOpen}
                  aria-label={t(isOpen ? "close" : "open", { number, heading: name(section) })}
                  onClick={() => toggle(section.key)}
                  className="flex min-w-0 grow items-baseline gap-2 rounded-(--radius) px-1.5 py-2.5 text-start hover:bg-sunken"
                >
                  <span className="w-5 shrink-0 text-end text-ink-3 tabular">{number}</span>
                  <span className="min-w-0 truncate font-medium">{name(section)}</span>
                  <span className="text-xs text-ink-3 max-sm:hidden">
                    {isKind(section.kind) ? inLocale(kindOf(section.kind).names, locale) : section.kind}
                  </span>
                  <span className="ms-auto flex shrink-0 items-baseline gap-2 text-xs text-ink-3">
                    {!section.required && <span>{t("optional")}</span>}
                    {wrong > 0 && <span className="text-seal">{t("toMend", { count: wrong })}</span>}
                    <Arrow aria-hidden size={14} className="self-center" />
                  </span>
                </button>
                <Menu
                  label={t("sectionMenu", { number })}
                  trigger={
                    <button type="button" className={`${buttonClass("plain", "s")} px-1.5`}>
                      <Ellipsis aria-hidden size={16} />
                    </button>
                  }
                >
                  <MenuItem onSelect={() => step(index, -1)} disabled={index === 0}>
                    <ArrowUp aria-hidden size={14} /> {t("up")}
                  </MenuItem>
                  <MenuItem onSelect={() => step(index, 1)} disabled={number === sections.length}>
                    <ArrowDown aria-hidden size={14} /> {t("down")}
                  </MenuItem>
                  <MenuItem
                    onSelect={() => insert({ ...section, key: freeKey(sections, section.key) }, number)}
                    disabled={sections.length >= 60}
                  >
                    <Copy aria-hidden size={14} /> {t("duplicate")}
                  </MenuItem>
                  <MenuSeparator />
                  <MenuItem
                    onSelect={() => {
                      setRemoved({ section, at: index })
                      change(sections.toSpliced(index, 1))
                    }}
                  >
                    <Trash2 aria-hidden size={14} /> {t("remove")}
                  </MenuItem>
                </Menu>
              </div>
              {isOpen && (
                <div className="ps-2 pt-3 sm:ps-9">
                  <SectionFields
                    section={section}
                    change={(next) => change(sections.with(index, next))}
                    problem={(place) => problem(`sections.${index}.${place}`)}
                    leave={(place) => leave(`${section.key}.${place}`)}
                  />
                </div>
              )}
            </li>
          )
        })}
      </ol>
      {problem("sections") && (
        <p role="alert" className="text-s text-seal">
          {problem("sections")}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => insert(newSection(sections), sections.length)} disabled={sections.length >= 60}>
          <Plus aria-hidden size={14} /> {t("addSection")}
        </Button>
        {removed && (
          <span role="status" className="flex items-center gap-2 text-s text-ink-2">
            {t("removed", { heading: name(removed.section) })}
            <Button
              look="plain"
              size="s"
              onClick={() => {
                insert(removed.section, Math.min(removed.at, sections.length))
                setRemoved(undefined)
              }}
            >
              {t("undo")}
            </Button>
          </span>
        )}
        <span className="text-xs text-ink-3 max-sm:hidden">{t("keys")}</span>
      </div>
    </div>
  )
}
