"use client"
import { useFormatter, useTranslations } from "next-intl"
import type { LiveBrief } from "#components/editor/live-brief.ts"
import { useSignal } from "#components/editor/signal.ts"
import { classes } from "#components/ui/classes.ts"

const dots = { saved: "bg-ok", saving: "bg-ink-3", offline: "bg-warn", unsaved: "bg-seal", ended: "bg-ink-3" } as const

/** A phone's header has no room for it: there it stands above the tabs at the foot. */
const aboveTabs =
  "max-sm:fixed max-sm:bottom-18 max-sm:left-1/2 max-sm:-translate-x-1/2 max-sm:rounded-full max-sm:border max-sm:border-line max-sm:bg-sheet max-sm:px-3 max-sm:py-1 max-sm:shadow-card"

/** What is true of the text on this page: the server's word, never a guess. */
export function SaveBadge({ live, mayWrite }: { live: LiveBrief; mayWrite: boolean }) {
  const t = useTranslations("editor.save")
  const format = useFormatter()
  const { state, isOpening, hasUnsaved, at } = useSignal(live.save)
  const { kept } = useSignal(live.device.state)
  const isKept = state === "offline" && hasUnsaved && kept > 0
  const text = isOpening
    ? t("opening")
    : state === "saved"
      ? mayWrite
        ? at
          ? t("savedAt", { time: format.dateTime(at, { hour: "2-digit", minute: "2-digit" }) })
          : t("saved")
        : t("readOnly")
      : state === "offline"
        ? hasUnsaved
          ? isKept
            ? t("offlineKept", { count: kept })
            : t("offlineUnsaved")
          : t("offline")
        : t(state)
  return (
    <span
      role="status"
      data-testid="save-state"
      data-save-state={state}
      data-kept={isKept ? kept : undefined}
      title={state === "saved" ? t("savedMeans") : isKept ? t("offlineKeptMeans") : undefined}
      className={classes(
        "tabular flex items-center gap-1.5 text-s whitespace-nowrap",
        state === "unsaved" ? "text-seal" : state === "offline" ? "text-warn" : "text-ink-3",
      )}
    >
      <span
        aria-hidden
        className={classes("size-[7px] rounded-full", dots[state], state === "saving" && "animate-pulse")}
      />
      <span className={state === "saved" || state === "saving" ? "max-sm:sr-only" : aboveTabs}>{text}</span>
    </span>
  )
}
