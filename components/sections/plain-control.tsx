"use client"
import { Popover } from "@base-ui/react/popover"
import { useLocale, useTranslations } from "next-intl"
import { useEffect, useRef, useState } from "react"
import { choicesOf, inLanguage, labelMark, listMark } from "#components/sections/names.ts"
import { RefPicker } from "#components/sections/ref-picker.tsx"
import type { ReadingContext } from "#components/sections/shown.tsx"
import { Pips, Stance } from "#components/sections/stance.tsx"
import { classes } from "#components/ui/classes.ts"
import { readInput } from "#lib/document/cell-input.ts"
import type { Cell } from "#lib/document/content.ts"
import type { Column } from "#lib/document/kinds/kind.ts"

interface Props {
  column: Column
  value: Cell | undefined
  root: string
  label: string
  context: ReadingContext
  onChange(value: Cell | undefined): void
}

/** A cell that holds one plain value: the last to set it wins. */
export function PlainControl({ column, value, root, label, context, onChange }: Props) {
  const t = useTranslations("editor")
  const { language } = context
  const parse = (text: string) => {
    const read = readInput(column, text, () => [])
    return "value" in read ? (read.value ?? null) : null
  }
  switch (column.type) {
    case "boolean":
      return (
        <select
          data-root={root}
          aria-label={label}
          className="cell-control"
          value={value === undefined ? "" : value ? "yes" : "no"}
          onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value === "yes")}
        >
          <option value="">—</option>
          <option value="yes">{t("cell.yes")}</option>
          <option value="no">{t("cell.no")}</option>
        </select>
      )
    case "choice": {
      const options = column.choices.map((choice) => ({
        value: choice.value,
        name: inLanguage(choice.names, language),
      }))
      if (column.many)
        return (
          <ManyChoices
            root={root}
            label={label}
            options={options}
            value={Array.isArray(value) ? value : []}
            onChange={onChange}
          />
        )
      const current = value === undefined ? "" : String(value)
      const name = options.find((one) => one.value === current)?.name ?? current
      const isStance = column.key === "stance" || column.key.endsWith("_stance")
      return (
        <span className="relative inline-flex max-w-full items-center">
          {isStance && (
            <span aria-hidden className="pointer-events-none py-1">
              {current === "" ? (
                <span className="cell-add">{t("cell.choose")}</span>
              ) : (
                <Stance value={current} label={name} />
              )}
            </span>
          )}
          <select
            data-root={root}
            aria-label={label}
            title={name}
            className={classes(
              "cell-control",
              isStance && "absolute inset-0 w-full cursor-pointer opacity-0",
              current === "" && "text-ink-3",
            )}
            value={current}
            onChange={(event) => onChange(event.target.value || undefined)}
          >
            <option value="">—</option>
            {options.map((one) => (
              <option key={one.value} value={one.value}>
                {one.name}
              </option>
            ))}
          </select>
        </span>
      )
    }
    case "ref":
      return (
        <RefPicker
          root={root}
          label={label}
          many={column.many ?? false}
          choices={choicesOf(column, language, context.names, context.evidence, context.rows, context.parts)}
          value={value === undefined ? [] : [value].flat().map(String)}
          onChange={(next) => onChange(column.many ? next : next[0])}
        />
      )
    case "number":
      if (column.integer && column.min === 1 && column.max === 5)
        return (
          <Score root={root} label={label} value={typeof value === "number" ? value : undefined} onChange={onChange} />
        )
      return (
        <TypedControl
          root={root}
          label={label}
          inputMode="decimal"
          value={value === undefined ? "" : String(value)}
          parse={parse}
          problem={t("cell.numberProblem", { min: column.min ?? "−∞", max: column.max ?? "∞" })}
          onChange={onChange}
        />
      )
    case "date":
      return (
        <TypedControl
          root={root}
          label={label}
          placeholder={t("cell.dateHint")}
          value={value === undefined ? "" : String(value)}
          parse={parse}
          problem={t("cell.dateProblem")}
          onChange={onChange}
        />
      )
    default:
      return (
        <TypedControl
          root={root}
          label={label}
          value={value === undefined ? "" : typeof value === "object" ? "" : String(value)}
          parse={(text) => text}
          problem=""
          onChange={onChange}
        />
      )
  }
}

