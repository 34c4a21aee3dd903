// A drawing as SVG, without a browser.

import type * as ECharts from "echarts"
// All of ECharts in one file: read in half the time that its modules take.
// @ts-expect-error this file comes without types; they are those of the package
import * as whole from "echarts/dist/echarts.esm.min.mjs"
import type { Drawing } from "#lib/figures/figure.ts"

const { init } = whole as typeof ECharts

/** What XML may not hold, and what the words of a brief may hold by accident. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/**
 * The drawing as the text of an SVG file. Equal drawings give equal texts, whatever the process has drawn before. `id`
 * begins the ids inside: drawings that stand in one page need different ones.
 */
export function svgOf({ option, height }: Drawing, width: number, id = "figure"): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height })
  try {
    chart.setOption(option)
    const svg = chart.renderToSVGString().replace(unwritable, "").toWellFormed()
    // ECharts counts the drawings of a process, and their classes, in its ids: here they are counted anew.
    const ids = new Map<string, string>()
    return svg.replace(/((?:id="|class="|url\(#|\.))zr\d+-([a-z]+-?\d+)/g, (_, before: string, name: string) => {
      const own = ids.get(name) ?? `${id}-${ids.size}`
      ids.set(name, own)
      return before + own
    })
  } finally {
    chart.dispose()
  }
}
