import { z } from "zod"
import { languages, type Text } from "#lib/document/content.ts"
import { entryCode } from "#lib/registers/input.ts"

/** What a workshop keeps lists of, beside its briefs. */
export const registerKeys = ["options", "actors", "mechanisms", "sources", "terms"] as const
export type RegisterKey = (typeof registerKeys)[number]

/** One entry: its name in the languages known, and what else is known of it. An absent fact is "not specified". */
export interface Entry {
  names: Text
  data: Record<string, unknown>
}

/** Entries by their code ("O-03", "KZ", "SCO", "003-6", "T-001"), in the order of their codes. */
export type Registers = Record<RegisterKey, Record<string, Entry>>

const text = z.partialRecord(z.enum(languages), z.string().trim().min(1).max(1000))

/** An entry as it is brought in from outside. */
export const entryInput = z.object({
  code: entryCode,
  names: text.refine((names) => Object.keys(names).length > 0),
  data: z.record(z.string(), z.json()).default({}),
})
export type EntryInput = z.input<typeof entryInput>

export const registersInput = z.partialRecord(z.enum(registerKeys), z.array(entryInput).max(2000))
export type RegistersInput = z.input<typeof registersInput>
