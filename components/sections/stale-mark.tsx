"use client"
import { Popover } from "@base-ui/react/popover"
import { Languages } from "lucide-react"
import { useLocale, useTranslations } from "next-intl"
import { useState } from "react"
import { jumpTo } from "#components/editor/jump.ts"
import { useLive } from "#components/editor/live-context.tsx"
import { inLanguage, langOf, languageOf } from "#components/sections/names.ts"
import { Button } from "#components/ui/button.tsx"
import { Runs } from "#components/versions/runs.tsx"
import type { Language } from "#lib/document/content.ts"
import { compareText, type Run } from "#lib/document/diff.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import type { Stale } from "#lib/document/stale.ts"

/** Says in a section's head that a side was left behind; opened, what changed since, and the word that it is in line. */
export function StaleMark({
  stale,
  outline,
  mayWrite,
}: {
  stale: readonly Stale[]
  outline: SectionOutline
  mayWrite: boolean
}) {
  const t = useTranslations("editor.stale")
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger data-testid="stale" className="stale-mark print:hidden">
        <Languages aria-hidden size={13} />
        {t("mark")}
        {stale.length > 1 && <span className="tabular">{stale.length}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-50">
          <Popover.Popup className="grid max-h-[70dvh] w-112 max-w-[calc(100vw-2rem)] gap-5 overflow-y-auto rounded-lg border border-line bg-sheet p-4 text-s shadow-card outline-none">
            <Popover.Title className="sr-only">{t("mark")}</Popover.Title>
            {stale.map((one) => (
              <Left key={`${one.place}:${one.other}`} stale={one} outline={outline} mayWrite={mayWrite} />
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Left({ stale, outline, mayWrite }: { stale: Stale; outline: SectionOutline; mayWrite: boolean }) {
  const t = useTranslations("editor.stale")
  const { bringInLine } = useLive()
  const [isSending, setSending] = useState(false)
  const { language, from, both } = stale
  const name = useCellName(stale, outline)
  return (
    <div className="grid gap-2" data-stale-place={stale.place}>
      <p className="text-ink-2">
        {name && <span className="block font-medium text-ink">{name}</span>}
        {t(both ? "both" : "since", { language, from })}
      </p>
      <p lang={langOf(from)} className="border-s-2 border-line-strong ps-3 font-serif whitespace-pre-line">
        <Runs runs={shortened(compareText(stale.before, stale.now, from))} />
      </p>
      <div className="flex justify-end gap-2">
        <Button size="s" look="plain" onClick={() => jumpTo(stale)}>
          {t("go", { language })}
        </Button>
        {mayWrite && (
          <Button
            size="s"
            data-testid="in-line"
            disabled={isSending}
            onClick={async () => {
              setSending(true)
              await bringInLine(stale)
              setSending(false)
            }}
          >
            {t("done")}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Above one side of a section's prose: its language, and that it was left behind. */
export function SideMark({ language, stale }: { language: Language; stale: readonly Stale[] }) {
  const t = useTranslations("editor.stale")
  const words = useTranslations("words")
  const isLeft = stale.some((one) => !one.part && one.language === language)
  return (
    <div className="language-mark">
      {words(`language.${language}`)}
      {isLeft && (
        <span data-stale-side={language} className="ms-2 font-normal tracking-normal text-warn normal-case">
          {t("mark")}
        </span>
      )}
    </div>
  )
}

function useCellName({ part, row, column }: Stale, outline: SectionOutline): string {
  const language = languageOf(useLocale())
  if (!part || !row || !column) return ""
  const shape = partsOf(outline).find((one) => one.key === part)
  const key = column.split("/").at(-1)
  const found = [...(shape?.columns ?? []), ...(shape?.across?.columns ?? [])].find((one) => one.key === key)
  return [shape && inLanguage(shape.names, language), found && inLanguage(found.names, language)]
    .filter(Boolean)
    .join(" · ")
}

/** What stayed the same is told only next to what changed. */
function shortened(runs: Run[], around = 40): Run[] {
  return runs.map((run, index) => {
    if (run.op !== "same" || run.text.length <= around * 2) return run
    const head = index === 0 ? "" : run.text.slice(0, around)
    const tail = index === runs.length - 1 ? "" : run.text.slice(-around)
    return { ...run, text: `${head}…${tail}` }
  })
}
