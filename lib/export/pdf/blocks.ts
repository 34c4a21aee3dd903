// A section as blocks that the template knows how to set. Every structured part is walked by its kind's description,
// so a new kind prints without a line here; a few kinds are laid out in a way of their own.

import type { Cell, Row, SectionContent, Text } from "#lib/document/content.ts"
import type { Column, Part, SectionOutline } from "#lib/document/kinds/kind.ts"
import { kindOf, mainPart, partsOf } from "#lib/document/kinds/registry.ts"
import { evidenceRefs, isEvidence, isFilled, isOrigin, printCell } from "./cells.ts"
import { printCites } from "./cites.ts"
import type { Context } from "./context.ts"
import { type Figure, figuresOf } from "./figures.ts"
import { type Field, type Line, lineOf, linesOf, type Value, value } from "./lines.ts"
import { type PrintNode, printProse } from "./prose.ts"
import { type Works, worksOf } from "./works.ts"

export interface Source {
  lead: Line[]
  refs: Value["refs"]
  derived: Line[]
}

export interface TableColumn {
  label: Line[]
  width: number
  /** As wide as what is in it. */
  fixed: boolean
}

export interface TableRow {
  cells: Value[]
  anchor: string | null
  /** Whether the first cell names the row. */
  lead: boolean
  /** Kept on one page: short enough that no page could be too small for it. */
  whole: boolean
}

interface RecordRow {
  title: Value
  anchor: string | null
  facts: Field[]
  fields: Field[]
  whole: boolean
}

export interface Step {
  number: string
  title: Value
  facts: Field[]
  fields: Field[]
  gate: Field | null
  whole: boolean
}

