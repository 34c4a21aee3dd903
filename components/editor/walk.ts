import { Extension } from "@tiptap/core"
import { Selection } from "@tiptap/pm/state"
import type { EditorView } from "@tiptap/pm/view"

/**
 * Arrow keys go over the border of a section as if the page were one text. `next` opens the neighbour in the same
 * language, or answers null at the end.
 */
export const walk = (next: (direction: 1 | -1) => EditorView | null) =>
  Extension.create({
    name: "walk",
    addKeyboardShortcuts() {
      const step =
        (direction: 1 | -1, axis: "x" | "y") =>
        ({ editor }: { editor: { view: EditorView } }) => {
          const { view } = editor
          const { selection, doc } = view.state
          if (!selection.empty || view.composing) return false
          const edge = direction > 0 ? Selection.atEnd(doc) : Selection.atStart(doc)
          const atBorder =
            axis === "x"
              ? selection.head === edge.head
              : selection.$head.sameParent(edge.$head) && view.endOfTextblock(direction > 0 ? "down" : "up")
          if (!atBorder) return false
          const left = view.coordsAtPos(selection.head).left
          const there = next(direction)
          if (!there) return false
          let target = direction > 0 ? Selection.atStart(there.state.doc) : Selection.atEnd(there.state.doc)
          if (axis === "y") {
            const line = there.coordsAtPos(target.head)
            const found = there.posAtCoords({ left, top: (line.top + line.bottom) / 2 })
            if (found) target = Selection.near(there.state.doc.resolve(found.pos))
          }
          // Tiptap's own focus command waits a frame, and keys typed meanwhile would go to the old section.
          there.focus()
          there.dispatch(there.state.tr.setSelection(target).scrollIntoView())
          return true
        }
      return {
        ArrowDown: step(1, "y"),
        ArrowUp: step(-1, "y"),
        ArrowRight: step(1, "x"),
        ArrowLeft: step(-1, "x"),
      }
    },
  })
