// What prose may be made of. The browser's editors, the server and the tests share this one schema.
// A change that an older page could not show must raise SCHEMA_VERSION: the server then turns that page away.

import { type Extensions, getSchema, type Mark, mergeAttributes, Node } from "@tiptap/core"
import Highlight from "@tiptap/extension-highlight"
import Subscript from "@tiptap/extension-subscript"
import Superscript from "@tiptap/extension-superscript"
import { TableKit } from "@tiptap/extension-table"
import type { Schema } from "@tiptap/pm/model"
import StarterKit from "@tiptap/starter-kit"

/** Version of what a page must know to show a brief: the prose and cell schemas, and the kinds of section. */
export const SCHEMA_VERSION = 2

/** Headings inside a section; its own heading is above them. */
export const headingLevels = [2, 3, 4] as const

/** Protocols a link in a brief may have. */
export const linkProtocols = ["https", "http", "mailto"] as const

/** Nodes in nodes. As deep as the gate lets anybody write (lib/collab/update-reader.ts). */
export const deepest = 24

/** A reference to one row of the brief's evidence list: a raised label on screen, a footnote on paper. */
export const Citation = Node.create({
  name: "citation",
  group: "inline",
  inline: true,
  atom: true,
  marks: "",
  addAttributes: () => ({
    /** Row id in the evidence list. */
    evidence: {
      default: "",
      parseHTML: (element: HTMLElement) => element.getAttribute("data-evidence") ?? "",
      renderHTML: (attributes: Record<string, unknown>) => ({ "data-evidence": attributes.evidence }),
    },
  }),
  parseHTML: () => [{ tag: "sup[data-evidence]" }],
  renderHTML: ({ HTMLAttributes }) => ["sup", mergeAttributes({ class: "citation" }, HTMLAttributes)],
})

/** Links without a class, pasted or stored: one could lay them over the whole page. */
const PlainLinks = StarterKit.extend({
  addExtensions() {
    return (this.parent?.() ?? []).map((one) =>
      one.name !== "link"
        ? one
        : (one as Mark).extend({
            addAttributes() {
              return { ...this.parent?.(), class: { default: null, parseHTML: () => null, renderHTML: () => ({}) } }
            },
          }),
    )
  },
})

/**
 * The extensions that define prose. They add no plugin that writes by itself: a page that only shows a section
 * must not change it, so there is no trailing node; undo belongs to the page, not to one editor.
 */
export const proseExtensions = (): Extensions => [
  PlainLinks.configure({
    heading: { levels: [...headingLevels] },
    trailingNode: false,
    undoRedo: false,
    link: {
      openOnClick: false,
      // Not `protocols`: those are added to linkify's own list, which knows all of ours, and more.
      isAllowedUri: (address) => linkProtocols.some((protocol) => address.toLowerCase().startsWith(`${protocol}:`)),
      HTMLAttributes: { target: null, rel: "noopener noreferrer" },
    },
  }),
  Highlight,
  Subscript,
  Superscript,
  TableKit.configure({ table: { resizable: false } }),
  Citation,
]

/** The extensions of a text cell: paragraphs of plain text, nothing else. */
export const cellExtensions = (): Extensions => [
  StarterKit.configure({
    blockquote: false,
    bold: false,
    bulletList: false,
    code: false,
    codeBlock: false,
    dropcursor: false,
    gapcursor: false,
    hardBreak: false,
    heading: false,
    horizontalRule: false,
    italic: false,
    link: false,
    listItem: false,
    listKeymap: false,
    orderedList: false,
    strike: false,
    trailingNode: false,
    underline: false,
    undoRedo: false,
  }),
]

let prose: Schema | undefined
let cell: Schema | undefined

/** The schema of a root `p:<section>:<lang>`. */
export const proseSchema = (): Schema => (prose ??= getSchema(proseExtensions()))

/** The schema of a text cell's fragment. */
export const cellSchema = (): Schema => (cell ??= getSchema(cellExtensions()))
