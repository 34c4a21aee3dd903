"use client"
import { useLayoutEffect, useRef } from "react"
import type { LiveBrief } from "#components/editor/live-brief.ts"

/**
 * Keeps the focus and the caret where they are when rows or sections change their order, by whomever: what the browser
 * moves on the page it takes the focus from. `order` names what stands where.
 */
export function useKeepFocus(order: string, live?: LiveBrief | null) {
  const before = useRef(order)
  const active = order === before.current ? null : document.activeElement
  useLayoutEffect(() => {
    before.current = order
    if (!(active instanceof HTMLElement) || !active.isConnected || document.activeElement === active) return
    const root = active.closest<HTMLElement>("[data-root]")?.dataset.root
    const view = root ? live?.texts.get(root)?.editor?.view : undefined
    if (view?.dom === active) view.focus()
    else active.focus({ preventScroll: true })
  })
}
