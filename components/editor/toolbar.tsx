"use client"
import type { Editor } from "@tiptap/core"
import {
  Bold,
  BookOpen,
  Code,
  Heading3,
  Heading4,
  Highlighter,
  Italic,
  Link as LinkIcon,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  Redo2,
  Strikethrough,
  Subscript,
  Superscript,
  Table as TableIcon,
  TextQuote,
  Underline,
  Undo2,
} from "lucide-react"
import { useTranslations } from "next-intl"
import { useEffect, useReducer } from "react"
import { LinkField } from "#components/editor/link-field.tsx"
import type { LiveBrief } from "#components/editor/live-brief.ts"
import { shortcut } from "#components/editor/shortcut.ts"
import { useSignal } from "#components/editor/signal.ts"
import { classes } from "#components/ui/classes.ts"
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx"

/** What can be done to the prose that has the focus. It is always there and in one place, so nothing jumps. */
export function Toolbar({
  live,
  terms,
}: {
  live: LiveBrief
  /** Whether terms are offered while typing; null where there are none to offer. */
  terms: { isOn: boolean; toggle(): void } | null
}) {
  const t = useTranslations("editor.toolbar")
  const active = useSignal(live.activeEditor)
  const editor = active && !active.text.isCell ? active.editor : null
  useRedraw(editor)
  const isOn = (name: string, attributes?: Record<string, unknown>) => editor?.isActive(name, attributes) ?? false

  const button = (
    key: Parameters<typeof t>[0],
    Icon: LucideIcon,
    run: (of: Editor) => void,
    on = false,
    keys?: string,
  ) => (
    <button
      type="button"
      key={key}
      aria-label={t(key)}
      aria-pressed={on}
      title={keys ? `${t(key)} (${keys})` : t(key)}
      disabled={!editor}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => editor && run(editor)}
      className={classes("tool", on && "tool-on")}
    >
      <Icon aria-hidden size={15} strokeWidth={1.75} />
    </button>
  )
  const gap = <span aria-hidden className="mx-1 h-4 w-px shrink-0 bg-line" />
  return (
    <div role="toolbar" aria-label={t("label")} className="toolbar">
      <button
        type="button"
        className="tool"
        aria-label={t("undo")}
        title={`${t("undo")} (${shortcut("Z")})`}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => live.undo.undo()}
      >
        <Undo2 aria-hidden size={15} strokeWidth={1.75} />
      </button>
      <button
        type="button"
        className="tool"
        aria-label={t("redo")}
        title={`${t("redo")} (${shortcut("Y")})`}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => live.undo.redo()}
      >
        <Redo2 aria-hidden size={15} strokeWidth={1.75} />
      </button>
      {gap}
      {button(
        "heading3",
        Heading3,
        (of) => of.chain().focus().toggleHeading({ level: 3 }).run(),
        isOn("heading", { level: 3 }),
      )}
      {button(
        "heading4",
        Heading4,
        (of) => of.chain().focus().toggleHeading({ level: 4 }).run(),
        isOn("heading", { level: 4 }),
      )}
      {gap}
      {button("bold", Bold, (of) => of.chain().focus().toggleBold().run(), isOn("bold"), shortcut("B"))}
      {button("italic", Italic, (of) => of.chain().focus().toggleItalic().run(), isOn("italic"), shortcut("I"))}
      {button(
        "underline",
        Underline,
        (of) => of.chain().focus().toggleUnderline().run(),
        isOn("underline"),
        shortcut("U"),
      )}
      {button("strike", Strikethrough, (of) => of.chain().focus().toggleStrike().run(), isOn("strike"))}
      {button("highlight", Highlighter, (of) => of.chain().focus().toggleHighlight().run(), isOn("highlight"))}
      {button("superscript", Superscript, (of) => of.chain().focus().toggleSuperscript().run(), isOn("superscript"))}
      {button("subscript", Subscript, (of) => of.chain().focus().toggleSubscript().run(), isOn("subscript"))}
      {button("code", Code, (of) => of.chain().focus().toggleCode().run(), isOn("code"))}
      <LinkField editor={editor} isOn={isOn("link")} icon={<LinkIcon aria-hidden size={15} strokeWidth={1.75} />} />
      {gap}
      {button("bulletList", List, (of) => of.chain().focus().toggleBulletList().run(), isOn("bulletList"))}
      {button("orderedList", ListOrdered, (of) => of.chain().focus().toggleOrderedList().run(), isOn("orderedList"))}
      {button("blockquote", Quote, (of) => of.chain().focus().toggleBlockquote().run(), isOn("blockquote"))}
      {button("citation", TextQuote, (of) => of.chain().focus().insertContent("[^").run())}
      <Menu
        label={t("table")}
        trigger={
          <button
            type="button"
            className={classes("tool", isOn("table") && "tool-on")}
            disabled={!editor}
            title={t("table")}
          >
            <TableIcon aria-hidden size={15} strokeWidth={1.75} />
          </button>
        }
      >
        {isOn("table") ? (
          <>
            <MenuItem onSelect={() => editor?.chain().focus().addRowAfter().run()}>{t("rowBelow")}</MenuItem>
            <MenuItem onSelect={() => editor?.chain().focus().addRowBefore().run()}>{t("rowAbove")}</MenuItem>
            <MenuItem onSelect={() => editor?.chain().focus().addColumnAfter().run()}>{t("columnAfter")}</MenuItem>
            <MenuItem onSelect={() => editor?.chain().focus().addColumnBefore().run()}>{t("columnBefore")}</MenuItem>
            <MenuSeparator />
            <MenuItem onSelect={() => editor?.chain().focus().deleteRow().run()}>{t("deleteRow")}</MenuItem>
            <MenuItem onSelect={() => editor?.chain().focus().deleteColumn().run()}>{t("deleteColumn")}</MenuItem>
            <MenuItem onSelect={() => editor?.chain().focus().deleteTable().run()}>{t("deleteTable")}</MenuItem>
          </>
        ) : (
          <MenuItem
            onSelect={() => editor?.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}
          >
            {t("insertTable")}
          </MenuItem>
        )}
      </Menu>
      {terms && (
        <>
          {gap}
          <button
            type="button"
            aria-label={t("terms")}
            aria-pressed={terms.isOn}
            title={t("terms")}
            onPointerDown={(event) => event.preventDefault()}
            onClick={terms.toggle}
            className={classes("tool", terms.isOn && "tool-on")}
          >
            <BookOpen aria-hidden size={15} strokeWidth={1.75} />
          </button>
        </>
      )}
    </div>
  )
}

/** What is pressed follows the selection. */
function useRedraw(editor: Editor | null) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    if (!editor) return
    editor.on("transaction", redraw)
    return () => {
      editor.off("transaction", redraw)
    }
  }, [editor])
}
