// Which figures a kind of section has. A new one is one new file and one line here.

import type { SectionContent } from "#lib/document/content.ts"
import { boundary } from "#lib/figures/boundary.ts"
import type { Figure, View } from "#lib/figures/figure.ts"
import { payoffs } from "#lib/figures/payoffs.ts"
import { profile } from "#lib/figures/profile.ts"
import { quadrants } from "#lib/figures/quadrants.ts"
import { relations } from "#lib/figures/relations.ts"
import { risks } from "#lib/figures/risks.ts"
import { stances } from "#lib/figures/stances.ts"
import { steps } from "#lib/figures/steps.ts"
import { timeline } from "#lib/figures/timeline.ts"
import { totals } from "#lib/figures/totals.ts"
import { triangle } from "#lib/figures/triangle.ts"

type Make = (section: SectionContent, view: View) => Figure | null

const byKind = new Map<string, readonly Make[]>([
  ["boundary_model", [boundary]],
  ["criteria_matrix", [totals, profile]],
  ["matrix_2x2", [quadrants]],
  ["payoff_matrix", [payoffs]],
  ["relation_map", [relations]],
  ["risk_register", [risks]],
  ["stance_matrix", [stances]],
  ["step_plan", [steps]],
  ["timeline", [timeline]],
  ["triangle_assessment", [triangle]],
])

/** The figures that a section has the data for, in the order in which they stand below it. */
export const figuresOf = (section: SectionContent, view: View): Figure[] =>
  (byKind.get(section.kind) ?? []).flatMap((make) => make(section, view) ?? [])
