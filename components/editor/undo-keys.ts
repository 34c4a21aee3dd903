"use client"
import { useEffect } from "react"
import type { LiveBrief } from "#components/editor/live-brief.ts"

/** Undo and redo by the keyboard where no text has the focus: on a choice, on the handle of a row, on nothing at all. */
export function useUndoKeys(live: LiveBrief | null) {
  useEffect(() => {
    if (!live) return
    const onKey = (event: KeyboardEvent) => {
      const { target } = event
      if (event.defaultPrevented || event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey)) return
      if (!(target instanceof HTMLElement) || target.closest("[role=dialog]")) return
      // A field has its own history, and so has a cell while something is typed of which the brief has not heard yet.
      const isCell = target.matches("[data-root]:not([data-typing])")
      if ((target.matches("input, textarea") && !isCell) || target.isContentEditable) return
      const key = event.key.toLowerCase()
      if (key !== "z" && key !== "y") return
      event.preventDefault()
      if (key === "y" || event.shiftKey) live.undo.redo()
      else live.undo.undo()
    }
    document.addEventListener("keydown", onKey)
    return () => document.removeEventListener("keydown", onKey)
  }, [live])
}
