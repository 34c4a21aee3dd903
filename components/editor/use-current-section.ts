"use client"
import { useEffect, useState } from "react"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"

/** The section that is being read: the last whose head has passed the upper third of the window. */
export function useCurrentSection(outline: SectionOutline[], redraw: unknown): string | null {
  const [current, setCurrent] = useState<string | null>(outline[0]?.key ?? null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: sections are drawn anew when the page comes to life
  useEffect(() => {
    let frame = 0
    const look = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0
        const line = window.innerHeight / 3
        const passed = outline.filter(
          ({ key }) => (document.getElementById(key)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY) < line,
        )
        const focused = document.activeElement?.closest<HTMLElement>("[data-section]")?.dataset.section
        setCurrent(focused ?? passed.at(-1)?.key ?? outline[0]?.key ?? null)
      })
    }
    look()
    window.addEventListener("scroll", look, { passive: true })
    document.addEventListener("focusin", look)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener("scroll", look)
      document.removeEventListener("focusin", look)
    }
  }, [outline, redraw])
  return current
}
