"use client"
import { useCallback, useEffect, useState } from "react"

/** Which sections of a brief this person has folded away; remembered on this device. */
export function useFolded(personId: string, briefId: string) {
  const key = `chancery.folded.${personId}.${briefId}`
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => setFolded(new Set(localStorage.getItem(key)?.split(","))), [key])
  const fold = useCallback(
    (section: string, isFolded: boolean) =>
      setFolded((before) => {
        const next = new Set(before)
        if (isFolded) next.add(section)
        else next.delete(section)
        if (next.size > 0) localStorage.setItem(key, [...next].join())
        else localStorage.removeItem(key)
        return next
      }),
    [key],
  )
  return { folded, fold }
}
