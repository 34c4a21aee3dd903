// The figures of a section, drawn to the measure of the page. Each has a text that says all that the drawing says.

import type { SectionContent, Text } from "#lib/document/content.ts"
import type { Drawing, Named } from "#lib/figures/figure.ts"
import { paper } from "#lib/figures/palette.ts"
import { figuresOf } from "#lib/figures/registry.ts"
import type { Context } from "./context.ts"
import { type Line, linesOf } from "./lines.ts"

export interface FigureBlock {
  kind: "figure"
  /** Name of the virtual file that the worker draws for the template. */
  file: string
  /** In the pixels of the drawing: the template fits it to the page. */
  width: number
  height: number
  /** For the worker alone. */
  drawing: Drawing
  alt: string
  caption: Line[]
}

/** Pixels for the width of the page: words of 12 are then set in about 8.5 points. */
const width = 620

/** The fonts of lib/export/pdf/fonts.ts: Latin first, so that a letter is not taken from the Han font. */
const font = "'Source Sans 3', 'Noto Sans SC'"

/** As blocks for the template. */
export function figureBlocks(context: Context, section: SectionContent): FigureBlock[] {
  const { content } = context.input
  const view = {
    languages: context.shown,
    about: content.options,
    name: (_: Named, code: string): Text => textOf(context.named(code)),
  }
  return figuresOf(section, view).map((figure) => {
    const drawing = figure.draw({ width, palette: paper, font })
    return {
      kind: "figure",
      file: `figure-${content.sections.indexOf(section)}-${figure.key}.svg`,
      width,
      height: drawing.height,
      drawing,
      alt: linesOf(figure.alt, context.shown)
        .map(({ text }) => text)
        .join("\n"),
      caption: linesOf(figure.title, context.shown),
    }
  })
}

const textOf = (lines: Line[]): Text => Object.fromEntries(lines.map(({ lang, text }) => [lang, text]))