interface TypedProps {
  root: string
  label: string
  value: string
  placeholder?: string
  inputMode?: "decimal"
  problem: string
  /** The value typed, or null where it cannot be one. */
  parse(text: string): Cell | null
  onChange(value: Cell | undefined): void
}

/** A short value, taken over on Enter or on leaving; what cannot be stays in the field and is said. */
function TypedControl({ root, label, value, placeholder, inputMode, problem, parse, onChange }: TypedProps) {
  const [typed, setTyped] = useState(value)
  const [wrong, setWrong] = useState(false)
  const isTyping = useRef(false)
  useEffect(() => {
    if (!isTyping.current) setTyped(value)
  }, [value])
  const take = () => {
    isTyping.current = false
    const text = typed.trim()
    if (text === value) return setWrong(false)
    const parsed = text === "" ? undefined : parse(text)
    setWrong(parsed === null)
    if (parsed === null) return
    setTyped(parsed === undefined ? "" : String(parsed))
    onChange(parsed)
  }
  return (
    <input
      data-root={root}
      data-typing={typed === value ? undefined : ""}
      aria-label={label}
      aria-invalid={wrong || undefined}
      title={wrong ? problem : undefined}
      inputMode={inputMode}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => {
        isTyping.current = true
        setTyped(event.target.value)
      }}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) take()
        if (event.key === "Escape") {
          isTyping.current = false
          setTyped(value)
          setWrong(false)
        }
      }}
      className="cell-control tabular aria-invalid:text-seal"
    />
  )
}

/** 1 to 5, by one click or the arrow keys. */
function Score({
  root,
  label,
  value,
  onChange,
}: {
  root: string
  label: string
  value?: number
  onChange(value: Cell | undefined): void
}) {
  return (
    <span className="relative inline-flex items-center gap-1.5">
      <span aria-hidden className="pointer-events-none flex items-center gap-1.5 py-1">
        <Pips value={value ?? 0} />
        <span className="tabular text-ink-2">{value ?? "–"}</span>
      </span>
      <select
        data-root={root}
        aria-label={label}
        className="absolute inset-0 w-full cursor-pointer opacity-0"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))}
      >
        <option value="">—</option>
        {[1, 2, 3, 4, 5].map((step) => (
          <option key={step} value={step}>
            {step}
          </option>
        ))}
      </select>
    </span>
  )
}

function ManyChoices({
  root,
  label,
  options,
  value,
  onChange,
}: {
  root: string
  label: string
  options: { value: string; name: string }[]
  value: string[]
  onChange(value: Cell | undefined): void
}) {
  const t = useTranslations("editor")
  const locale = useLocale()
  const between = listMark(locale)
  const names = options.filter((one) => value.includes(one.value)).map((one) => one.name)
  return (
    <Popover.Root>
      <Popover.Trigger
        data-root={root}
        aria-label={`${label}${labelMark(locale)}${names.join(between) || t("cell.empty")}`}
        className="cell-control min-h-6 text-start"
      >
        {names.length ? names.join(between) : <span className="cell-add">{t("cell.choose")}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" className="z-50">
          <Popover.Popup
            aria-label={label}
            className="grid min-w-48 gap-0.5 rounded-lg border border-line bg-sheet p-2 text-s shadow-card outline-none"
          >
            {options.map((one) => (
              <label key={one.value} className="flex items-center gap-2 rounded-(--radius) px-1.5 py-1 hover:bg-sunken">
                <input
                  type="checkbox"
                  className="accent-(--accent)"
                  checked={value.includes(one.value)}
                  onChange={(event) =>
                    onChange(
                      event.target.checked ? [...value, one.value] : value.filter((other) => other !== one.value),
                    )
                  }
                />
                {one.name}
              </label>
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
