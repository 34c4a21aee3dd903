"use client"
import { Toast as Base } from "@base-ui/react/toast"
import { useTranslations } from "next-intl"
import type { ReactNode } from "react"

/** Around the page: what has just happened, said quietly in the corner. */
export function Toasts({ children }: { children: ReactNode }) {
  return (
    <Base.Provider timeout={6000}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-4 z-60 grid w-[min(24rem,calc(100vw-2rem))] gap-2 print:hidden">
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function List() {
  const { toasts } = Base.useToastManager()
  const t = useTranslations("shell")
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className="flex items-start gap-3 rounded-lg border border-line bg-sheet px-4 py-3 text-s shadow-card"
    >
      <Base.Content className="grow">
        <Base.Title className="font-medium" />
        <Base.Description className={toast.type === "problem" ? "text-seal" : "text-ink-2"} />
      </Base.Content>
      <Base.Close aria-label={t("close")} className="text-ink-3 hover:text-ink">
        ×
      </Base.Close>
    </Base.Root>
  ))
}

/** `say(text)` for what went well, `warn(text)` for what did not. */
export function useToast() {
  const { add } = Base.useToastManager()
  return {
    say: (description: string) => add({ description }),
    warn: (description: string) => add({ description, type: "problem", timeout: 12_000, priority: "high" }),
  }
}
