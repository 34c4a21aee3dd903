// Where a figure stands: how wide, and whether it is near what is on the screen.

import { useEffect, useState } from "react"

export function usePlace(element: HTMLElement | null): { width: number; isNear: boolean } {
  const [width, setWidth] = useState(0)
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (!element) return
    const size = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    const near = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), { rootMargin: "600px" })
    size.observe(element)
    near.observe(element)
    return () => {
      size.disconnect()
      near.disconnect()
    }
  }, [element])
  return { width, isNear }
}
