// A section as blocks that the template knows how to set. Every structured part is walked by its kind's description,
// so a new kind prints without a line here; a few kinds are laid out in a way of their own.
import type { Row, SectionContent, Text } from "#lib/document/content.ts"
import type { Column, Part, SectionOutline } from "#lib/document/kinds/kind.ts"
import { kindOf, mainPart, partsOf } from "#lib/document/kinds/registry.ts"
import type { Block } from "./block.ts"
import { isFilled } from "./cells.ts"
import { printCites } from "./cites.ts"
import type { Context } from "./context.ts"
import { crossing } from "./crossing.ts"
import { figureBlocks } from "./figures.ts"
import { type Field, type Line, linesOf, value } from "./lines.ts"
import { pointsOf, stepsOf } from "./lists.ts"
import { printProse } from "./prose.ts"
import { checksOf, resultsOf } from "./results.ts"
import { evidenceOf, isWide, recordsOf, sheetOf, tableOf } from "./tables.ts"
import { worksOf } from "./works.ts"

/** All blocks of one section; a section that says nothing says so. */
export function blocksOf(context: Context, section: SectionContent, outline: SectionOutline): Block[] {
  if (kindOf(section.kind).derived) return [worksOf(context)]
  const blocks: Block[] = proseOf(context, section)
  const parts = partsOf(outline)
  const named = parts.filter((part) => part.key !== "notes" && !crossedBy(parts, part))
  const filled = parts.filter((part) => (section.parts?.[part.key]?.length ?? 0) > 0)
  if (blocks.length === 0 && filled.length === 0) return [{ kind: "note", lines: nothingHere(context) }]
  if (blocks.length === 0 && kindOf(section.kind).prose) blocks.push({ kind: "note", lines: context.nothing().lines })
  for (const part of parts) {
    const rows = section.parts?.[part.key] ?? []
    if (part.key === "notes" || part.drawn) continue
    const caption = named.length > 1 || kindOf(section.kind).prose ? linesOf(part.names, context.shown) : []
    if (rows.length > 0) blocks.push(...partBlocks(context, section, parts, part, rows, caption))
    else if (!crossedBy(parts, part) && !part.secondary)
      blocks.push({ kind: "note", lines: [...captioned(caption), ...context.nothing().lines] })
  }
  const found = [...figureBlocks(context, section), ...resultsOf(context, section)]
  return [...blocks, ...found, ...notesOf(context, section)]
}

/** The line under a table that its writers gave it: where it comes from, what to mind. */
function notesOf(context: Context, section: SectionContent): Block[] {
  const cells = section.parts?.notes?.[0]?.cells ?? {}
  const fields = (["source", "note"] as const).flatMap((key): Field[] =>
    isFilled(cells[key])
      ? [
          {
            label: context.say(key === "source" ? "sources" : "remark"),
            value: value(linesOf(cells[key] as Text, context.shown)),
          },
        ]
      : [],
  )
  return fields.length > 0 ? [{ kind: "remarks", fields }] : []
}

const nothingHere = (context: Context): Line[] =>
  context.nothing().lines.map((line, at) => ({
    ...line,
    text: `${line.text}${line.lang === "zh" ? "：" : ": "}${context.say("empty")[at]?.text ?? ""}`,
  }))

const captioned = (caption: Line[]): Line[] => caption.slice(0, 1).map((line) => ({ ...line, text: `${line.text}：` }))

/** Prose by language, one after the other in full measure: Chinese needs the width to be justified well. */
function proseOf(context: Context, section: SectionContent): Block[] {
  const has = context.shown.filter((lang) => section.prose?.[lang])
  const langs = has.length > 0 ? has : (["zh", "en", "ru"] as const).filter((lang) => section.prose?.[lang]).slice(0, 1)
  return langs.flatMap((lang, at): Block[] => {
    const doc = section.prose?.[lang]
    return doc ? [{ kind: "prose", lang, second: at > 0, nodes: printProse(doc, printCites(context, lang)) }] : []
  })
}

const crossedBy = (parts: readonly Part[], part: Part) => parts.some((other) => other.across?.part === part.key)

function partBlocks(
  context: Context,
  section: SectionContent,
  parts: readonly Part[],
  part: Part,
  rows: Row[],
  caption: Line[],
): Block[] {
  if (part.single) return [sheetOf(context, part, rows[0] as Row, caption)]
  // A case has more to tell than a column of a crossing holds: one card for each, its codings first.
  if (section.kind === "case_table" && part.across)
    return [recordsOf(context, section, codedPart(part, section.parts?.[part.across.part] ?? [], rows), rows, caption)]
  if (part.across)
    return crossing(
      context,
      part,
      parts.find((other) => other.key === part.across?.part),
      rows,
      section,
      caption,
    )
  if (crossedBy(parts, part) && rows.every((row) => namesOnly(part, row))) return []
  if (section.kind === "key_points" && part.key === mainPart(section)?.key)
    return [pointsOf(context, part, rows, caption)]
  if (section.kind === "step_plan" && part.key === mainPart(section)?.key)
    return [stepsOf(context, part, rows, caption)]
  if (section.kind === "evidence_list" && part.key === "rows") return [evidenceOf(context, part, rows, caption)]
  if (section.kind === "data_table" && part.key === "checks") return [checksOf(context, section, part, rows, caption)]
  return [
    isWide(context, part, rows)
      ? recordsOf(context, section, part, rows, caption)
      : tableOf(context, part, rows, caption),
  ]
}

/** The part with a column for each variable that somebody has coded, in place of the crossing. */
function codedPart({ across, columns, ...part }: Part, variables: Row[], rows: Row[]): Part {
  const [lead, ...rest] = columns
  const coded = variables.flatMap(({ id, cells }) =>
    (across?.columns ?? []).flatMap(({ key, names, secondary }): Column[] => {
      const name = (cells.name ?? {}) as Text
      const both = { zh: `${name.zh ?? name.en ?? ""}：${names.zh}`, en: `${name.en ?? name.zh ?? ""}: ${names.en}` }
      const isUsed = !secondary || rows.some((row) => isFilled(row.cells[`${id}/${key}`]))
      return isUsed ? [{ key: `${id}/${key}`, names: secondary ? both : name, type: "text", size: "short" }] : []
    }),
  )
  return { ...part, columns: [...(lead ? [lead] : []), ...coded, ...rest] }
}

/** A list that only names the columns of a table needs no table of its own. */
const namesOnly = (part: Part, row: Row) =>
  part.columns.slice(1).every((column) => column.type === "ref" || !isFilled(row.cells[column.key]))
