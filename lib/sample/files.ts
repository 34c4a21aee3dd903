// The sample as it lies in sample/: registers and briefs as YAML, read and brought into the shapes of the product.

import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "yaml"
import { z } from "zod"
import { type Cell, type Language, languages, type Row, type SectionContent, type Text } from "#lib/document/content.ts"
import { type EntryInput, type RegisterKey, registerKeys, registersInput } from "#lib/registers/registers.ts"
import { proseOf } from "#lib/sample/prose.ts"

// Only Node runs this file (server.ts and the CLI), never the bundle.
const folder = join(import.meta.dirname, "../../sample")

const text = z.partialRecord(z.enum(languages), z.string().min(1))
const cell = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), text])

/** A row: its id, its cells by column, and under `across` the cells by row of the other part and column. */
const row = z
  .object({ id: z.string(), across: z.record(z.string(), z.record(z.string(), cell)).optional() })
  .catchall(cell)

const section = z.strictObject({
  prose: text.optional(),
  /** A part with one set of fields is that set; any other is a list of rows. */
  parts: z.record(z.string(), z.union([z.array(row), z.record(z.string(), cell)])).optional(),
})

const briefFile = z.strictObject({
  template: z.string(),
  title: text,
  languages: z.array(z.enum(languages)),
  options: z.array(z.string()),
  marking: text,
  /** Keys of the sections that the convener wrote; the drafter wrote the others. */
  by_convener: z.array(z.string()),
  sections: z.record(z.string(), section),
})

export interface SampleBrief {
  /** Name of its file without the ending: "01-g3plus5". */
  name: string
  template: string
  title: Text
  languages: Language[]
  options: string[]
  marking: Text
  byConvener: string[]
  /** In the order of the file. Kind and heading come from the template; fillBrief needs the key alone. */
  sections: Record<string, Pick<SectionContent, "prose" | "parts">>
}

/** The briefs of the sample in the order of their names. */
export const sampleBriefs = (): SampleBrief[] =>
  readdirSync(join(folder, "briefs"))
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => {
      const { by_convener, sections, ...brief } = briefFile.parse(yaml("briefs", file))
      return {
        ...brief,
        name: file.slice(0, -".yaml".length),
        byConvener: by_convener,
        sections: Object.fromEntries(Object.entries(sections).map(([key, given]) => [key, contentOf(given)])),
      }
    })

/** The registers of the sample. */
export const sampleRegisters = () =>
  registersInput.parse(
    Object.fromEntries(registerKeys.map((key) => [key, yaml("registers", `${key}.yaml`)])),
  ) as Record<RegisterKey, EntryInput[]>

const yaml = (...path: string[]): unknown => parse(readFileSync(join(folder, ...path), "utf8"))

function contentOf({ prose, parts }: z.infer<typeof section>): Pick<SectionContent, "prose" | "parts"> {
  const content: Pick<SectionContent, "prose" | "parts"> = {}
  if (prose)
    content.prose = Object.fromEntries(Object.entries(prose).map(([language, text]) => [language, proseOf(text)]))
  if (parts)
    content.parts = Object.fromEntries(
      Object.entries(parts).map(([key, part]) => [
        key,
        Array.isArray(part) ? part.map(rowOf) : [{ id: "fields", cells: part }],
      ]),
    )
  return content
}

function rowOf({ id, across, ...cells }: z.infer<typeof row>): Row {
  const crossed = Object.entries(across ?? {}).flatMap(([other, cells]) =>
    Object.entries(cells).map(([column, value]) => [`${other}/${column}`, value] as const),
  )
  return { id, cells: { ...(cells as Record<string, Cell>), ...Object.fromEntries(crossed) } }
}
