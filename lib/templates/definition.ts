import { z } from "zod"
import { refTargets, type SectionOutline } from "#lib/document/kinds/kind.ts"
import { type LimitName, limitsOf, rowLimits } from "#lib/document/kinds/limits.ts"
import { isKind, kindOf } from "#lib/document/kinds/registry.ts"
import { type Role, ruleFor } from "#lib/policy.ts"
import { families } from "#lib/templates/families.ts"

/** What a person may have written wrong: its reason is a key below `templates.problem` in messages/. */
const custom = (reason: string, path: PropertyKey[], values: Record<string, string | number> = {}) =>
  ({ code: "custom", message: reason, path, params: values }) as const

const words = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "unprintable")

/** A text that is there in both Chinese and English, with Russian where it is known. */
const bothLanguages = z.strictObject({ zh: words, en: words, ru: words.optional() })

/** Keys are parts of addresses in the Y.Doc: p:<section>:<lang>, <part>/<row>, <column>:<lang>. */
const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "key")

const limitFields = z.strictObject({
  rows_min: z.int().min(0).optional(),
  rows_max: z.int().min(1).optional(),
  items_min: z.int().min(0).optional(),
  items_max: z.int().min(1).optional(),
  columns_min: z.int().min(0).optional(),
  columns_max: z.int().min(1).optional(),
  criteria_min: z.int().min(0).optional(),
  criteria_max: z.int().min(1).optional(),
  reasons_max: z.int().min(1).optional(),
  zh_chars_max: z.int().min(1).optional(),
  en_words_max: z.int().min(1).optional(),
  per: z.literal("item").optional(),
})

/** No most that is below its least, and the rows of a section counted under one name. */
const limit = limitFields.superRefine((limit, problem) => {
  for (const name of [...rowLimits, "columns"] as const) {
    const [min, max] = [limit[`${name}_min`], limit[`${name}_max`]]
    if (min !== undefined && max !== undefined && min > max)
      problem.addIssue(custom("limitCrossed", [`${name}_max`], { min, max }))
  }
  const named = rowLimits.filter((name) => limit[`${name}_min`] !== undefined || limit[`${name}_max`] !== undefined)
  if (named.length > 1) problem.addIssue(custom("limitTwice", [], { names: named.join(", ") }))
})

const columnBase = {
  key: key.refine((name) => name !== "order", "a row keeps its place under this name"),
  names: bothLanguages,
  required: z.boolean().optional(),
  width: z.number().positive().max(10).optional(),
  secondary: z.boolean().optional(),
}

const column = z.discriminatedUnion("type", [
  z.strictObject({ ...columnBase, type: z.literal("text"), size: z.enum(["short", "long"]).optional() }),
  z.strictObject({ ...columnBase, type: z.literal("string") }),
  z.strictObject({
    ...columnBase,
    type: z.literal("number"),
    min: z.number().optional(),
    max: z.number().optional(),
    integer: z.boolean().optional(),
  }),
  z.strictObject({ ...columnBase, type: z.literal("boolean") }),
  z.strictObject({ ...columnBase, type: z.literal("date") }),
  z.strictObject({
    ...columnBase,
    type: z.literal("choice"),
    choices: z.array(z.strictObject({ value: z.string().min(1).max(40), names: bothLanguages })).min(1),
    many: z.boolean().optional(),
  }),
  z.strictObject({
    ...columnBase,
    type: z.literal("ref"),
    to: z.enum(refTargets),
    part: key.optional(),
    many: z.boolean().optional(),
  }),
])

const part = z.strictObject({
  key,
  names: bothLanguages,
  single: z.literal(true).optional(),
  secondary: z.literal(true).optional(),
  columns: z.array(column).min(1),
})

const adds = z.strictObject({
  parts: z.array(part).optional(),
  columns: z.record(key, z.array(column).min(1)).optional(),
})

const section = z
  .strictObject({
    key,
    kind: z.string().max(40).refine(isKind, "kindUnknown"),
    heading: bothLanguages,
    guidance: bothLanguages,
    required: z.boolean(),
    /** The role to which the section is given when a brief is started; absent: it is open to all who write. */
    owner: z.enum(ruleFor("section.write").roles).optional(),
    limit: limit.nullable().default(null),
    adds: adds.nullable().default(null),
  })
  .superRefine(({ kind, limit, adds }, problem) => {
    if (!isKind(kind)) return
    const countable = limitsOf(kind)
    for (const name of Object.keys(limit ?? {}))
      if (!countable.has(name as LimitName)) problem.addIssue(custom("limitUncounted", ["limit", name], { kind, name }))
    const isPerItem = countable.has("per")
    if (isPerItem && (limit?.zh_chars_max || limit?.en_words_max) && limit.per !== "item")
      problem.addIssue(custom("limitPerItem", ["limit"], { kind }))
    if (!adds) return
    const parts = kindOf(kind).parts
    for (const added of adds.parts ?? [])
      if (parts.some((known) => known.key === added.key))
        problem.addIssue(custom("partTaken", ["adds", "parts"], { kind, name: added.key }))
    for (const [name, columns] of Object.entries(adds.columns ?? {})) {
      const to = parts.find((known) => known.key === name)
      if (!to) problem.addIssue(custom("partUnknown", ["adds", "columns", name], { kind, name }))
      for (const added of columns)
        if (to?.columns.some((known) => known.key === added.key))
          problem.addIssue(custom("columnTaken", ["adds", "columns", name], { kind, name: added.key }))
    }
  })

/** The shape of a brief: what is stored as one version of a template. Both languages, always. */
export const templateDefinition = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "templateKey"),
  /** As people call it: "T01" in the gallery, "W01" where it is a workshop's own. */
  code: z.string().regex(/^[TW]\d{2,3}$/, "templateCode"),
  family: z.enum(families).default("desk"),
  name: bothLanguages,
  purpose: bothLanguages,
  /** What it is good for, with examples. */
  fits: bothLanguages,
  /** Usual length in PDF, in pages: [least, most]. */
  pages: z
    .tuple([z.int().min(1).max(200), z.int().min(1).max(200)])
    .refine(([least, most]) => least <= most, "pagesCrossed"),
  sections: z
    .array(section)
    .min(1)
    .max(60)
    .superRefine((list, problem) => {
      for (const [at, { key }] of list.entries())
        if (list.findIndex((one) => one.key === key) < at) problem.addIssue(custom("keyTwice", [at, "key"], { key }))
    }),
})
export type TemplateDefinition = z.infer<typeof templateDefinition>

/** A section as its template has it: what the outline of a brief copies, and to whom it is given. */
export type TemplateSection = SectionOutline & { owner?: Role }

/** The sections of a stored definition. */
export const sectionsOf = (definition: unknown): TemplateSection[] =>
  templateDefinition.parse(definition).sections as TemplateSection[]
