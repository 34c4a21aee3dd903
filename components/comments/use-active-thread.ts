import { useEffect, useState } from "react"

/** The thread that is being read. Whoever presses elsewhere has left it: a resolved one then steps aside. */
export function useActiveThread() {
  const [active, setActive] = useState<string | null>(null)
  useEffect(() => {
    if (!active) return
    const leave = ({ target }: PointerEvent) => {
      const isInside = target instanceof Element && target.closest("[data-thread], [data-thread-mark], [role=dialog]")
      if (!isInside) setActive(null)
    }
    document.addEventListener("pointerdown", leave)
    return () => document.removeEventListener("pointerdown", leave)
  }, [active])
  return [active, setActive] as const
}
