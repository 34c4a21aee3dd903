"use client"
import { GripVertical } from "lucide-react"
import { type PointerEvent, type ReactNode, useRef, useState } from "react"
import { Menu } from "#components/ui/menu.tsx"

interface Props {
  label: string
  /** Hears that the handle is pressed: it may be the beginning of a drag. */
  onDrag?: ((press: PointerEvent<HTMLElement>) => void) | undefined
  align?: "start" | "end"
  children: ReactNode
}

/** A handle at something that can be moved: dragged it moves it, pressed it opens what else can be done. */
export function HandleMenu({ label, onDrag, align = "end", children }: Props) {
  const [open, setOpen] = useState(false)
  const wasOpen = useRef(false)
  return (
    <Menu
      label={label}
      align={align}
      open={open}
      // A pointer that goes down may be about to drag: the menu opens when it comes up where it was.
      onOpenChange={(next, by) => {
        if (!next || by.type !== "mousedown") setOpen(next)
      }}
      trigger={
        <button
          type="button"
          className="handle"
          onPointerDown={(event) => {
            wasOpen.current = open
            onDrag?.(event)
          }}
          onClick={(event) => {
            if (event.detail > 0) setOpen(!wasOpen.current)
          }}
        >
          <GripVertical aria-hidden size={14} />
        </button>
      }
    >
      {children}
    </Menu>
  )
}
