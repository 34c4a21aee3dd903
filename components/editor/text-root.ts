// One text of the brief on the page: the prose of a section in one language, or a cell. Shown as plain DOM made by the
// editor's own serializer, and as an editor only where somebody reads or writes: same class, same height.

import { Editor, type Extensions } from "@tiptap/core"
import { DOMSerializer } from "@tiptap/pm/model"
import { TextSelection } from "@tiptap/pm/state"
import type { EditorView } from "@tiptap/pm/view"
import { relativePositionToAbsolutePosition, ySyncPluginKey, yXmlFragmentToProseMirrorRootNode } from "@tiptap/y-tiptap"
import type * as Y from "yjs"
import type { Where } from "#components/editor/brief-undo.ts"
import { isBlank } from "#components/editor/roots.ts"
import { cellSchema, proseSchema } from "#lib/document/schema.ts"

export interface TextLooks {
  /** BCP 47. */
  lang: string
  /** What a screen reader calls it. */
  label: string
  className: string
}

/** What a text needs of the page around it. */
export interface TextSurroundings {
  mayWrite(): boolean
  extensions(text: TextRoot): Extensions
  focused(text: TextRoot): void
  blurred(text: TextRoot): void
  /** After every drawing, static or mounted: citation labels are filled in from elsewhere. */
  drawn(text: TextRoot): void
}

export class TextRoot {
  editor: Editor | null = null
  readonly root: string
  readonly fragment: Y.XmlFragment
  /** Cells are mounted while they have focus, prose while it is near the window. */
  readonly isCell: boolean
  private host: HTMLElement | null = null
  private looks: TextLooks = { lang: "en", label: "", className: "" }
  private frame = 0
  private readonly around: TextSurroundings

  constructor(root: string, fragment: Y.XmlFragment, around: TextSurroundings) {
    this.root = root
    this.fragment = fragment
    this.isCell = root.startsWith("t:")
    this.around = around
  }

  attach(host: HTMLElement, looks: TextLooks) {
    this.host = host
    this.looks = looks
    this.fragment.observeDeep(this.onChange)
    host.addEventListener("focus", this.onHostFocus)
    host.addEventListener("pointerdown", this.onPointerDown, true)
    host.addEventListener("mousedown", this.onMouseDown)
    this.drawStatic()
  }

  /** May be said twice: by the page that is left, and by the brief that is closed. */
  detach() {
    if (!this.host) return
    cancelAnimationFrame(this.frame)
    this.fragment.unobserveDeep(this.onChange)
    this.host.removeEventListener("focus", this.onHostFocus)
    this.host.removeEventListener("pointerdown", this.onPointerDown, true)
    this.host.removeEventListener("mousedown", this.onMouseDown)
    this.editor?.destroy()
    this.editor = null
    this.host.replaceChildren()
    this.host = null
  }

  get element(): HTMLElement | null {
    return this.host
  }

  mount(): Editor | null {
    const { host } = this
    if (this.editor || !host) return this.editor
    const element = document.createElement("div")
    const { lang, className } = this.looks
    this.editor = new Editor({
      element,
      extensions: this.around.extensions(this),
      editable: this.around.mayWrite(),
      injectCSS: false,
      onFocus: () => this.around.focused(this),
      onBlur: () => {
        this.around.blurred(this)
        if (this.isCell) queueMicrotask(() => this.unmount())
      },
    })
    // Read on every update of the view, so that a label or a lock that changed shows.
    this.editor.view.setProps({
      attributes: () => ({
        class: `tiptap ${className}`,
        lang,
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": this.looks.label,
        ...(!this.around.mayWrite() && { "aria-readonly": "true" }),
      }),
    })
    host.removeAttribute("tabindex")
    host.removeAttribute("role")
    host.removeAttribute("aria-label")
    host.replaceChildren(element)
    this.around.drawn(this)
    return this.editor
  }

  unmount() {
    const { editor } = this
    if (!editor || editor.view.composing || editor.isFocused) return
    this.editor = null
    this.drawStatic()
    editor.destroy()
  }

