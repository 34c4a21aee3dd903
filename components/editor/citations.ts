// A citation holds the id of an evidence row; its label follows the list, so it is filled in on the page and never
// stored. Mounted and drawn texts are labelled alike.

import type { Evidence } from "#components/sections/names.ts"
import { Citation } from "#lib/document/schema.ts"

/** Writes the labels into all citations below an element. */
export function labelCitations(within: ParentNode, evidence: readonly Evidence[]) {
  const byId = new Map(evidence.map((one) => [one.id, one]))
  for (const element of within.querySelectorAll<HTMLElement>("sup.citation[data-evidence]")) {
    const one = byId.get(element.dataset.evidence ?? "")
    const label = one ? `[${one.label}]` : "[?]"
    if (element.textContent !== label) element.textContent = label
  }
}

/** The citation as it is drawn inside an editor: its label is not the editor's to read back. */
export const liveCitation = (evidence: () => readonly Evidence[]) =>
  Citation.extend({
    addNodeView() {
      return ({ node }) => {
        const dom = document.createElement("sup")
        dom.className = "citation"
        dom.contentEditable = "false"
        dom.dataset.evidence = String(node.attrs.evidence ?? "")
        const one = evidence().find(({ id }) => id === node.attrs.evidence)
        dom.textContent = one ? `[${one.label}]` : "[?]"
        return { dom, ignoreMutation: () => true }
      }
    },
  })
