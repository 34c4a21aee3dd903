// Words that are being talked about are marked where they stand. The text itself is not touched: threads are rows in
// the database, and the marks are drawn over the editor from their anchors.

import { Extension } from "@tiptap/core"
import { type EditorState, Plugin, PluginKey } from "@tiptap/pm/state"
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view"
import { ySyncPluginKey } from "@tiptap/y-tiptap"
import type { Thread } from "#components/comments/thread.ts"
import type { Signal } from "#components/editor/signal.ts"
import { fragmentAt, resolveAnchor } from "#lib/document/anchor.ts"

export interface ShownThreads {
  threads: readonly Thread[]
  active: string | null
}

const key = new PluginKey<DecorationSet>("threadMarks")

export const threadMarks = (shown: Signal<ShownThreads>, activate: (threadId: string) => void) =>
  Extension.create({
    name: "threadMarks",
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (tr, marks, _before, state) =>
            tr.getMeta(key) || ySyncPluginKey.getState(state)?.isChangeOrigin
              ? draw(state, shown.value)
              : tr.docChanged
                ? marks.map(tr.mapping, tr.doc)
                : marks,
        },
        props: {
          decorations: (state) => key.getState(state),
          handleClick: (_view, _position, event) => {
            const mark = (event.target as HTMLElement).closest<HTMLElement>("[data-thread-mark]")
            if (mark?.dataset.threadMark) activate(mark.dataset.threadMark)
            return false
          },
        },
        view: (view: EditorView) => {
          const redraw = () => {
            if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true).setMeta("addToHistory", false))
          }
          queueMicrotask(redraw)
          return { destroy: shown.subscribe(redraw) }
        },
      }),
    ],
  })

function draw(state: EditorState, { threads, active }: ShownThreads): DecorationSet {
  const sync = ySyncPluginKey.getState(state)
  if (!sync?.doc) return DecorationSet.empty
  const end = state.doc.content.size
  const marks = threads.flatMap((thread) => {
    if (thread.resolvedAt || thread.anchor.type !== "range") return []
    const place = resolveAnchor(sync.doc, thread.anchor, thread.quote)
    if (place?.type !== "range" || !isRoot(sync.type, sync.doc, place.root) || place.to > end) return []
    return [
      Decoration.inline(place.from, place.to, {
        class: thread.id === active ? "thread-words thread-words-active" : "thread-words",
        "data-thread-mark": thread.id,
      }),
    ]
  })
  return DecorationSet.create(state.doc, marks)
}

/** Whether this fragment is the one at the address. */
const isRoot = (type: unknown, doc: Parameters<typeof resolveAnchor>[0], root: string) => fragmentAt(doc, root) === type