  setLabel(label: string) {
    if (label === this.looks.label) return
    this.looks = { ...this.looks, label }
    if (this.editor) this.editor.view.setProps({})
    else this.hostLooks()
  }

  /** Locks or unlocks in place. */
  setEditable(may: boolean) {
    if (this.editor) {
      this.editor.setEditable(may, false)
      if (!may) this.editor.view.dom.blur()
    } else this.hostLooks()
  }

  /** Opens the text with the caret where a change was made, and scrolls there. */
  show(where: Where) {
    const view = this.mount()?.view
    if (!view) return
    const sync = ySyncPluginKey.getState(view.state)
    const at = (position: unknown) =>
      position && sync ? relativePositionToAbsolutePosition(sync.doc, sync.type, position, sync.binding.mapping) : null
    const anchor = at(where.selection?.anchor)
    const head = at(where.selection?.head)
    if (anchor !== null && head !== null) {
      const { doc } = view.state
      const within = (position: number) => doc.resolve(Math.min(position, doc.content.size))
      view.dispatch(
        view.state.tr.setSelection(TextSelection.between(within(anchor), within(head))).setMeta("addToHistory", false),
      )
    }
    view.focus()
    view.dispatch(view.state.tr.scrollIntoView().setMeta("addToHistory", false))
  }

  /** The open editor's view, mounting it if need be. */
  open(): EditorView | null {
    return this.mount()?.view ?? null
  }

  private readonly onChange = () => {
    this.host?.toggleAttribute("data-blank", isBlank(this.fragment))
    if (this.editor) return this.around.drawn(this)
    this.frame ||= requestAnimationFrame(() => this.drawStatic())
  }

  private readonly onHostFocus = () => {
    if (this.around.mayWrite()) this.mount()?.view.focus()
  }

  /** A click on the static text must land in the editor, at the same character. */
  private readonly onPointerDown = (event: PointerEvent) => {
    if (this.editor || !this.around.mayWrite() || event.button !== 0) return
    const view = this.mount()?.view
    if (!view) return
    const position = view.posAtCoords({ left: event.clientX, top: event.clientY })
    view.focus()
    if (position)
      view.dispatch(
        view.state.tr
          .setSelection(TextSelection.near(view.state.doc.resolve(position.pos)))
          .setMeta("addToHistory", false),
      )
  }

  /** What was under the pointer is gone by now, so the browser would take the focus from the editor that replaced it. */
  private readonly onMouseDown = (event: MouseEvent) => {
    if (this.editor && event.target === this.host) event.preventDefault()
  }

  private drawStatic() {
    this.frame = 0
    if (this.editor || !this.host) return
    const schema = this.isCell ? cellSchema() : proseSchema()
    const view = document.createElement("div")
    view.className = `tiptap ProseMirror ${this.looks.className}`
    view.lang = this.looks.lang
    const { content } = yXmlFragmentToProseMirrorRootNode(this.fragment, schema)
    DOMSerializer.fromSchema(schema).serializeFragment(content, { document }, view)
    this.host.replaceChildren(view)
    this.host.toggleAttribute("data-blank", isBlank(this.fragment))
    this.hostLooks()
    this.around.drawn(this)
  }

  /** A static cell can be reached by keyboard, static prose by whoever is led there; focus turns it into an editor. */
  private hostLooks() {
    if (!this.host || this.editor) return
    const may = this.around.mayWrite()
    if (!this.isCell) {
      if (may) this.host.tabIndex = -1
      else this.host.removeAttribute("tabindex")
      return
    }
    this.host.setAttribute("role", "textbox")
    this.host.setAttribute("aria-label", this.looks.label)
    this.host.setAttribute("aria-multiline", "true")
    if (may) {
      this.host.tabIndex = 0
      this.host.removeAttribute("aria-readonly")
    } else {
      this.host.removeAttribute("tabindex")
      this.host.setAttribute("aria-readonly", "true")
    }
  }
}
