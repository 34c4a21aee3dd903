import { flushSync } from "react-dom"
import { cellRoot } from "#components/editor/roots.ts"
import type { Lack } from "#lib/document/kinds/kind.ts"
import { proseRoot } from "#lib/document/ydoc.ts"

/** Opens a section that is folded away, for whoever goes there. */
export function unfold(section: HTMLElement | null) {
  const fold = section?.querySelector<HTMLElement>(".fold-section[aria-expanded=false]")
  if (fold) flushSync(() => fold.click())
}

/** Where something can be filled in: never what the head of a section offers. */
const field = "[contenteditable=true], :is(input, select, button)[data-root], .live-text[tabindex]"

/** Goes to the place where something is missing, and puts the cursor there if there is one. */
export function jumpTo(lack: Pick<Lack, "section" | "part" | "row" | "column" | "language">) {
  const section = document.getElementById(lack.section)
  unfold(section)
  const target = placeOf(section, lack) ?? section
  target?.scrollIntoView({ block: "center", behavior: "smooth" })
  const focusable = target?.matches("input, select, textarea, button, [tabindex]")
    ? target
    : (target?.querySelector<HTMLElement>(field) ?? target?.querySelector<HTMLElement>(".add-row"))
  focusable?.focus({ preventScroll: true })
}

function placeOf(
  section: HTMLElement | null,
  { section: key, part, row, column, language }: Parameters<typeof jumpTo>[0],
): HTMLElement | null {
  const byRoot = (root: string, exact = true) =>
    document.querySelector<HTMLElement>(
      exact ? `[data-root="${CSS.escape(root)}"]` : `[data-root^="${CSS.escape(root)}"]`,
    )
  if (part && row && column) {
    const place = { section: key, part, row, column }
    return byRoot(cellRoot({ ...place, ...(language && { language }) })) ?? byRoot(cellRoot(place), false)
  }
  if (part && row) return section?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`) ?? null
  if (part) return section?.querySelector<HTMLElement>(`[data-part="${CSS.escape(part)}"] > .add-row`) ?? null
  return language ? byRoot(proseRoot(key, language)) : null
}
