// The few shapes that drawings without axes are made of, as elements of ECharts' graphic component.

import type { Frame, Option, Said, View } from "#lib/figures/figure.ts"
import { inEach } from "#lib/figures/say.ts"
import { widthOf, wrap } from "#lib/figures/wrap.ts"

export type Shape = Record<string, unknown>

export interface Stroke {
  colour: string
  width?: number
  /** Lengths of dash and gap. */
  dash?: number[]
}

const strokeStyle = ({ colour, width = 1, dash }: Stroke) => ({
  stroke: colour,
  lineWidth: width,
  ...(dash && { lineDash: dash }),
})

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export const box = ({ x, y, width, height }: Box, fill: string | null, stroke?: Stroke, radius = 3): Shape => ({
  type: "rect",
  shape: { x, y, width, height, r: radius },
  style: { fill: fill ?? "none", ...(stroke && strokeStyle(stroke)) },
})

export const polyline = (points: [number, number][], stroke: Stroke): Shape => ({
  type: "polyline",
  shape: { points },
  style: { fill: "none", ...strokeStyle(stroke) },
})

export const polygon = (points: [number, number][], fill: string, stroke?: Stroke): Shape => ({
  type: "polygon",
  shape: { points },
  style: { fill, ...(stroke && strokeStyle(stroke)) },
})

export const circle = (x: number, y: number, r: number, fill: string, stroke?: Stroke): Shape => ({
  type: "circle",
  shape: { cx: x, cy: y, r },
  style: { fill, ...(stroke && strokeStyle(stroke)) },
})

export const diamond = (x: number, y: number, r: number, fill: string, stroke?: Stroke): Shape =>
  polygon(
    [
      [x, y - r],
      [x + r, y],
      [x, y + r],
      [x - r, y],
    ],
    fill,
    stroke,
  )

/** A line along the points with a head at its end; the last stretch must be straight along one axis. */
export function arrow(points: [number, number][], stroke: Stroke, head = 5): Shape[] {
  const [x, y] = points.at(-1) ?? [0, 0]
  const [fromX, fromY] = points.at(-2) ?? [x - 1, y]
  const length = Math.hypot(x - fromX, y - fromY) || 1
  const [dx, dy] = [(x - fromX) / length, (y - fromY) / length]
  const back: [number, number] = [x - dx * head, y - dy * head]
  return [
    polyline([...points.slice(0, -1), back], stroke),
    polygon(
      [
        [x, y],
        [back[0] - dy * head * 0.6, back[1] + dx * head * 0.6],
        [back[0] + dy * head * 0.6, back[1] - dx * head * 0.6],
      ],
      stroke.colour,
    ),
  ]
}

/** Parallel lines from the lower left to the upper right that fill a box: reads as a tone in grey, too. */
export function hatch({ x, y, width, height }: Box, stroke: Stroke, gap = 6): Shape[] {
  const lines: Shape[] = []
  for (let at = gap; at < width + height; at += gap) {
    const from: [number, number] = at <= height ? [x, y + at] : [x + at - height, y + height]
    const to: [number, number] = at <= width ? [x + at, y] : [x + width, y + at - width]
    lines.push(polyline([from, to], stroke))
  }
  return lines
}

/** Words in lines, set and measured. */
export interface Block {
  lines: { text: string; size: number; colour: string; strong: boolean }[]
  height: number
  width: number
}

export interface Setting {
  width: number
  size?: number
  /** Lines that each language may take. */
  most?: number
  strong?: boolean
  colour?: string
  /** Colour of the languages after the first. */
  other?: string
}

const leading = 1.4

/** A text in the languages shown, one below the other; the first leads. */
export function set(frame: Frame, view: View, said: Said | undefined, setting: Setting): Block {
  const { width, size = 12, most, strong = false } = setting
  const { colour = frame.palette.ink, other = frame.palette.ink2 } = setting
  const lines = inEach(said, view).flatMap((text, at) => {
    const own = at === 0 ? size : Math.max(10, size - 1)
    return wrap(text, width, own, most).map((line) => ({
      text: line,
      size: own,
      colour: at === 0 ? colour : other,
      strong: at === 0 && strong,
    }))
  })
  return measured(lines)
}

const measured = (lines: Block["lines"]): Block => ({
  lines,
  height: lines.reduce((sum, { size }) => sum + size * leading, 0),
  width: Math.max(0, ...lines.map(({ text, size }) => widthOf(text, size))),
})

/** Blocks as one, one below the other. */
export const stack = (...blocks: Block[]): Block => measured(blocks.flatMap(({ lines }) => lines))

export type Align = "left" | "center" | "right"

/** The words at a place: `x` is their left edge, middle or right edge, `y` their top. */
export function write(frame: Frame, block: Block, x: number, y: number, align: Align = "left"): Shape[] {
  let top = y
  return block.lines.map(({ text, size, colour, strong }) => {
    const shape = {
      type: "text",
      x,
      y: top + (size * leading) / 2,
      style: {
        text,
        fill: colour,
        font: `${strong ? "600 " : ""}${size}px ${frame.font}`,
        align,
        verticalAlign: "middle",
      },
    }
    top += size * leading
    return shape
  })
}

/** The whole drawing of shapes alone. */
export const drawn = (shapes: Shape[]): Option => ({ animation: false, graphic: beside(shapes) })

/** Shapes beside the series of an option. */
export const beside = (shapes: Shape[]): Option => ({ elements: shapes.map((shape) => ({ ...shape, silent: true })) })

/** Slanting lines as the pattern of a bar. */
export const hatched = (colour: string): Option => ({
  symbol: "rect",
  dashArrayX: [1, 0],
  dashArrayY: [1.2, 4],
  rotation: -Math.PI / 4,
  color: colour,
})
