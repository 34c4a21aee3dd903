"use client"
import { Popover } from "@base-ui/react/popover"
import { Check, X } from "lucide-react"
import { useLocale, useTranslations } from "next-intl"
import { useId, useRef, useState } from "react"
import { labelMark, listMark, type RefChoice } from "#components/sections/names.ts"
import { classes } from "#components/ui/classes.ts"

interface Props {
  label: string
  choices: RefChoice[]
  value: string[]
  many: boolean
  root: string
  onChange(value: string[]): void
}

/** Chooses from a register: type to search, arrows to walk, Enter to take. */
export function RefPicker({ label, choices, value, many, root, onChange }: Props) {
  const t = useTranslations("editor")
  const locale = useLocale()
  const between = listMark(locale)
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState("")
  const [at, setAt] = useState(0)
  const search = useRef<HTMLInputElement>(null)
  const id = useId()
  const needle = query.trim().toLowerCase()
  const found = choices.filter(({ full, value: code }) => !needle || `${full} ${code}`.toLowerCase().includes(needle))
  const shown = value.map(
    (one) => choices.find((choice) => choice.value === one) ?? { value: one, short: "?", full: one },
  )

  const take = (choice: RefChoice) => {
    const has = value.includes(choice.value)
    if (many) onChange(has ? value.filter((one) => one !== choice.value) : [...value, choice.value])
    else {
      onChange(has ? [] : [choice.value])
      setOpen(false)
    }
  }

  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        if (next) {
          setQuery("")
          setAt(0)
        }
      }}
    >
      <Popover.Trigger
        data-root={root}
        aria-label={`${label}${labelMark(locale)}${shown.map((one) => one.full).join(between) || t("cell.empty")}`}
        className={classes("cell-control min-h-6 text-start", shown.length === 0 && "text-ink-3")}
      >
        {shown.length === 0 ? (
          <span className="cell-add">{t("cell.choose")}</span>
        ) : (
          shown.map((one) => one.short).join(between)
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" className="z-50">
          <Popover.Popup
            initialFocus={search}
            className="grid w-72 max-w-[calc(100vw-2rem)] gap-1 rounded-lg border border-line bg-sheet p-1.5 text-s shadow-card outline-none"
          >
            <input
              ref={search}
              role="combobox"
              aria-expanded
              aria-controls={id}
              aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
              aria-label={t("cell.search", { label })}
              placeholder={t("cell.searchHint")}
              value={query}
              onChange={(event) => {
                setQuery(event.target.value)
                setAt(0)
              }}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing) return
                if (event.key === "ArrowDown") setAt((before) => Math.min(before + 1, found.length - 1))
                else if (event.key === "ArrowUp") setAt((before) => Math.max(before - 1, 0))
                else if (event.key === "Enter" && found[at]) take(found[at])
                else return
                event.preventDefault()
              }}
              className="w-full rounded-(--radius) border border-line-strong bg-sheet px-2 py-1 outline-none focus:border-accent"
            />
            <div
              id={id}
              role="listbox"
              aria-label={label}
              aria-multiselectable={many || undefined}
              tabIndex={-1}
              className="max-h-60 overflow-y-auto"
            >
              {found.map((choice, index) => {
                const chosen = value.includes(choice.value)
                return (
                  <button
                    type="button"
                    key={choice.value}
                    id={`${id}-${index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={chosen}
                    onPointerEnter={() => setAt(index)}
                    onClick={() => take(choice)}
                    className={classes(
                      "flex w-full items-start gap-2 rounded-(--radius) px-2 py-1 text-start",
                      index === at && "bg-accent-soft text-accent",
                    )}
                  >
                    <Check aria-hidden size={14} className={classes("mt-1 shrink-0", !chosen && "invisible")} />
                    <span>{choice.full}</span>
                  </button>
                )
              })}
              {found.length === 0 && <p className="px-2 py-1 text-ink-3">{t("cell.nothingFound")}</p>}
            </div>
            {value.length > 0 && (
              <button
                type="button"
                onClick={() => onChange([])}
                className="flex items-center gap-2 rounded-(--radius) px-2 py-1 text-start text-ink-2 hover:bg-sunken"
              >
                <X aria-hidden size={14} /> {t("cell.clear")}
              </button>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
