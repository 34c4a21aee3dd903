// What a figure is: one pure function from a section to what is drawn, what is said instead, and the data behind it.

import type { Language, Text } from "#lib/document/content.ts"
import type { Palette } from "#lib/figures/palette.ts"

/** The registers whose names stand in figures. */
export type Named = "actor" | "mechanism" | "option"

/** For whom a figure is made: the languages to show, the reader's first, and what codes stand for. */
export interface View {
  languages: readonly Language[]
  /** Codes of the options that the brief is about. */
  about: readonly string[]
  /** Names of an entry; the code itself where the register does not know it. */
  name(register: Named, code: string): Text
}

/** On what it is drawn. */
export interface Frame {
  width: number
  palette: Palette
  /** CSS font family. */
  font: string
}

/** An ECharts option as plain JSON: it may travel to another process, and two equal ones draw the same. */
export type Option = Record<string, unknown>

export interface Drawing {
  height: number
  option: Option
}

/** A cell that is the same in all languages, or one for each. */
export type Said = Text | string

export interface FigureTable {
  head: Said[]
  rows: Said[][]
}

export interface Figure {
  /** Which of the figures of its kind. */
  key: string
  title: Text
  /** Says all that the drawing says, in each language shown. */
  alt: Text
  table: FigureTable
  draw(frame: Frame): Drawing
}
