// One PDF, then gone: a child process of its own, because a compile cannot be stopped from inside and leaves
// memory behind. Reads a Job as JSON from stdin, writes the PDF to stdout. What goes wrong is one line of JSON on
// stderr, and exit code 2. The folder it is given is empty and all files are virtual, so a template could read nothing.

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { type NodeCompiler as Compiler, NodeCompiler, type NodeError } from "@myriaddreamin/typst-ts-node-compiler"
import { svgOf } from "#lib/figures/svg.ts"
import type { FigureBlock } from "./figures.ts"
import { fontFiles } from "./fonts.ts"
import type { PrintModel } from "./model.ts"

/** What the child is asked for. `print` is PrintModel; `attachment` is canonical content that travels inside the PDF. */
export interface Job {
  root: string
  /** An empty folder. */
  workspace: string
  print: unknown
  attachment?: string
}

const templates = ["house.typ", "text.typ", "prose.typ", "parts.typ", "figures.typ", "cover.typ", "clearance.typ"]

class Refused extends Error {}

/** All diagnostics as one text; Typst's own words, for the log. */
function words(compiler: Compiler, error: NodeError | null): string {
  if (!error) return ""
  return compiler
    .fetchDiagnostics(error)
    .map((found: { message?: string; path?: string; range?: { start?: { line?: number } }; hints?: string[] }) =>
      [found.message, found.hints?.join(" "), `${found.path?.split("/").at(-1)}:${(found.range?.start?.line ?? 0) + 1}`]
        .filter(Boolean)
        .join(" · "),
    )
    .join("\n")
}

/** The figures of all sections. */
const figuresIn = (print: unknown): FigureBlock[] =>
  ((print as Partial<PrintModel>).sections ?? []).flatMap(({ blocks }) =>
    blocks.filter((block) => block.kind === "figure"),
  )

/** The template sets the files. The drawings are ours, and hold the words of the brief as they were typed. */
const withoutDrawings = (key: string, value: unknown) => (key === "drawing" ? undefined : value)

function make(job: Job): Buffer {
  const compiler = NodeCompiler.create({ workspace: job.workspace, fontArgs: [{ fontPaths: fontFiles(job.root) }] })
  for (const name of templates)
    compiler.addSource(join(job.workspace, name), readFileSync(join(job.root, "lib", "export", "pdf", name), "utf8"))
  compiler.mapShadow(join(job.workspace, "brief.json"), Buffer.from(JSON.stringify(job.print, withoutDrawings)))
  for (const { file, drawing, width } of figuresIn(job.print))
    compiler.mapShadow(join(job.workspace, file), Buffer.from(svgOf(drawing, width)))
  if (job.attachment !== undefined) compiler.mapShadow(join(job.workspace, "content.json"), Buffer.from(job.attachment))
  const done = compiler.compile({ mainFilePath: join(job.workspace, "house.typ") })
  const warnings = words(compiler, done.takeWarnings())
  if (/font/i.test(warnings)) throw new Refused(`fonts: ${warnings}`)
  if (!done.result) throw new Refused(`compile: ${words(compiler, done.takeError())}`)
  try {
    return compiler.pdf(done.result, { pdfStandard: "ua-1" })
  } catch {
    // A character that no font of ours has (an emoji, a rare Han) is against UA-1. The text matters more than the seal:
    // the same tagged PDF, without the claim.
    return compiler.pdf(done.result, {})
  }
}

try {
  const job = JSON.parse(readFileSync(0, "utf8")) as Job
  process.stdout.write(make(job))
} catch (error) {
  process.stderr.write(`${JSON.stringify({ reason: error instanceof Error ? error.message : String(error) })}\n`)
  process.exitCode = 2
}
