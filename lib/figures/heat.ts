// Cells of a heat map. Each says in a word what its tone says.

import type { Frame, Option } from "#lib/figures/figure.ts"

export interface HeatCell {
  /** Place on the axes. */
  x: number
  y: number
  fill: string
  label: string
  strong?: boolean
}

/** The cells as a series, with the scale that a heat map of ECharts takes its tones from. */
export function cells(frame: Frame, found: HeatCell[]): Option {
  const fills = [...new Set(found.map(({ fill }) => fill))]
  return {
    visualMap: {
      show: false,
      type: "piecewise",
      dimension: 2,
      pieces: fills.map((color, value) => ({ value, color })),
    },
    series: [
      {
        type: "heatmap",
        silent: true,
        itemStyle: { borderColor: frame.palette.sheet, borderWidth: 2 },
        data: found.map(({ x, y, fill, label, strong = false }) => ({
          value: [x, y, fills.indexOf(fill)],
          label: {
            show: label !== "",
            formatter: label,
            color: frame.palette.ink,
            fontFamily: frame.font,
            fontSize: 12,
            fontWeight: strong ? 600 : "normal",
            textBorderWidth: 0,
          },
        })),
      },
    ],
  }
}
