"use client"
import { signOut } from "next-auth/react"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { countUnsent, forgetEverything } from "#components/offline/store.ts"
import { Button } from "#components/ui/button.tsx"
import { Dialog, DialogClose } from "#components/ui/dialog.tsx"

/**
 * The way out: nothing of this person stays on the device. Who would lose by it what is not saved is asked first.
 * `dialog` must be drawn somewhere that stays while it is open.
 */
export function useSignOut(personId: string, callbackUrl: () => string) {
  const t = useTranslations("shell")
  const [isAsking, setAsking] = useState(false)
  const leave = async () => {
    await forgetEverything().catch(() => {})
    // It was asked here; the browser need not ask again.
    window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true })
    await signOut({ callbackUrl: callbackUrl() })
  }
  const ask = async () => {
    const isOnPage = !window.dispatchEvent(new Event("beforeunload", { cancelable: true }))
    const unsent = await countUnsent(personId).catch(() => 0)
    if (isOnPage || unsent > 0) setAsking(true)
    else await leave()
  }
  const dialog = (
    <Dialog open={isAsking} onOpenChange={setAsking} title={t("unsaved.title")} description={t("unsaved.text")}>
      <div className="flex justify-end gap-2">
        <DialogClose render={<Button look="plain">{t("unsaved.stay")}</Button>} />
        <Button look="primary" data-testid="sign-out-anyway" onClick={() => void leave()}>
          {t("signOut")}
        </Button>
      </div>
    </Dialog>
  )
  return { ask: () => void ask(), dialog }
}
