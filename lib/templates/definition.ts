import { z } from "zod"
import { refTargets } from "#lib/document/kinds/kind.ts"
import { isKind, kindOf } from "#lib/document/kinds/registry.ts"
import { families } from "#lib/templates/families.ts"

/** A text that is there in both Chinese and English, with Russian where it is known. */
const bothLanguages = z.strictObject({
  zh: z.string().trim().min(1).max(2000),
  en: z.string().trim().min(1).max(2000),
  ru: z.string().trim().min(1).max(2000).optional(),
})

/** Keys are parts of addresses in the Y.Doc: p:<section>:<lang>, <part>/<row>, <column>:<lang>. */
const key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

const limit = z.strictObject({
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
    kind: z.string().refine(isKind, "no such kind of section"),
    heading: bothLanguages,
    guidance: bothLanguages,
    required: z.boolean(),
    limit: limit.nullable().default(null),
    adds: adds.nullable().default(null),
  })
  .superRefine(({ kind, adds }, problem) => {
    if (!adds || !isKind(kind)) return
    const parts = kindOf(kind).parts
    for (const added of adds.parts ?? [])
      if (parts.some((known) => known.key === added.key))
        problem.addIssue({ code: "custom", message: `${kind} already has a part ${added.key}` })
    for (const [name, columns] of Object.entries(adds.columns ?? {})) {
      const to = parts.find((known) => known.key === name)
      if (!to) problem.addIssue({ code: "custom", message: `${kind} has no part ${name}` })
      for (const added of columns)
        if (to?.columns.some((known) => known.key === added.key))
          problem.addIssue({ code: "custom", message: `${kind} ${name} already has a column ${added.key}` })
    }
  })

/** The shape of a brief: what is stored as one version of a template. Both languages, always. */
export const templateDefinition = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  /** As people call it: "T01". */
  code: z.string().regex(/^T\d{2}$/),
  family: z.enum(families).default("desk"),
  name: bothLanguages,
  purpose: bothLanguages,
  /** What it is good for, with examples. */
  fits: bothLanguages,
  /** Usual length in PDF, in pages: [least, most]. */
  pages: z.tuple([z.int().min(1), z.int().min(1)]),
  sections: z
    .array(section)
    .min(1)
    .max(60)
    .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, "two sections have the same key"),
})
export type TemplateDefinition = z.infer<typeof templateDefinition>
