"use client"
import { Lock } from "lucide-react"
import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { useOwnerNames } from "#components/sections/use-owner-names.ts"
import { Notice } from "#components/ui/notice.tsx"
import type { SectionFacts } from "#lib/briefs/access.ts"

interface Props {
  facts: SectionFacts | undefined
  /** Whether the brief is being written at all, and so whether it says anything that this section is not open. */
  isWritten: boolean
  mayWrite: boolean
  /** What can be done about a section in quarantine, for whoever may. */
  repair?: ReactNode
}

/** Under the head of a section: why nobody writes in it just now, or whose it is. Open sections say nothing. */
export function SectionNotice({ facts, isWritten, mayWrite, repair }: Props) {
  const t = useTranslations("editor.owners")
  const names = useOwnerNames()
  if (!facts) return null
  return (
    <>
      {facts.owners.length > 0 && (
        <p data-testid="written-by" className="mt-1 flex items-baseline gap-1.5 text-s text-ink-3">
          {isWritten && !mayWrite && (
            <Lock role="img" aria-label={t("readOnly")} size={12} className="shrink-0 self-center" />
          )}
          <span className="min-w-0">{names.sentence(facts.owners)}</span>
        </p>
      )}
      {facts.access.isQuarantined && (
        <div className="mt-3" data-testid="quarantine">
          <Notice tone="warn">
            {t("quarantine")} {repair}
          </Notice>
        </div>
      )}
    </>
  )
}
