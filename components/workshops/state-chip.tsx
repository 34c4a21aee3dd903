import { useTranslations } from "next-intl"
import { Chip, type Tone } from "#components/ui/chip.tsx"
import type { BriefState } from "#lib/policy.ts"

const tones: Record<BriefState, Tone> = { draft: "plain", in_review: "seal", approved: "ok" }

/** Where a brief stands. */
export function StateChip({ state }: { state: BriefState }) {
  const t = useTranslations("words.state")
  return <Chip tone={tones[state]}>{t(state)}</Chip>
}
