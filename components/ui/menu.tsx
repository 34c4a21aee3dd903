"use client"
import { Menu as Base } from "@base-ui/react/menu"
import { Check } from "lucide-react"
import type { ReactElement, ReactNode } from "react"

/** A short list of things to do, under the control that opens it. */
export function Menu({
  trigger,
  label,
  align = "end",
  open,
  onOpenChange,
  children,
}: {
  trigger: ReactElement
  label?: string
  /** Which edge of the control it keeps to. */
  align?: "start" | "end"
  /** Held by the caller; leave out otherwise. */
  open?: boolean
  /** Hears what the person asks for, and by which event of the page. */
  onOpenChange?: (open: boolean, by: Event) => void
  children: ReactNode
}) {
  return (
    <Base.Root open={open} onOpenChange={(next, { event }) => onOpenChange?.(next, event)}>
      <Base.Trigger render={trigger} aria-label={label} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className="z-50">
          <Base.Popup className="max-h-(--available-height) max-w-(--available-width) min-w-44 overflow-y-auto rounded-lg border border-line bg-sheet p-1 text-s shadow-card outline-none">
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
  keys,
  children,
  render,
}: {
  onSelect?: () => void
  disabled?: boolean
  /** The keys that do the same. */
  keys?: string
  children: ReactNode
  /** A link, where the item leads somewhere. */
  render?: ReactElement
}) {
  return (
    <Base.Item onClick={onSelect} disabled={disabled} render={render} className={itemClass}>
      {children}
      {keys && <kbd className="ms-auto ps-4 font-sans text-xs text-ink-3">{keys}</kbd>}
    </Base.Item>
  )
}

/** Something that is on or off; the menu stays open. */
export function MenuCheckbox({
  checked,
  onChange,
  children,
}: {
  checked: boolean
  onChange: () => void
  children: ReactNode
}) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onChange} closeOnClick={false} className={itemClass}>
      <span aria-hidden className="inline-flex w-3.5 shrink-0">
        {checked && <Check size={14} />}
      </span>
      <span className="min-w-0 truncate">{children}</span>
    </Base.CheckboxItem>
  )
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 py-1 text-xs text-ink-3 select-none">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />
}
