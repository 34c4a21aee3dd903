"use client"
import { useTranslations } from "next-intl"
import { network } from "#components/editor/network.ts"
import { useSignal } from "#components/editor/signal.ts"
import { Notice } from "#components/ui/notice.tsx"

/** What is different on a network that lets no WebSocket through, while it is so. */
export function NetworkNotice() {
  const t = useTranslations("editor.network")
  if (!useSignal(network.isBlocked)) return null
  return (
    <div className="mb-6" data-testid="network-notice">
      <Notice role="status">{t("blocked")}</Notice>
    </div>
  )
}
