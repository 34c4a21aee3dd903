// The workshop's terms, offered while somebody types their beginning, another language's form or one to avoid. Tab
// takes the first; every other key goes on as if nothing had been said. Never while a word is being composed.

import { Extension } from "@tiptap/core"
import { Plugin, PluginKey } from "@tiptap/pm/state"
import type { EditorView } from "@tiptap/pm/view"
import { ySyncPluginKey } from "@tiptap/y-tiptap"
import type { Popup, Shown } from "#components/editor/popup.tsx"
import type { Language } from "#lib/document/content.ts"
import { cased, type Glossary, type TermOffer } from "#lib/document/terms.ts"

interface Means {
  popup: Popup
  glossary(): Glossary
  /** Whether this person wants to be offered terms. */
  isOn(): boolean
  label: string
}

const key = new PluginKey<{ typed: number }>("termOffers")

/** How much before the caret is looked at: more than the longest term. UTF-16 units. */
const reach = 120
/** After the end of a composition, until the editor has written its word. */
const composedMs = 60

export const termOffers = (means: Means) =>
  Extension.create({
    name: "termOffers",
    priority: 1100,
    addProseMirrorPlugins() {
      let mine: Shown | null = null
      const { shown } = means.popup
      const hide = () => {
        if (mine && shown.value === mine) shown.set(null)
        mine = null
      }
      const look = (view: EditorView) => {
        hide()
        if (view.isDestroyed || view.composing || !view.hasFocus() || shown.value || !means.isOn()) return
        const { selection } = view.state
        if (!selection.empty || !view.editable || selection.$from.parent.type.spec.code) return
        const before = wordsBefore(view)
        const offers = means.glossary().offers(before, languageOf(view))
        if (offers.length === 0) return
        const { left, top, bottom } = view.coordsAtPos(selection.from)
        mine = {
          field: view.dom,
          offers: offers.map((offer, index) => ({
            key: offer.code,
            name: offer.use,
            ...(index === 0 && { hint: "Tab" }),
            run: () => take(view, offer),
          })),
          at: 0,
          left,
          top,
          bottom,
          label: means.label,
          empty: "",
          take: (offer) => {
            const chosen = offers.find(({ code }) => code === offer.key)
            if (chosen) take(view, chosen)
          },
        }
        shown.set(mine)
      }
      const take = (view: EditorView, { use, length }: TermOffer) => {
        hide()
        const { from } = view.state.selection
        const typed = wordsBefore(view).slice(-length)
        view.dispatch(view.state.tr.insertText(cased(typed, use), from - length, from).scrollIntoView())
        view.focus()
      }
      return [
        new Plugin({
          key,
          // Counts what was typed here; what came from others is not this person's typing.
          state: {
            init: () => ({ typed: 0 }),
            apply: (tr, { typed }) => ({
              typed: tr.docChanged && !tr.getMeta(ySyncPluginKey) ? typed + 1 : typed,
            }),
          },
          props: {
            handleKeyDown: (view, event) => {
              if (!mine || shown.value !== mine || event.isComposing || event.shiftKey) return false
              if (event.key === "Escape") {
                hide()
                return true
              }
              if (event.key !== "Tab") return false
              const [first] = mine.offers
              if (first) mine.take(first)
              else view.focus()
              return true
            },
            handleDOMEvents: {
              compositionend: (view) => {
                setTimeout(() => look(view), composedMs)
                return false
              },
              blur: () => {
                hide()
                return false
              },
            },
          },
          view: () => ({
            update: (view, before) => {
              const typed = key.getState(view.state)?.typed !== key.getState(before)?.typed
              if (typed) look(view)
              else if (!view.state.selection.eq(before.selection)) hide()
            },
            destroy: hide,
          }),
        }),
      ]
    },
  })

/** What stands before the caret in its block; whatever is no letter there is one place wide. */
function wordsBefore(view: EditorView): string {
  const { $from } = view.state.selection
  return $from.parent.textBetween(Math.max(0, $from.parentOffset - reach), $from.parentOffset, undefined, "\ufffc")
}

/** Every text says its own language: components/editor/text-root.ts. */
const languageOf = (view: EditorView): Language =>
  view.dom.lang.startsWith("zh") ? "zh" : view.dom.lang.startsWith("ru") ? "ru" : "en"
