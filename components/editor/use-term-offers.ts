"use client"
import { useEffect, useState } from "react"

/** Whether this person wants to be offered terms while they write; remembered on this device. */
export function useTermOffers(personId: string) {
  const key = `chancery.terms.${personId}`
  const [isOn, setOn] = useState(true)
  useEffect(() => setOn(localStorage.getItem(key) !== "off"), [key])
  const toggle = () => {
    setOn(!isOn)
    localStorage.setItem(key, isOn ? "off" : "on")
  }
  return { isOn, toggle }
}
