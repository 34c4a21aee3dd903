// Templates as YAML files. A file comes from anybody, so it is read strictly: a size that can be read, no aliases (which
// make cycles and bombs), no tags, no key twice, and then the definition itself. All that is wrong is said at once.

import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Range,
  stringify,
  visit,
} from "yaml"
import { z } from "zod"
import { type TemplateDefinition, templateDefinition } from "#lib/templates/definition.ts"
import { type Problem, problemsOf } from "#lib/templates/problem.ts"

/** Characters of the largest file that is read. The longest template of the gallery has a fifth of it. */
export const largestFile = 100_000
/** How deep a definition may be nested; the form itself goes no deeper than twelve. */
const deepest = 40
const mostProblems = 50

/** Key and code are given by the place where the file comes to: a file may leave them out. */
const fileDefinition = z.strictObject({
  ...templateDefinition.shape,
  key: templateDefinition.shape.key.optional(),
  code: templateDefinition.shape.code.optional(),
})
export type FileDefinition = z.infer<typeof fileDefinition>

/** A file that reads back to the identical definition. */
export function writeTemplate(definition: TemplateDefinition): string {
  const sections = definition.sections.map(({ limit, adds, ...section }) => ({
    ...section,
    ...(limit && { limit }),
    ...(adds && { adds }),
  }))
  const place = ({ key }: Pair) => {
    const at = fieldOrder.indexOf(isScalar(key) ? String(key.value) : "")
    return at < 0 ? fieldOrder.length : at
  }
  return stringify(
    { ...definition, sections },
    { lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: (a, b) => place(a) - place(b) },
  )
}

/** The fields as a person reads them: a database keeps no order. What is not here comes after. */
const fieldOrder = (
  "key code family name purpose fits pages sections kind heading guidance required owner limit adds zh en ru names type " +
  "rows_min rows_max items_min items_max criteria_min criteria_max columns_min columns_max reasons_max zh_chars_max " +
  "en_words_max per"
).split(" ")

export type ReadTemplate = { definition: FileDefinition } | { problems: Problem[] }

/** The definition in a file, or all that is wrong with it, each with its line. */
export function readTemplate(text: string): ReadTemplate {
  const refuse = (reason: string, values: Problem["values"] = {}, line?: number): ReadTemplate => ({
    problems: [{ path: [], reason, values, ...(line && { line }) }],
  })
  if (text.length > largestFile) return refuse("fileLarge", { limit: largestFile })
  if (text.trim() === "") return refuse("fileEmpty")
  const deep = tooDeep(text)
  if (deep) return refuse("fileDeep", {}, deep)
  const lines = new LineCounter()
  const lineAt = (offset: number | undefined) => (offset === undefined ? undefined : lines.linePos(offset).line)
  // Keys are compared below: the parser would compare each with each.
  const doc = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false, version: "1.2" })
  const problems: Problem[] = []
  const note = (
    reason: string,
    offset: number | undefined,
    values: Problem["values"] = {},
    path: Problem["path"] = [],
  ) => {
    const line = lineAt(offset)
    problems.push({ path, reason, values, ...(line && { line }) })
  }
  for (const { code, message, pos } of [...doc.errors, ...doc.warnings])
    note(code === "MULTIPLE_DOCS" ? "fileMany" : code === "TAG_RESOLVE_FAILED" ? "tag" : "syntax", pos[0], {
      said: message.slice(0, 200),
    })
  const noAnchor = ({ anchor, range }: { anchor?: string | undefined; range?: Range | null | undefined }) => {
    if (anchor) note("anchor", range?.[0], { name: anchor.slice(0, 40) })
  }
  visit(doc, {
    Scalar: (_, scalar) => noAnchor(scalar),
    Seq: (_, list) => noAnchor(list),
    Alias: (_, { source, range }) => note("alias", range?.[0], { name: source.slice(0, 40) }),
    Map: (_, map, path) => {
      noAnchor(map)
      const seen = new Map<string, number | undefined>()
      for (const { key } of map.items) {
        if (!isScalar(key)) {
          note("keyForm", isNode(key) ? key.range?.[0] : map.range?.[0])
          continue
        }
        const name = String(key.value)
        const [at, first] = [key.range?.[0], seen.get(name)]
        if (seen.has(name))
          note("keyRepeated", at, { field: name.slice(0, 60), line: lineAt(first) ?? 0 }, placeOf([...path, map], name))
        else seen.set(name, at)
      }
    },
  })
  // Until it can be read in one way only, what it means is not judged.
  if (problems.length > 0) return { problems: sorted(problems) }
  if (!isMap(doc.contents)) return refuse("fileForm", {}, 1)
  const read = fileDefinition.safeParse(doc.toJS({ maxAliasCount: 0 }), { reportInput: true })
  if (read.success) return { definition: read.data }
  return {
    problems: sorted(
      problemsOf(read.error)
        .slice(0, mostProblems)
        .map((problem) => {
          const line = lineAt(offsetOf(doc, problem))
          return { ...problem, ...(line && { line }) }
        }),
    ),
  }
}

const sorted = (problems: Problem[]) => problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, mostProblems)

/** Where in the text a problem is: at its value or, where that is missing, at what should hold it. */
function offsetOf(doc: Document, { path, reason }: Problem): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const steps = path.slice(0, length)
    const holder = length > 0 ? (doc.getIn(steps.slice(0, -1), true) as Node | undefined) : undefined
    const pair = isMap(holder) ? holder.items.find(({ key }) => isScalar(key) && key.value === steps.at(-1)) : undefined
    if (isScalar(pair?.key)) return pair.key.range?.[0]
    const node = length > 0 ? (doc.getIn(steps, true) as unknown) : doc.contents
    if (isNode(node)) return node.range?.[0]
  }
  return reason ? 0 : undefined
}

/** The names and numbers that lead to a key: `above` are the nodes over it, from the document to its own map. */
function placeOf(above: readonly unknown[], key: string): Problem["path"] {
  const path: Problem["path"] = []
  for (const [at, node] of above.entries()) {
    if (isPair(node) && isScalar(node.key)) path.push(String(node.key.value))
    else if (isSeq(node)) path.push(node.items.indexOf(above[at + 1]))
  }
  return [...path, key]
}

/**
 * The line at which a text is nested deeper than any template, if it is: brackets, dashes and indentation are all
 * that nests, and this counts them before a parser climbs down.
 */
function tooDeep(text: string): number | undefined {
  let brackets = 0
  for (const [at, line] of text.split("\n").entries()) {
    const indent = /^[ \t]*(?:[-?:] +)*/.exec(line)?.[0].length ?? 0
    for (const sign of line) {
      if (sign === "[" || sign === "{") brackets++
      else if (sign === "]" || sign === "}") brackets = Math.max(0, brackets - 1)
      if (brackets > deepest) return at + 1
    }
    if (indent > deepest * 4) return at + 1
  }
  return undefined
}
