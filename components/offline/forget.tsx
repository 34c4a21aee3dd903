"use client"
import { useEffect } from "react"
import { forgetOthers, forgetOtherWorkshops } from "#components/offline/store.ts"

/** Whoever is signed in now finds nothing on this device of whoever was before. */
export function useForgetOthers(personId: string) {
  useEffect(() => {
    forgetOthers(personId).catch(() => {})
  }, [personId])
}

/** Nothing stays on this device of workshops that this person was taken out of. */
export function ForgetOtherWorkshops({ theirs }: { theirs: string[] }) {
  const joined = theirs.join()
  useEffect(() => {
    forgetOtherWorkshops(joined.split(",")).catch(() => {})
  }, [joined])
  return null
}
