import { type ChildOptions, runChild } from "./child.ts"
import type { PdfInput } from "./input.ts"
import { isAttached, printModel } from "./model.ts"

/**
 * The brief as a tagged PDF in the house layout. Content is handed to Typst as data only. Refuses with *conflict*
 * when too many are being made, it takes too long, or the engine cannot set it. An empty brief works: each section
 * says that it is empty.
 */
export async function renderPdf(input: PdfInput, options?: ChildOptions): Promise<Uint8Array> {
  return runChild({ print: printModel(input), ...(isAttached(input) && { attachment: input.canonical }) }, options)
}
