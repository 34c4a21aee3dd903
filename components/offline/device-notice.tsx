"use client"
import { useFormatter, useTranslations } from "next-intl"
import { type ReactNode, useState } from "react"
import { useSignal } from "#components/editor/signal.ts"
import type { DeviceCopy } from "#components/offline/device-copy.ts"
import { Button } from "#components/ui/button.tsx"
import { Notice } from "#components/ui/notice.tsx"

/** What becomes of edits that were kept on this device; and, once, that it cannot keep any. */
export function DeviceNotice({ device, isWriter }: { device: DeviceCopy; isWriter: boolean }) {
  const t = useTranslations("editor.device")
  const format = useFormatter()
  const { isFailing, sending, sent, deletedElsewhere } = useSignal(device.state)
  const time = sent && format.dateTime(sent.at, { hour: "2-digit", minute: "2-digit" })
  return (
    <>
      {isFailing && isWriter && <Line tone="warn">{t("failing")}</Line>}
      {sending > 0 && <Line>{t("sending", { count: sending })}</Line>}
      {sent && time && (
        <Line key={`sent ${sent.count}`} tone="ok">
          {t("sent", { count: sent.count, time })}
        </Line>
      )}
      {deletedElsewhere > 0 && <Line tone="warn">{t("deletedElsewhere", { count: deletedElsewhere })}</Line>}
    </>
  )
}

function Line({ tone = "accent", children }: { tone?: "accent" | "ok" | "warn"; children: ReactNode }) {
  const t = useTranslations("editor.device")
  const [isClosed, setClosed] = useState(false)
  if (isClosed) return null
  return (
    <div className="mb-6" data-testid="device-notice">
      <Notice tone={tone} role="status">
        <div className="flex items-baseline gap-3">
          <span className="grow">{children}</span>
          <Button look="plain" size="s" onClick={() => setClosed(true)}>
            {t("close")}
          </Button>
        </div>
      </Notice>
    </div>
  )
}
