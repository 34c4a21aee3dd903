import { Extension } from "@tiptap/core"
import { ySyncPlugin } from "@tiptap/y-tiptap"
import type * as Y from "yjs"

/**
 * Binds an editor to its fragment. Takes the place of the stock Collaboration extension, whose undo plugin would
 * destroy the page's shared history when this editor is taken down. The name is what Tiptap looks for.
 */
export const sectionSync = (fragment: Y.XmlFragment) =>
  Extension.create({
    name: "collaboration",
    priority: 1000,
    addStorage: () => ({ isDisabled: false }),
    addProseMirrorPlugins: () => [ySyncPlugin(fragment)],
  })
