// What a reader of a PDF finds in it, by another engine than the one that made it. For tests.

import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"

export interface ReadPdf {
  /** The words of each page, without the spaces that line breaking put in. */
  pages: string[]
  text: string
  title: string | undefined
  isTagged: boolean
  outline: string[]
  links: string[]
  attachments: string[]
  /** What stands for the figures, for those who do not see them. */
  alts: string[]
  /** XMP. */
  metadata: string
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 })
  try {
    const document = await task.promise
    const pages: string[] = []
    const links: string[] = []
    const alts: string[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      pages.push(items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""))
      alts.push(...altsIn(await page.getStructTree()))
      for (const note of await page.getAnnotations())
        if (note.url ?? note.unsafeUrl) links.push(note.unsafeUrl ?? note.url)
    }
    const { info, metadata } = await document.getMetadata()
    const mark = (await document.getMarkInfo()) as Map<string, boolean> | null
    const outline = ((await document.getOutline()) ?? []).map((entry) => entry.title)
    const attached = (await document.getAttachments()) as Map<string, unknown> | null
    return {
      pages,
      text: pages.join("\n"),
      title: (info as { Title?: string }).Title,
      isTagged: mark?.get("Marked") === true,
      metadata: metadata?.getRaw() ?? "",
      outline,
      links,
      alts,
      attachments: [...(attached?.keys() ?? [])],
    }
  } finally {
    await task.destroy()
  }
}

interface Tagged {
  alt?: string
  children?: unknown[]
}

const altsIn = (node: Tagged | null): string[] =>
  node ? [...(node.alt ? [node.alt] : []), ...(node.children ?? []).flatMap((child) => altsIn(child as Tagged))] : []
