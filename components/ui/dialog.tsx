"use client"
import { Dialog as Base } from "@base-ui/react/dialog"
import type { ReactElement, ReactNode } from "react"
import { classes } from "#components/ui/classes.ts"

interface Props {
  title: ReactNode
  description?: ReactNode
  /** The control that opens it. Leave out when `open` is held by the caller. */
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** From below on a phone, in the middle elsewhere; `side` comes from the right. */
  place?: "middle" | "side"
  children: ReactNode
}

/** A question that must be answered before going on. Focus goes in, stays, and comes back. */
export function Dialog({ title, description, trigger, open, onOpenChange, place = "middle", children }: Props) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={classes(
            "fixed z-50 grid gap-4 overflow-y-auto bg-sheet p-5 shadow-card outline-none transition-opacity duration-150",
            "data-ending-style:opacity-0 data-starting-style:opacity-0",
            place === "middle"
              ? "inset-x-0 bottom-0 max-h-[88dvh] rounded-t-xl sm:inset-x-auto sm:bottom-auto sm:top-1/2 sm:left-1/2 sm:w-[min(34rem,calc(100vw-3rem))] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl"
              : "inset-x-0 bottom-0 max-h-[88dvh] rounded-t-xl sm:inset-y-0 sm:left-auto sm:right-0 sm:max-h-none sm:w-[min(26rem,100vw)] sm:rounded-none content-start",
          )}
        >
          <div className="grid gap-1">
            <Base.Title className="font-serif text-xl font-semibold">{title}</Base.Title>
            {description && <Base.Description className="text-s text-ink-3">{description}</Base.Description>}
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export const DialogClose = Base.Close
