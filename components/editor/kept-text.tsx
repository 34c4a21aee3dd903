"use client"
import { useTranslations } from "next-intl"
import { useEffect } from "react"
import { type Kept, sectionOf } from "#components/editor/roots.ts"
import { inLanguage } from "#components/sections/names.ts"
import { Button } from "#components/ui/button.tsx"
import type { Language } from "#lib/document/content.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"

/** What somebody wrote and the server did not take: kept in sight until they have copied it. */
export function KeptText({
  kept,
  outline,
  language,
  isOnDevice,
  onDismiss,
}: {
  kept: Kept[]
  outline: SectionOutline[]
  language: Language
  /** Whether it is here again after a reload. */
  isOnDevice: boolean
  onDismiss(): void
}) {
  const t = useTranslations("editor.kept")
  useEffect(() => {
    if (kept.length === 0 || isOnDevice) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", warn)
    return () => window.removeEventListener("beforeunload", warn)
  }, [kept.length, isOnDevice])
  if (kept.length === 0) return null
  return (
    <div
      role="alert"
      data-testid="kept-text"
      className="mb-6 grid gap-3 rounded-(--radius) border border-dashed border-seal bg-seal-soft p-4 text-s"
    >
      <p className="font-medium text-seal">{t("title")}</p>
      {kept.map(({ place, text }, at) => {
        const section = outline.find((one) => one.key === sectionOf(place))
        const heading = section ? inLanguage(section.heading, language) : ""
        const key = `${at} ${place}`
        if (!text)
          return (
            <div key={key} className="grid gap-1">
              <span className="text-ink-2">{heading}</span>
              <p>{t("noText")}</p>
            </div>
          )
        return (
          <div key={key} className="grid gap-1">
            <span className="text-ink-2">{heading}</span>
            <textarea
              readOnly
              aria-label={t("text", { section: heading })}
              rows={Math.min(8, text.split("\n").length + 1)}
              value={text}
              className="w-full rounded-(--radius) border border-line bg-sheet p-2"
            />
            <Button size="s" className="justify-self-start" onClick={() => void navigator.clipboard?.writeText(text)}>
              {t("copy")}
            </Button>
          </div>
        )
      })}
      <Button size="s" look="plain" className="justify-self-end" onClick={onDismiss}>
        {t("dismiss")}
      </Button>
    </div>
  )
}
