"use client"
import { ArrowDown, ArrowUp, Copy, CornerDownRight, GripVertical, MessageSquarePlus, Rows3, Trash2 } from "lucide-react"
import { useTranslations } from "next-intl"
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx"

interface Props {
  label: string
  mayWrite: boolean
  isFirst: boolean
  isLast: boolean
  hasMore: boolean
  isOpen: boolean
  onToggle(): void
  onMove(direction: 1 | -1): void
  onInsert(): void
  onDuplicate(): void
  onDelete(): void
  onComment?(): void
}

/** What can be done to a row, behind one handle that the keyboard reaches too. */
export function RowMenu(props: Props) {
  const t = useTranslations("editor.row")
  const { label, mayWrite } = props
  if (!mayWrite && !props.onComment) return null
  return (
    <Menu
      label={t("menu", { row: label })}
      trigger={
        <button type="button" className="row-handle">
          <GripVertical aria-hidden size={14} />
        </button>
      }
    >
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
          <MenuItem onSelect={() => props.onMove(-1)} disabled={props.isFirst}>
            <ArrowUp aria-hidden size={14} /> {t("up")}
          </MenuItem>
          <MenuItem onSelect={() => props.onMove(1)} disabled={props.isLast}>
            <ArrowDown aria-hidden size={14} /> {t("down")}
          </MenuItem>
          <MenuItem onSelect={props.onInsert}>
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
    </Menu>
  )
}
