"use client"
import type { Editor } from "@tiptap/core"
import type { PluginKey } from "@tiptap/pm/state"
import Suggestion, { type SuggestionOptions, type SuggestionProps } from "@tiptap/suggestion"
import { useEffect, useId } from "react"
import { Signal, useSignal } from "#components/editor/signal.ts"
import { classes } from "#components/ui/classes.ts"

/** A choice offered while typing. */
export interface Offer {
  key: string
  name: string
  hint?: string
  run(editor: Editor, range: { from: number; to: number }): void
}

export interface Shown {
  /** The text that asked: it keeps the focus. */
  field: HTMLElement
  offers: Offer[]
  at: number
  /** Viewport coordinates of the words that asked. */
  left: number
  top: number
  bottom: number
  label: string
  empty: string
  take(offer: Offer): void
}

/** One popup for the page: whichever editor is asked shows its offers in it. */
export class Popup {
  readonly shown = new Signal<Shown | null>(null)

  /** Offers after a character, such as "/" or "[^". Never while a word is being composed. */
  suggestion(
    editor: Editor,
    options: {
      char: string
      key: PluginKey
      label: string
      empty: string
      startOfBlock?: boolean
      offers(query: string): Offer[]
    },
  ) {
    const { shown } = this
    const draw = (props: SuggestionProps<Offer>) => {
      const rect = props.clientRect?.()
      if (!rect) return shown.set(null)
      shown.set({
        field: props.editor.view.dom,
        offers: props.items,
        at: 0,
        left: rect.left,
        top: rect.top,
        bottom: rect.bottom,
        label: options.label,
        empty: options.empty,
        take: (offer) => props.command(offer),
      })
    }
    return Suggestion<Offer>({
      editor,
      char: options.char,
      pluginKey: options.key,
      allowedPrefixes: null,
      decorationTag: "span",
      items: ({ query }) => options.offers(query),
      allow: ({ editor: asked, state, range }) => {
        if (asked.view.composing || !asked.isEditable) return false
        const { $from } = state.selection
        if ($from.parent.type.spec.code) return false
        return (
          !options.startOfBlock ||
          range.from === $from.start() ||
          /\s/.test(state.doc.textBetween(range.from - 1, range.from))
        )
      },
      command: ({ editor: asked, range, props }) => props.run(asked as Editor, range),
      render: () => ({
        onStart: draw,
        onUpdate: draw,
        onExit: () => shown.set(null),
        onKeyDown: ({ event }) => {
          const now = shown.value
          if (!now || event.isComposing) return false
          if (event.key === "Escape") {
            shown.set(null)
            return true
          }
          if (now.offers.length === 0) return false
          if (event.key === "ArrowDown") shown.set({ ...now, at: (now.at + 1) % now.offers.length })
          else if (event.key === "ArrowUp")
            shown.set({ ...now, at: (now.at + now.offers.length - 1) % now.offers.length })
          else if (event.key === "Enter" || event.key === "Tab") {
            const offer = now.offers[now.at]
            if (offer) now.take(offer)
          } else return false
          return true
        },
      }),
    } satisfies SuggestionOptions<Offer>)
  }
}

export function PopupView({ popup }: { popup: Popup }) {
  const shown = useSignal(popup.shown)
  const id = useId()
  const chosen = shown?.offers[shown.at]?.key
  const field = shown?.field
  // The focus stays in the text, so the text says which offer is meant.
  useEffect(() => {
    if (!field) return
    field.setAttribute("aria-controls", id)
    if (chosen) field.setAttribute("aria-activedescendant", `${id}-${chosen}`)
    return () => {
      field.removeAttribute("aria-controls")
      field.removeAttribute("aria-activedescendant")
    }
  }, [field, chosen, id])
  if (!shown) return null
  const height = Math.min(280, 24 + 40 * Math.max(1, shown.offers.length))
  const below = shown.bottom + height < window.innerHeight
  return (
    <div
      id={id}
      role="listbox"
      aria-label={shown.label}
      data-testid="offers"
      style={{
        left: Math.min(shown.left, window.innerWidth - 300),
        ...(below ? { top: shown.bottom + 6 } : { bottom: window.innerHeight - shown.top + 6 }),
      }}
      className="fixed z-50 max-h-64 w-72 overflow-y-auto rounded-lg border border-line bg-sheet p-1 text-s shadow-card"
    >
      {shown.offers.length === 0 && <p className="px-2.5 py-1.5 text-ink-3">{shown.empty}</p>}
      {shown.offers.map((offer, index) => (
        <button
          type="button"
          key={offer.key}
          id={`${id}-${offer.key}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === shown.at}
          ref={(element) => {
            if (index === shown.at) element?.scrollIntoView({ block: "nearest" })
          }}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => shown.take(offer)}
          className={classes(
            "flex w-full items-baseline gap-3 rounded-(--radius) px-2.5 py-1.5 text-start",
            index === shown.at && "bg-accent-soft text-accent",
          )}
        >
          <span className="min-w-0">{offer.name}</span>
          {offer.hint && <kbd className="ms-auto shrink-0 font-sans text-xs text-ink-3">{offer.hint}</kbd>}
        </button>
      ))}
    </div>
  )
}
