// One history for the whole page: undo takes back one's own last change wherever it was, goes there and shows it.
// The stock undo plugin destroys a shared manager whenever any editor is taken down, and splits steps on every
// remote edit; so editors get a facade, and the manager lives as long as the page's Y.Doc.

import { Extension } from "@tiptap/core"
import { Plugin } from "@tiptap/pm/state"
import {
  defaultDeleteFilter,
  defaultProtectedNodes,
  getRelativeSelection,
  ySyncPluginKey,
  yUndoPluginKey,
} from "@tiptap/y-tiptap"
import * as Y from "yjs"

/** Origin of changes to rows and plain cells made on this page. */
export const byHand = { byHand: true }

/** Where a change was made: the root, and the selection before it if it was in an editor. */
export interface Where {
  root: string
  selection?: ReturnType<typeof getRelativeSelection>
}

const captureMs = 500
/** After the end of a composition, until the editor has written its word. */
const composedMs = 60

export class BriefUndo {
  readonly manager: Y.UndoManager
  private last: Where | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly show: (where: Where) => void
  private readonly mayWrite: (root?: string) => boolean

  /**
   * `show` opens the place of a change that was just undone or redone. `mayWrite`: whether at this root, or anywhere;
   * a locked page has no undo, and what was done in a section that is no longer theirs stays as it is.
   */
  constructor(
    doc: Y.Doc,
    roots: Y.AbstractType<unknown>[],
    show: (where: Where) => void,
    mayWrite: (root?: string) => boolean,
  ) {
    this.show = show
    this.mayWrite = mayWrite
    this.manager = new Y.UndoManager(roots as Y.AbstractType<unknown>[], {
      doc,
      trackedOrigins: new Set([ySyncPluginKey, byHand]),
      captureTimeout: captureMs,
      captureTransaction: (transaction) => transaction.meta.get("addToHistory") !== false,
      deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
    })
    this.manager.on("stack-item-added", ({ stackItem }: { stackItem: { meta: Map<unknown, unknown> } }) => {
      if (this.last) stackItem.meta.set("where", this.last)
    })
  }

  destroy() {
    clearTimeout(this.timer)
    this.manager.destroy()
  }

  /** Says where the next change happens: a change elsewhere begins a step of its own. */
  at(where: Where) {
    if (this.last && this.last.root !== where.root) this.manager.stopCapturing()
    this.last = where
  }

  stopCapturing() {
    this.manager.stopCapturing()
  }

  undo = () => this.go("undo")
  redo = () => this.go("redo")

  private go(kind: "undo" | "redo"): boolean {
    if (!this.mayWrite()) return false
    const stack = kind === "undo" ? this.manager.undoStack : this.manager.redoStack
    const last = () => stack.at(-1)?.meta.get("where") as Where | undefined
    for (let at = last(); at && !this.mayWrite(at.root); at = last()) stack.pop()
    const where = last()
    this.last = where ? { root: where.root } : null
    if (!this.manager[kind]()) return false
    if (where) this.show(kind === "undo" ? where : { root: where.root })
    return true
  }

  /** Slow pinyin must be one step: from the first letter to the finished word nothing splits it. */
  readonly onCompositionStart = () => {
    clearTimeout(this.timer)
    this.manager.stopCapturing()
    setCaptureTimeout(this.manager, Number.POSITIVE_INFINITY)
  }

  readonly onCompositionEnd = () => {
    this.timer = setTimeout(() => {
      setCaptureTimeout(this.manager, captureMs)
      this.manager.stopCapturing()
    }, composedMs)
  }

  /** The extension for the editor of one root: what y-tiptap and Tiptap read, without the stock plugin's life cycle. */
  extension(root: string) {
    const undo = this
    const facade = {
      get undoStack() {
        return undo.manager.undoStack
      },
      get redoStack() {
        return undo.manager.redoStack
      },
      undo: this.undo,
      redo: this.redo,
      stopCapturing() {},
    }
    return Extension.create({
      name: "briefUndo",
      priority: 1100,
      addKeyboardShortcuts: () => ({
        "Mod-z": () => undo.undo() || true,
        "Mod-y": () => undo.redo() || true,
        "Shift-Mod-z": () => undo.redo() || true,
      }),
      addProseMirrorPlugins: () => [
        new Plugin({
          key: yUndoPluginKey,
          state: {
            init: () => ({ undoManager: facade }),
            apply: (tr, value, before) => {
              const binding = ySyncPluginKey.getState(before)?.binding
              if (binding && tr.docChanged && !tr.getMeta(ySyncPluginKey))
                undo.at({ root, selection: getRelativeSelection(binding, before) })
              return value
            },
          },
          props: {
            handleDOMEvents: {
              focus: () => {
                undo.stopCapturing()
                return false
              },
            },
          },
        }),
      ],
    })
  }
}

const setCaptureTimeout = (manager: Y.UndoManager, ms: number) => {
  ;(manager as unknown as { captureTimeout: number }).captureTimeout = ms
}
