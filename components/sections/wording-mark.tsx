"use client"
import { Popover } from "@base-ui/react/popover"
import { BookOpen } from "lucide-react"
import { useTranslations } from "next-intl"
import { useState } from "react"
import * as Y from "yjs"
import { jumpTo } from "#components/editor/jump.ts"
import { useLackText } from "#components/editor/lack-text.ts"
import type { LiveBrief } from "#components/editor/live-brief.ts"
import { useLive } from "#components/editor/live-context.tsx"
import { replaceWords } from "#components/editor/replace-words.ts"
import { Button } from "#components/ui/button.tsx"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { sideRoot } from "#lib/document/sides.ts"
import { replacement, type Wording, wordingLacks } from "#lib/document/terms.ts"

/** Says in a section's head that its words are not those the workshop agreed on; opened, which, and mends the plain ones. */
export function WordingMark({
  wordings,
  outline,
  mayWrite,
}: {
  wordings: readonly Wording[]
  outline: SectionOutline
  mayWrite: boolean
}) {
  const t = useTranslations("editor.wording")
  const say = useLackText()
  const { live } = useLive()
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger data-testid="wording" className="stale-mark wording-mark print:hidden">
        <BookOpen aria-hidden size={13} />
        {t("mark")}
        <span className="tabular">{wordings.length}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-50">
          <Popover.Popup className="grid max-h-[70dvh] w-100 max-w-[calc(100vw-2rem)] gap-3 overflow-y-auto rounded-lg border border-line bg-sheet p-4 text-s shadow-card outline-none">
            <Popover.Title className="font-semibold">{t("title")}</Popover.Title>
            <ul className="grid gap-3">
              {wordings.map((wording) => (
                <li key={[wording.place, wording.language, wording.code, wording.found].join()} className="grid gap-1">
                  {wordingLacks([wording]).map((lack) => (
                    <span key={lack.message}>{say(lack, outline)}</span>
                  ))}
                  <span className="flex justify-end gap-2">
                    <Button size="s" look="plain" onClick={() => jumpTo(wording)}>
                      {t("go")}
                    </Button>
                    {mayWrite && wording.found && wording.use && (
                      <Button size="s" data-testid="replace-word" onClick={() => mend(live, wording)}>
                        {t("replace")}
                      </Button>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** One step of undo, also right after typing in the same text. */
function mend(live: LiveBrief, { place, section, part, row, column, language, found, use }: Wording) {
  if (!found || !use) return
  const root = sideRoot(place, language)
  const rowMap = live.map(section).get(`${part}/${row}`)
  const text = part ? rowMap instanceof Y.Map && rowMap.get(`${column}:${language}`) : live.doc.getXmlFragment(root)
  if (!(text instanceof Y.XmlFragment)) return
  live.undo.manager.stopCapturing()
  live.change(root, () => replaceWords(text, found, replacement(found, use, language)))
  live.undo.manager.stopCapturing()
}