export type Block =
  | { kind: "prose"; lang: Line["lang"]; second: boolean; nodes: PrintNode[] }
  | { kind: "note"; lines: Line[] }
  | { kind: "sheet"; caption: Line[]; fields: Field[]; source: Source | null }
  | {
      kind: "table"
      caption: Line[]
      columns: TableColumn[]
      rows: TableRow[]
      source: Source | null
    }
  | {
      kind: "records"
      caption: Line[]
      head: [Line[], Line[]]
      abreast: number
      rows: RecordRow[]
      source: Source | null
    }
  | {
      kind: "points"
      caption: Line[]
      items: { lines: Line[]; muted: boolean; facts: Field[]; whole: boolean }[]
      source: Source | null
    }
  | { kind: "steps"; caption: Line[]; items: Step[]; source: Source | null }
  | { kind: "remarks"; fields: Field[] }
  | Works
  | Figure

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
    if (part.key === "notes") continue
    const caption = named.length > 1 || kindOf(section.kind).prose ? linesOf(part.names, context.shown) : []
    if (rows.length > 0) blocks.push(...partBlocks(context, section, parts, part, rows, caption))
    else if (!crossedBy(parts, part) && !part.secondary)
      blocks.push({ kind: "note", lines: [...captioned(caption), ...context.nothing().lines] })
  }
  return [...blocks, ...figuresOf(context, section), ...notesOf(context, section)]
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
  context
    .nothing()
    .lines.map((line, at) => ({
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
  return [
    isWide(context, part, rows)
      ? recordsOf(context, section, part, rows, caption)
      : tableOf(context, part, rows, caption),
  ]
}

/** A list that only names the columns of a table needs no table of its own. */
const namesOnly = (part: Part, row: Row) =>
  part.columns.slice(1).every((column) => column.type === "ref" || !isFilled(row.cells[column.key]))

const isShown = (column: Column, rows: Row[]) =>
  !column.secondary || rows.some((row) => isFilled(row.cells[column.key]))

const shownColumns = (part: Part, rows: Row[]) =>
  part.columns.filter(
    (column) =>
      !isEvidence(column) &&
      !isOrigin(column) &&
      !(column.key === "code" && column.type === "string") &&
      isShown(column, rows),
  )

const label = (context: Context, column: Pick<Column, "names">) => linesOf(column.names, context.shown)

/** Characters that surely fit on one page in the narrowest layout. */
const fits = 900

const isWhole = (values: Value[]) =>
  values
    .flatMap((one) => one.lines)
    .reduce((sum, line) => sum + line.text.length + 20 * line.text.split("\n").length, 0) < fits

/** What a row rests on, with the mark of what the team derived itself. */
function basis(context: Context, columns: readonly Column[], row: Row, at = ""): Value {
  const ids = columns.filter(isEvidence).flatMap((column) => {
    const cell = row.cells[at + column.key]
    return Array.isArray(cell) ? cell : typeof cell === "string" && cell !== "" ? [cell] : []
  })
  const origin = columns.find(isOrigin)
  return value([], {
    refs: evidenceRefs(context, ids),
    tag: origin && row.cells[at + origin.key] === "D" ? context.say("derived") : null,
  })
}

const hasBasis = (columns: readonly Column[]) => columns.some((column) => isEvidence(column) || isOrigin(column))

/** The works that the rows rest on, by their numbers in the list. */
function sourceOf(context: Context, columns: readonly Column[], rows: Row[]): Source | null {
  const rests = rows.map((row) => basis(context, columns, row))
  const ids = rows.flatMap((row) =>
    columns.filter(isEvidence).flatMap((column) => {
      const cell = row.cells[column.key]
      return Array.isArray(cell) ? cell : typeof cell === "string" ? [cell] : []
    }),
  )
  const works = new Map<number, Value["refs"][number]>()
  for (const id of ids) {
    const code = context.evidence.get(id)?.row.cells.source
    const work = typeof code === "string" ? context.works.get(code) : undefined
    if (work) works.set(work.number, { label: `[${work.number}]`, to: work.anchor })
  }
  const derived = rests.some((one) => one.tag)
  if (works.size === 0 && !derived) return null
  return {
    lead: works.size > 0 ? context.say("sources") : [],
    refs: [...works].sort(([a], [b]) => a - b).map(([, ref]) => ref),
    derived: derived ? context.say("derivedNote") : [],
  }
}

const cellOf = (context: Context, column: Column, row: Row): Value => printCell(context, column, row.cells[column.key])

function sheetOf(context: Context, part: Part, row: Row, caption: Line[]): Block {
  const fields = shownColumns(part, [row]).map((column) => ({
    label: label(context, column),
    value: cellOf(context, column, row),
  }))
  const rests = basis(context, part.columns, row)
  if (rests.refs.length > 0 || rests.tag) fields.push({ label: context.say("evidence"), value: rests })
  return { kind: "sheet", caption, fields, source: sourceOf(context, part.columns, [row]) }
}

const share = (column: Column): number => {
  if (column.width) return column.width
  if (column.type === "text") return column.size === "long" ? 2.6 : 1.8
  if (column.type === "number" || column.type === "boolean") return 0.7
  return column.type === "ref" && column.many ? 1.4 : 1
}

/** What would be unreadable as columns of one upright page is laid out as cards. */
function isWide(context: Context, part: Part, rows: Row[]): boolean {
  const columns = shownColumns(part, rows)
  const texts = columns.filter((column) => column.type === "text").length
  const others = columns.length - texts + (hasBasis(part.columns) ? 1 : 0)
  return columns.length > 3 && texts * (context.shown.length > 1 ? 2 : 1.8) + others > 8.5
}

function tableOf(context: Context, part: Part, rows: Row[], caption: Line[]): Block {
  const columns = shownColumns(part, rows)
  const rests = hasBasis(part.columns)
  return {
    kind: "table",
    caption,
    columns: [
      ...columns.map((column) => ({ label: label(context, column), width: share(column), fixed: false })),
      ...(rests ? [{ label: context.say("evidence"), width: 0.9, fixed: false }] : []),
    ],
    rows: rows.map((row) => {
      const cells = [
        ...columns.map((column) => cellOf(context, column, row)),
        ...(rests ? [basis(context, part.columns, row)] : []),
      ]
      const lead = columns[0]?.type === "text" || columns[0]?.type === "ref"
      return { cells, anchor: null, lead, whole: isWhole(cells) }
    }),
    source: sourceOf(context, part.columns, rows),
  }
}

/** The list of evidence: what is claimed, where it stands, of what nature it is. Everything else links here. */
function evidenceOf(context: Context, part: Part, rows: Row[], caption: Line[]): Block {
  const { say, shown } = context
  const column = (key: string) => part.columns.find((one) => one.key === key)
  const lines = (row: Row, key: string) => {
    const found = column(key)
    return found && isFilled(row.cells[key]) ? printCell(context, found, row.cells[key]) : null
  }
  const texts = (row: Row, keys: string[]) =>
    keys.flatMap((key) => lines(row, key)?.lines ?? []).sort((a, b) => shown.indexOf(a.lang) - shown.indexOf(b.lang))
  return {
    kind: "table",
    caption,
    columns: [
      { label: say("number"), width: 0.5, fixed: false },
      { label: say("claim"), width: 3.6, fixed: false },
      { label: say("source"), width: 1.5, fixed: false },
      { label: say("nature"), width: 0.9, fixed: false },
    ],
    rows: rows.map((row) => {
      const found = context.evidence.get(row.id)
      const claim = texts(row, ["claim", "paraphrase", "note"])
      const source = lines(row, "source")
      const locator = texts(row, ["locator"])
      const cells = [
        value(lineOf(found?.label ?? row.id)),
        claim.length > 0 ? value(claim) : context.nothing(),
        source || locator.length > 0
          ? value([...(source?.lines ?? []), ...locator], { refs: source?.refs ?? [] })
          : context.nothing(),
        value(texts(row, ["type", "verified"]), { tag: row.cells.origin === "D" ? say("derived") : null }),
      ]
      return { cells, anchor: found?.row === row ? found.anchor : null, lead: true, whole: isWhole(cells) }
    }),
    source: null,
  }
}

/** Wide rows as cards: who or what on the left with its short facts, its texts on the right. */
function recordsOf(context: Context, section: SectionContent, part: Part, rows: Row[], caption: Line[]): Block {
  const columns = shownColumns(part, rows)
  const title =
    columns.find((column) => column.type === "ref" && !column.many) ??
    columns.find((column) => column.type === "text") ??
    columns[0]
  const lead = columns[0]?.type === "text" ? columns[0] : title
  const rest = columns.filter((column) => column !== lead)
  const isLong = (column: Column) => column.type === "text" || (column.type === "ref" && column.many)
  const risk = section.kind === "risk_register"
  return {
    kind: "records",
    caption,
    head: [lead ? label(context, lead) : [], context.say("details")],
    abreast: rest.filter((column) => column.type === "text" && column.size === "short").length > 3 ? 4 : 2,
    rows: rows.map((row, at) => {
      const rests = basis(context, part.columns, row)
      const facts = rest
        .filter((column) => !isLong(column))
        .map((column) => ({ label: label(context, column), value: cellOf(context, column, row) }))
      const rating = risk && typeof row.cells.likelihood === "number" && typeof row.cells.impact === "number"
      if (rating)
        facts.push({
          label: context.say("rating"),
          value: value(lineOf(String(Number(row.cells.likelihood) * Number(row.cells.impact)))),
        })
      if (rests.refs.length > 0 || rests.tag) facts.push({ label: context.say("evidence"), value: rests })
      const named = lead ? cellOf(context, lead, row) : context.nothing()
      const fields = rest
        .filter(isLong)
        .map((column) => ({ label: label(context, column), value: cellOf(context, column, row) }))
      return {
        title: risk ? { ...named, strong: `R${at + 1}` } : named,
        anchor: null,
        facts,
        fields,
        whole: isWhole(fields.map((one) => one.value)),
      }
    }),
    source: sourceOf(context, part.columns, rows),
  }
}

function pointsOf(context: Context, part: Part, rows: Row[], caption: Line[]): Block {
  const columns = shownColumns(part, rows)
  const statement = columns.find((column) => column.type === "text") ?? columns[0]
  return {
    kind: "points",
    caption,
    items: rows.map((row) => {
      const said = statement ? cellOf(context, statement, row) : context.nothing()
      const rests = basis(context, part.columns, row)
      return {
        lines: said.lines,
        whole: isWhole([said]),
        muted: said.muted,
        facts: [
          ...columns
            .filter((column) => column !== statement)
            .map((column) => ({ label: label(context, column), value: cellOf(context, column, row) })),
          ...(rests.refs.length > 0 || rests.tag ? [{ label: context.say("evidence"), value: rests }] : []),
        ],
      }
    }),
    source: sourceOf(context, part.columns, rows),
  }
}

function stepsOf(context: Context, part: Part, rows: Row[], caption: Line[]): Block {
  const columns = shownColumns(part, rows)
  const title = columns.find((column) => column.type === "text")
  const gate = columns.find((column) => column.key === "gate")
  const rest = columns.filter((column) => column !== title && column !== gate)
  const field = (row: Row) => (column: Column) => ({
    label: label(context, column),
    value: cellOf(context, column, row),
  })
  return {
    kind: "steps",
    caption,
    items: rows.map((row, at) => {
      const rests = basis(context, part.columns, row)
      return {
        whole: isWhole(columns.map((column) => cellOf(context, column, row))),
        number: String(at + 1),
        title: title ? cellOf(context, title, row) : context.nothing(),
        fields: rest.filter((column) => column.type === "text").map(field(row)),
        facts: [
          ...rest.filter((column) => column.type !== "text").map(field(row)),
          ...(rests.refs.length > 0 || rests.tag ? [{ label: context.say("evidence"), value: rests }] : []),
        ],
        gate: gate ? field(row)(gate) : null,
      }
    }),
    source: sourceOf(context, part.columns, rows),
  }
}

/** At most this many columns (of text; of values) of a crossing stand on one page; the rest follow in further tables. */
const narrow = 4
const wide = 7

function crossing(
  context: Context,
  part: Part,
  other: Part | undefined,
  rows: Row[],
  section: SectionContent,
  caption: Line[],
): Block[] {
  const heads = section.parts?.[other?.key ?? ""] ?? []
  const own = shownColumns(part, rows)
  const columns = part.across?.columns ?? []
  const name = (head: Row): Line[] => {
    for (const column of other?.columns ?? []) {
      const cell = other && isFilled(head.cells[column.key]) ? printCell(context, column, head.cells[column.key]) : null
      if (cell && cell.lines.length > 0) return cell.lines
    }
    return lineOf(head.id)
  }
  const cross = (row: Row, head: Row): Value => {
    const filled = columns.filter((column) => isFilled(row.cells[`${head.id}/${column.key}`]))
    const rests = basis(context, columns, row, `${head.id}/`)
    if (filled.length === 0) return context.nothing()
    const said = filled
      .filter((column) => !isEvidence(column) && !isOrigin(column))
      .map((column) => ({ column, cell: printCell(context, column, row.cells[`${head.id}/${column.key}`]) }))
    const number = said.find(({ column }) => column.type === "number")
    const stance = said.find(({ cell }) => cell.pips !== null)
    const texts = said.filter((one) => one !== number).map(({ cell }) => cell.lines)
    return {
      ...rests,
      lines: texts.flat().sort((a, b) => context.shown.indexOf(a.lang) - context.shown.indexOf(b.lang)),
      pips: stance?.cell.pips ?? null,
      strong: number?.cell.lines[0]?.text ?? null,
    }
  }
  const source = crossSource(context, columns, rows, heads, sourceOf(context, part.columns, rows))
  if (heads.length === 0) return [tableOf(context, part, rows, caption)]
  const tables: Block[] = []
  const sideBySide = columns.some((column) => column.type === "text") ? narrow : wide
  for (let from = 0; from < heads.length; from += sideBySide) {
    const some = heads.slice(from, from + sideBySide)
    const last = from + sideBySide >= heads.length
    tables.push({
      kind: "table",
      caption: from === 0 ? caption : [],
      columns: [
        ...own.map((column) => ({ label: label(context, column), width: Math.min(1.4, share(column)), fixed: false })),
        ...some.map((head) => ({ label: name(head), width: columns.length > 1 ? 2 : 1, fixed: false })),
        ...(last && hasBasis(part.columns) ? [{ label: context.say("evidence"), width: 0.8, fixed: false }] : []),
      ],
      rows: rows.map((row) => {
        const cells = [
          ...own.map((column) => cellOf(context, column, row)),
          ...some.map((head) => cross(row, head)),
          ...(last && hasBasis(part.columns) ? [basis(context, part.columns, row)] : []),
        ]
        return { cells, anchor: null, lead: true, whole: isWhole(cells) }
      }),
      source: last ? source : null,
    })
  }
  return tables
}

/** The source line of a crossing: what its rows rest on, and what its cells do. */
function crossSource(
  context: Context,
  columns: readonly Column[],
  rows: Row[],
  heads: Row[],
  own: Source | null,
): Source | null {
  const flat = rows.flatMap((row) =>
    heads.map((head) => ({
      id: row.id,
      cells: Object.fromEntries(
        columns.flatMap((column): [string, Cell][] => {
          const cell = row.cells[`${head.id}/${column.key}`]
          return cell === undefined ? [] : [[column.key, cell]]
        }),
      ),
    })),
  )
  const inside = sourceOf(context, columns, flat)
  if (!own || !inside) return inside ?? own
  const refs = new Map([...own.refs, ...inside.refs].map((ref) => [ref.label, ref]))
  return {
    lead: own.lead.length > 0 ? own.lead : inside.lead,
    refs: [...refs.values()],
    derived: own.derived.length > 0 ? own.derived : inside.derived,
  }
}
