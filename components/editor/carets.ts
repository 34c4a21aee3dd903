// Where the others are. One listener for the whole page, and only the sections a caret left or entered redraw:
// the stock extension redraws every editor on the page for every move of every person.

import { Extension } from "@tiptap/core"
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state"
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view"
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "@tiptap/y-tiptap"
import type { Awareness } from "y-protocols/awareness"
import * as Y from "yjs"
import { colourOf } from "#components/ui/avatar.tsx"

/** What this page says of itself. The server adds who it is. */
export interface Place {
  /** The root and two relative positions in it, as JSON. */
  caret: { f: string; a: unknown; h: unknown } | null
  section: string | null
}

/** What the server says of a person here: their name never comes from their own browser. */
export interface Present extends Partial<Place> {
  user?: { id: string; name: string; color: string; role: string }
}

const caretKey = new PluginKey<DecorationSet>("carets")

export class Carets {
  private readonly views = new Map<string, EditorView>()
  private readonly shownIn = new Map<number, string>()
  private owner: string | null = null
  private readonly awareness: Awareness

  constructor(awareness: Awareness) {
    this.awareness = awareness
    awareness.on("change", this.onChange)
  }

  destroy() {
    this.awareness.off("change", this.onChange)
  }

  private readonly onChange = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>) => {
    const touched = new Set<string>()
    for (const id of [...added, ...updated, ...removed]) {
      if (id === this.awareness.clientID) continue
      const before = this.shownIn.get(id)
      const now = (this.awareness.getStates().get(id) as Present | undefined)?.caret?.f
      if (before) touched.add(before)
      if (now) {
        touched.add(now)
        this.shownIn.set(id, now)
      } else this.shownIn.delete(id)
    }
    for (const key of touched) this.redraw(this.views.get(key))
  }

  private redraw(view: EditorView | undefined) {
    if (view && !view.isDestroyed) view.dispatch(view.state.tr.setMeta(caretKey, true).setMeta("addToHistory", false))
  }

  private publish(root: string, view: EditorView) {
    const sync = ySyncPluginKey.getState(view.state)
    if (!sync?.binding) return
    const place = (position: number) =>
      Y.relativePositionToJSON(absolutePositionToRelativePosition(position, sync.type, sync.binding.mapping))
    const { selection } = view.state
    const a = place(selection.anchor)
    const next = { f: root, a, h: selection.empty ? a : place(selection.head) }
    const before = (this.awareness.getLocalState() as Present | null)?.caret
    if (JSON.stringify(before) !== JSON.stringify(next)) this.awareness.setLocalStateField("caret", next)
    this.owner = root
  }

  private clear(root: string) {
    if (this.owner !== root) return
    this.owner = null
    this.awareness.setLocalStateField("caret", null)
  }

  private draw(root: string, state: EditorState): DecorationSet {
    const sync = ySyncPluginKey.getState(state)
    if (!sync?.binding) return DecorationSet.empty
    const end = state.doc.content.size
    const decorations: Decoration[] = []
    for (const [id, present] of this.awareness.getStates() as Map<number, Present>) {
      if (id === this.awareness.clientID || present.caret?.f !== root || !present.user) continue
      const user = { name: present.user.name, color: colourOf(present.user.id) }
      const at = (json: unknown) => {
        // Another's caret may never end this person's editor: a place that cannot be found is not drawn.
        try {
          const place = Y.createRelativePositionFromJSON(json)
          return relativePositionToAbsolutePosition(sync.doc, sync.type, place, sync.binding.mapping)
        } catch {
          return null
        }
      }
      const anchor = at(present.caret.a)
      const head = at(present.caret.h)
      if (anchor === null || head === null) continue
      decorations.push(
        Decoration.widget(Math.min(head, end), () => caretElement(user), {
          key: `${id}:${user.name}:${user.color}`,
          side: 10,
          ignoreSelection: true,
        }),
      )
      if (anchor !== head)
        decorations.push(
          Decoration.inline(Math.min(anchor, head, end), Math.min(Math.max(anchor, head), end), {
            style: `background: color-mix(in srgb, ${user.color} 24%, transparent)`,
          }),
        )
    }
    return DecorationSet.create(state.doc, decorations)
  }

  /** The extension for the editor of one root. */
  extension(root: string) {
    return Extension.create({
      name: "carets",
      addProseMirrorPlugins: () => [
        new Plugin<DecorationSet>({
          key: caretKey,
          state: {
            init: () => DecorationSet.empty,
            apply: (tr, set, _before, state) =>
              tr.getMeta(caretKey) || ySyncPluginKey.getState(state)?.isChangeOrigin
                ? this.draw(root, state)
                : tr.docChanged
                  ? set.map(tr.mapping, tr.doc)
                  : set,
          },
          props: {
            decorations: (state) => caretKey.getState(state),
            handleDOMEvents: {
              focus: (view) => {
                this.publish(root, view)
                return false
              },
              blur: () => {
                this.clear(root)
                return false
              },
            },
          },
          view: (view) => {
            this.views.set(root, view)
            queueMicrotask(() => this.redraw(view))
            return {
              update: (now, before) => {
                if (!now.hasFocus() || now.composing) return
                if (!before.selection.eq(now.state.selection) || before.doc !== now.state.doc) this.publish(root, now)
              },
              destroy: () => {
                if (this.views.get(root) === view) this.views.delete(root)
                this.clear(root)
              },
            }
          },
        }),
      ],
    })
  }
}

function caretElement(user: { name: string; color: string }): HTMLElement {
  const caret = document.createElement("span")
  caret.className = "caret"
  caret.setAttribute("aria-hidden", "true")
  caret.style.setProperty("--person", user.color)
  caret.dataset.name = user.name
  return caret
}
