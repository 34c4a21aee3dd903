"use client"
import { Menu as Base } from "@base-ui/react/menu"
import type { ReactElement, ReactNode } from "react"

/** A short list of things to do, under the control that opens it. */
export function Menu({ trigger, label, children }: { trigger: ReactElement; label?: string; children: ReactNode }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} aria-label={label} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-50">
          <Base.Popup className="min-w-44 rounded-lg border border-line bg-sheet p-1 text-s shadow-card outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

const itemClass =
  "flex w-full cursor-default items-center gap-2 rounded-(--radius) px-2.5 py-1.5 text-start outline-none select-none data-highlighted:bg-accent-soft data-highlighted:text-accent data-disabled:opacity-50"

export function MenuItem({
  onSelect,
  disabled,
  children,
  render,
}: {
  onSelect?: () => void
  disabled?: boolean
  children: ReactNode
  /** A link, where the item leads somewhere. */
  render?: ReactElement
}) {
  return (
    <Base.Item onClick={onSelect} disabled={disabled} render={render} className={itemClass}>
      {children}
    </Base.Item>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />
}
