// Axes whose names may be of any length: broken into lines by our own count and written beside the axis, with room
// made for all of them. ECharts keeps the scale and the marks.

import type { Frame, Option, Said, View } from "#lib/figures/figure.ts"
import { type Block, type Shape, set, write } from "#lib/figures/shapes.ts"

export interface Layout {
  /** Share of the width that the names may take, and how many pixels at most. */
  share?: number
  widest?: number
  /** Lines of each name in each language. */
  most?: number
  /** Least height of a row. */
  least?: number
  top?: number
  right?: number
  bottom?: number
}

export interface Rows {
  height: number
  /** Where the names end and the marks begin. */
  left: number
  grid: Option
  axis: Option
  names: Shape[]
}

/** A category axis that says nothing itself. */
export const bare = (count: number, more: Option = {}): Option => ({
  type: "category",
  data: Array.from({ length: count }, (_, at) => String(at)),
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { show: false },
  splitLine: { show: false },
  ...more,
})

const namesOf = (
  frame: Frame,
  view: View,
  names: readonly Said[],
  { share = 0.42, widest = 320, most = 3 }: Layout,
) => {
  const left = Math.round(Math.min(frame.width * share, widest))
  return { left, blocks: names.map((name) => set(frame, view, name, { width: left - 14, most })) }
}

const gridOf = (left: number, { top = 4, right = 8, bottom = 4 }: Layout): Option => ({
  left,
  right,
  top,
  bottom,
  outerBoundsMode: "none",
})

/** Rows from above with their names on the left, all as high as the longest name asks. */
export function rowsOf(frame: Frame, view: View, names: readonly Said[], layout: Layout = {}): Rows {
  const { least = 30, top = 4, bottom = 4 } = layout
  const { left, blocks } = namesOf(frame, view, names, layout)
  const row = Math.max(least, ...blocks.map(({ height }) => Math.ceil(height) + 10))
  return {
    left,
    height: top + bottom + row * names.length,
    grid: gridOf(left, layout),
    axis: bare(names.length, { inverse: true }),
    names: blocks.flatMap((block, at) => write(frame, block, 0, top + row * at + (row - block.height) / 2)),
  }
}

/** The same, each row as high as its own name: for many rows with names of many lengths. Marks stand at `centres`. */
export function unevenRows(
  frame: Frame,
  view: View,
  names: readonly Said[],
  layout: Layout = {},
): Rows & { centres: number[] } {
  const { least = 26, top = 4, bottom = 4 } = layout
  const { left, blocks } = namesOf(frame, view, names, layout)
  let y = 0
  const centres = blocks.map(({ height }) => {
    const row = Math.max(least, height + 8)
    y += row
    return y - row / 2
  })
  return {
    left,
    centres,
    height: top + y + bottom,
    grid: gridOf(left, layout),
    axis: { type: "value", min: 0, max: y, inverse: true, show: false },
    names: blocks.flatMap((block, at) => write(frame, block, 0, top + (centres[at] ?? 0) - block.height / 2)),
  }
}

/** Names above columns of this width, standing on the line `y`. */
export const columnNames = (frame: Frame, blocks: readonly Block[], left: number, column: number, y: number): Shape[] =>
  blocks.flatMap((block, at) => write(frame, block, left + column * (at + 0.5), y - block.height, "center"))
