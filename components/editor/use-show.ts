"use client"
import { useEffect, useState } from "react"
import type { Language } from "#lib/document/content.ts"

/** Which languages of the text this person wants before them; remembered on this device. */
export function useShow(personId: string, languages: Language[], first: Language) {
  const key = `chancery.show.${personId}`
  const [choice, setChoice] = useState<Language | "all">("all")
  useEffect(() => {
    const kept = localStorage.getItem(key) as Language | "all" | null
    if (kept === "all" || (kept && languages.includes(kept))) setChoice(kept)
    // A phone has room for one.
    else if (window.matchMedia("(max-width: 720px)").matches)
      setChoice(languages.includes(first) ? first : (languages[0] ?? "all"))
  }, [key, languages, first])
  const choose = (next: Language | "all") => {
    setChoice(next)
    localStorage.setItem(key, next)
  }
  return { choice, choose }
}
