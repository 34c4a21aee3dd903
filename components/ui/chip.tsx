import type { ReactNode } from "react"
import { classes } from "#components/ui/classes.ts"

export type Tone = "plain" | "accent" | "seal" | "ok" | "warn"

const tones: Record<Tone, string> = {
  plain: "border-line-strong text-ink-2",
  accent: "border-current text-accent",
  seal: "border-current text-seal",
  ok: "border-current text-ok",
  warn: "border-current text-warn",
}

/** A short state. Colour never stands alone: the word says it too. */
export function Chip({
  tone = "plain",
  children,
  className,
}: {
  tone?: Tone
  children: ReactNode
  className?: string
}) {
  return (
    <span
      className={classes(
        "inline-flex items-center rounded-full border px-2 py-px text-xs whitespace-nowrap tabular",
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}
