import type { ReactNode } from "react"
import { classes } from "#components/ui/classes.ts"

const tones = {
  warn: "border-warn bg-warn-soft text-warn",
  seal: "border-seal bg-seal-soft text-seal",
  ok: "border-ok bg-ok-soft text-ok",
  accent: "border-accent bg-accent-soft text-accent",
}

/** Something to know before going on, where it matters. */
export function Notice({
  tone = "accent",
  children,
  role,
}: {
  tone?: keyof typeof tones
  children: ReactNode
  role?: "alert" | "status"
}) {
  return (
    <div role={role} className={classes("rounded-(--radius) border border-dashed px-3 py-2 text-s", tones[tone])}>
      {children}
    </div>
  )
}
