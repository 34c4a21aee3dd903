"use client"
import { Popover } from "@base-ui/react/popover"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { jumpTo } from "#components/editor/jump.ts"
import { useLackText } from "#components/editor/lack-text.ts"
import { inLanguage } from "#components/sections/names.ts"
import type { Language } from "#lib/document/content.ts"
import type { Lack, SectionOutline } from "#lib/document/kinds/kind.ts"

/** Everything that stands against submitting, or (warnings) only should be looked at; each entry leads to its place. */
export function MissingList({
  level = "error",
  lacks,
  outline,
  language,
  onGo,
}: {
  level?: Lack["level"]
  lacks: Lack[]
  outline: SectionOutline[]
  language: Language
  onGo?: (() => void) | undefined
}) {
  const t = useTranslations("editor.missing")
  const say = useLackText()
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        data-testid={level === "error" ? "missing" : "warnings"}
        className="block text-start text-ink-3 underline decoration-dotted underline-offset-3 hover:text-ink"
      >
        {t(level === "error" ? "count" : "warnings", { count: lacks.length })}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="start" className="z-50">
          <Popover.Popup className="max-h-[70dvh] w-88 max-w-[calc(100vw-2rem)] overflow-y-auto rounded-lg border border-line bg-sheet p-4 text-s shadow-card outline-none">
            <div className="mb-2 flex items-baseline justify-between gap-4">
              <Popover.Title className="font-semibold">
                {t(level === "error" ? "title" : "warningsTitle")}
              </Popover.Title>
              {level === "error" && <span className="text-xs text-ink-3">{t("keys")}</span>}
            </div>
            <ul className="grid gap-3">
              {outline.map((section, index) => {
                const mine = lacks.filter((lack) => lack.section === section.key)
                if (mine.length === 0) return null
                return (
                  <li key={section.key}>
                    <div className="text-ink-2">
                      <span className="tabular me-2 text-ink-3">{index + 1}</span>
                      {inLanguage(section.heading, language)}
                    </div>
                    <ul>
                      {mine.map((lack, at) => (
                        <li key={at}>
                          <button
                            type="button"
                            className="w-full rounded-(--radius) px-1.5 py-0.5 text-start text-warn hover:bg-warn-soft"
                            onClick={() => {
                              setOpen(false)
                              onGo?.()
                              requestAnimationFrame(() => jumpTo(lack))
                            }}
                          >
                            {say(lack, section)}
                          </button>
                        </li>
                      ))}
                    </ul>
                  </li>
                )
              })}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
