"use client"
import { useEffect } from "react"
import { forgetOthers } from "#components/offline/store.ts"

/** Whoever is signed in now finds nothing on this device of whoever was before. */
export function useForgetOthers(personId: string) {
  useEffect(() => {
    forgetOthers(personId).catch(() => {})
  }, [personId])
}
