"use client"
import { MessageSquarePlus } from "lucide-react"
import { useTranslations } from "next-intl"
import { useEffect, useState } from "react"
import type { LiveBrief } from "#components/editor/live-brief.ts"
import { sectionOf } from "#components/editor/roots.ts"
import { type Anchor, cellAnchor, makeAnchor } from "#lib/document/anchor.ts"

interface Props {
  live: LiveBrief
  comment(anchor: Anchor, section: string, quote: string): void
}

interface Place {
  anchor: Anchor
  section: string
  quote: string
  left: number
  top: number
}

/** Over selected words: a way to say something about them. For readers too, who cannot write. */
export function SelectionBubble({ live, comment }: Props) {
  const t = useTranslations("comments")
  const [place, setPlace] = useState<Place | null>(null)

  useEffect(() => {
    let frame = 0
    const look = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0
        setPlace(selectedPlace(live))
      })
    }
    const onKey = (event: KeyboardEvent) => {
      if (!((event.ctrlKey || event.metaKey) && event.altKey && event.code === "KeyM")) return
      const here = selectedPlace(live) ?? focusedPlace()
      if (!here) return
      event.preventDefault()
      comment(here.anchor, here.section, here.quote)
    }
    document.addEventListener("selectionchange", look)
    document.addEventListener("keydown", onKey)
    window.addEventListener("scroll", look, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener("selectionchange", look)
      document.removeEventListener("keydown", onKey)
      window.removeEventListener("scroll", look)
    }
  }, [live, comment])

  if (!place) return null
  return (
    <button
      type="button"
      data-testid="comment-selection"
      style={{ left: place.left, top: place.top }}
      className="fixed z-30 inline-flex -translate-x-1/2 -translate-y-full items-center gap-1.5 rounded-full border border-line bg-sheet px-3 py-1 text-s text-accent shadow-card"
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => {
        comment(place.anchor, place.section, place.quote)
        setPlace(null)
      }}
    >
      <MessageSquarePlus aria-hidden size={14} /> {t("comment")}
    </button>
  )
}

/** The place of the words selected on the page, if they lie within one text. */
function selectedPlace(live: LiveBrief): Place | null {
  const selection = window.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = withinText(selection.getRangeAt(0))
  const host = elementAt(range.commonAncestorContainer)?.closest<HTMLElement>("[data-root]")
  const root = host?.dataset.root
  const quote = selection.toString().trim()
  if (!host || !root || !quote) return null
  const text = live.texts.get(root)
  const rect = range.getBoundingClientRect()
  const at = {
    left: Math.min(Math.max(rect.left + rect.width / 2, 60), window.innerWidth - 60),
    top: Math.max(rect.top - 6, 100),
  }
  const section = sectionOf(root)
  if (text?.editor) {
    const { view } = text.editor
    const from = view.posAtDOM(range.startContainer, range.startOffset)
    const to = view.posAtDOM(range.endContainer, range.endOffset)
    try {
      return { anchor: makeAnchor(live.doc, root, Math.min(from, to), Math.max(from, to)), section, quote, ...at }
    } catch {
      return null
    }
  }
  const anchor = cellOf(root)
  return anchor && { anchor, section, quote, ...at }
}

/** A triple click on the last paragraph selects to the very beginning of what comes next, which is another text. */
function withinText(range: Range): Range {
  const host = elementAt(range.startContainer)?.closest("[data-root]")
  if (!host || host.contains(range.endContainer)) return range
  const within = range.cloneRange()
  let last: Node = host
  while (last.lastChild) last = last.lastChild
  within.setEnd(last, last instanceof Text ? last.length : 0)
  return within.toString().trim() === range.toString().trim() ? within : range
}

/** The cell that has the focus. */
function focusedPlace(): Place | null {
  const root = document.activeElement?.closest<HTMLElement>("[data-root]")?.dataset.root
  const anchor = root ? cellOf(root) : null
  if (!root || !anchor) return null
  return { anchor, section: sectionOf(root), quote: "", left: 0, top: 0 }
}

function cellOf(root: string): Anchor | null {
  if (!root.startsWith("t:")) return null
  const [section = "", part = "", row = "", ...column] = root.slice(2).split("/")
  return cellAnchor(section, part, row, column.join("/").replace(/:(zh|en|ru)$/, ""))
}

const elementAt = (node: Node) => (node instanceof Element ? node : node.parentElement)
