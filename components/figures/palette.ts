// The colours of the page, light or dark, as the figures want them.

import { useEffect, useState } from "react"
import type { Palette } from "#lib/figures/palette.ts"

const tokens = {
  sheet: "--sheet",
  sunken: "--sunken",
  line: "--line",
  lineStrong: "--line-strong",
  ink: "--ink",
  ink2: "--ink-2",
  ink3: "--ink-3",
  accent: "--accent",
  seal: "--seal",
} satisfies Record<keyof Palette, string>

export interface Look {
  palette: Palette
  font: string
}

/** The tokens as the element sees them: only the browser knows whether it is light or dark there. */
function lookOf(element: HTMLElement): Look {
  const probe = document.createElement("span")
  probe.hidden = true
  element.append(probe)
  const colour = (token: string) => {
    probe.style.color = `var(${token})`
    const [r, g, b] = getComputedStyle(probe).color.match(/[\d.]+/g) ?? []
    return `#${[r, g, b].map((one) => Number(one).toString(16).padStart(2, "0")).join("")}`
  }
  const palette = Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, colour(token)]))
  const font = getComputedStyle(element).fontFamily
  probe.remove()
  return { palette: palette as unknown as Palette, font }
}

/** Null before the element is there. Follows the theme, whoever turns it. */
export function useLook(element: HTMLElement | null): Look | null {
  const [look, setLook] = useState<Look | null>(null)
  useEffect(() => {
    if (!element) return
    const read = () => setLook(lookOf(element))
    read()
    const theme = new MutationObserver(read)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] })
    const system = matchMedia("(prefers-color-scheme: dark)")
    system.addEventListener("change", read)
    return () => {
      theme.disconnect()
      system.removeEventListener("change", read)
    }
  }, [element])
  return look
}
