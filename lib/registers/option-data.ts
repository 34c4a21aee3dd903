import { z } from "zod"
import { languages } from "#lib/document/content.ts"

const text = z.partialRecord(z.enum(languages), z.string())

/** P: stated in a source. D: derived by us, and always shown as such. */
const origin = z.enum(["P", "D"]).optional()
const said = text.and(z.object({ origin }))
const list = z.array(said).default([])

const design = z.object({
  levels: said.optional(),
  secretariat: said.optional(),
  chair: said.optional(),
  decision_rule: said.optional(),
  outputs: said.optional(),
})

const position = z.object({
  actor: z.string(),
  date: z.string().optional(),
  /** From -2, strongly against, to 2, strongly in favour. Absent: unknown. */
  stance: z.number().int().min(-2).max(2).optional(),
  reason: text.optional(),
  evidence: z.object({ ref: z.string(), locator: z.string().optional() }).optional(),
  origin,
})

/** What is known of an option. Whatever is absent is not specified, and is shown so where a gap matters. */
export const optionData = z.object({
  type: z.string().optional(),
  parent: z.string().optional(),
  sisters: z.array(z.string()).default([]),
  source: z.object({ ref: z.string(), locator: z.string().optional() }).optional(),
  as_of: z.string().optional(),
  summary: said.optional(),
  problem: said.optional(),
  proposer: said.optional(),
  membership: text.and(z.object({ members: z.array(z.string()).default([]), origin })).optional(),
  design: design.default({}),
  principles: list,
  conditions: list,
  steps: list,
  benefits: list,
  risks: list,
  challenges: list,
  relations: z
    .array(text.and(z.object({ target_type: z.string(), target: z.string(), kind: z.string().optional(), origin })))
    .default([]),
  indicators: list,
  alternatives: list,
  verdict: text.and(z.object({ basis: z.enum(["paper", "team", "open"]).optional(), origin })).optional(),
  positions: z.array(position).default([]),
})
export type OptionData = z.output<typeof optionData>

export const designKeys = ["levels", "secretariat", "chair", "decision_rule", "outputs"] as const

/** The known facts of an option; those that do not have the shape we know are left out, never invented. */
export function optionDataOf(data: Record<string, unknown>): OptionData {
  const known: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(optionData.shape)) {
    const read = schema.safeParse(data[key])
    if (read.success) known[key] = read.data
  }
  return optionData.parse(known)
}
