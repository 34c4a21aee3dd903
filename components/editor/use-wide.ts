"use client"
import { useSyncExternalStore } from "react"

const query = "(min-width: 1200px)"

/** Whether there is room for the margin beside the paper. */
export const useWide = () =>
  useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query)
      media.addEventListener("change", changed)
      return () => media.removeEventListener("change", changed)
    },
    () => window.matchMedia(query).matches,
    () => true,
  )
