// The colours of figures, by what they mean. A figure never says anything by them alone.

export interface Palette {
  /** What lies under the figure. */
  sheet: string
  sunken: string
  line: string
  lineStrong: string
  ink: string
  ink2: string
  ink3: string
  /** What is for, ahead, open. */
  accent: string
  /** What is against, disputed, closed. */
  seal: string
}

/** Ink on white paper: exports. */
export const paper: Palette = {
  sheet: "#ffffff",
  sunken: "#f6f4f0",
  line: "#dcd7cd",
  lineStrong: "#b9b2a5",
  ink: "#1f1d1a",
  ink2: "#57534c",
  ink3: "#6f6a62",
  accent: "#1d4f63",
  seal: "#b23a2c",
}

const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

/** The colour that lies between two (#rrggbb): `share` 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const end = channels(to)
  const mixed = channels(from).map((channel, at) => Math.round(channel + ((end[at] ?? channel) - channel) * share))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`
}

/** Relative luminance, as WCAG counts it. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** What words need to be read on a ground. */
const readable = 4.5

/**
 * A tone of a colour on the sheet, from none of it (0) to as much as the ink can still be read on (1): in light and in
 * dark, words stand on every tone in the same ink.
 */
export function shade({ sheet, ink }: Palette, colour: string, strength: number): string {
  let most = 100
  while (most > 0 && contrast(mix(sheet, colour, most / 100), ink) < readable) most--
  return mix(sheet, colour, (strength * most) / 100)
}
