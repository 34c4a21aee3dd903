"use client"
import { ArrowDown, ArrowUp, Copy, CornerDownRight, MessageSquarePlus, Rows3, Trash2 } from "lucide-react"
import { useTranslations } from "next-intl"
import type { PointerEvent } from "react"
import { moveShortcut, shortcut } from "#components/editor/shortcut.ts"
import { HandleMenu } from "#components/ui/handle-menu.tsx"
import { MenuItem, MenuSeparator } from "#components/ui/menu.tsx"

interface Props {
  label: string
  mayWrite: boolean
  isFirst: boolean
  isLast: boolean
  hasMore: boolean
  isOpen: boolean
  onToggle(): void
  onDrag(press: PointerEvent<HTMLElement>): void
  onMove(direction: 1 | -1): void
  onInsert(): void
  onDuplicate(): void
  onDelete(): void
  onComment?(): void
}

/** What can be done to a row, behind its handle, which the keyboard reaches too. */
export function RowMenu(props: Props) {
  const t = useTranslations("editor.row")
  const { label, mayWrite } = props
  if (!mayWrite && !props.onComment) return null
  return (
    <HandleMenu label={t("menu", { row: label })} onDrag={mayWrite ? props.onDrag : undefined}>
      {props.onComment && (
        <MenuItem onSelect={props.onComment}>
          <MessageSquarePlus aria-hidden size={14} /> {t("comment")}
        </MenuItem>
      )}
      {props.hasMore && mayWrite && (
        <MenuItem onSelect={props.onToggle}>
          <Rows3 aria-hidden size={14} /> {props.isOpen ? t("less") : t("more")}
        </MenuItem>
      )}
      {mayWrite && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => props.onMove(-1)} disabled={props.isFirst} keys={moveShortcut("↑")}>
            <ArrowUp aria-hidden size={14} /> {t("up")}
          </MenuItem>
          <MenuItem onSelect={() => props.onMove(1)} disabled={props.isLast} keys={moveShortcut("↓")}>
            <ArrowDown aria-hidden size={14} /> {t("down")}
          </MenuItem>
          <MenuItem onSelect={props.onInsert} keys={shortcut("↵")}>
            <CornerDownRight aria-hidden size={14} /> {t("insert")}
          </MenuItem>
          <MenuItem onSelect={props.onDuplicate}>
            <Copy aria-hidden size={14} /> {t("duplicate")}
          </MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={props.onDelete}>
            <Trash2 aria-hidden size={14} /> {t("delete")}
          </MenuItem>
        </>
      )}
    </HandleMenu>
  )
}
