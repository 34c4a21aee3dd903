"use client"
import { useTranslations } from "next-intl"
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react"
import type { Person } from "#components/comments/thread.ts"
import { Button } from "#components/ui/button.tsx"
import { classes } from "#components/ui/classes.ts"
import { inputClass } from "#components/ui/field.tsx"
import type { Result } from "#lib/result.ts"

interface Props {
  members: Person[]
  label: string
  submitLabel: string
  autoFocus?: boolean
  send(body: string, mentions: string[]): Promise<Result<unknown>>
  onDone(): void
  onCancel(): void
}

/** A comment being written. "@" names a member; what was typed is kept when it is refused. */
export function Composer({ members, label, submitLabel, autoFocus, send, onDone, onCancel }: Props) {
  const t = useTranslations("comments")
  const [body, setBody] = useState("")
  const [problem, setProblem] = useState<string>()
  const [isSending, setSending] = useState(false)
  const [query, setQuery] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const area = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const found =
    query === null ? [] : members.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase())).slice(0, 6)

  useEffect(() => {
    if (autoFocus) area.current?.focus({ preventScroll: true })
  }, [autoFocus])

  const look = () => {
    const { value = "", selectionStart = 0 } = area.current ?? {}
    const match = /@([^\s@]{0,30})$/.exec(value.slice(0, selectionStart ?? 0))
    setQuery(match ? (match[1] ?? "") : null)
    setAt(0)
  }

  const mention = (person: Person) => {
    const { current } = area
    if (!current) return
    const end = current.selectionStart
    const start = current.value.lastIndexOf("@", end - 1)
    const next = `${current.value.slice(0, start)}@${person.name} ${current.value.slice(end)}`
    setBody(next)
    setQuery(null)
    requestAnimationFrame(() => {
      current.focus()
      current.setSelectionRange(start + person.name.length + 2, start + person.name.length + 2)
    })
  }

  const submit = async () => {
    if (!body.trim() || isSending) return
    setSending(true)
    setProblem(undefined)
    // Whose name stands in the text is mentioned, however it came there.
    const mentions = members.filter(({ name }) => body.includes(`@${name}`)).map((member) => member.id)
    const result = await send(body.trim(), mentions)
    setSending(false)
    if (!result.ok) return setProblem(result.message)
    setBody("")
    onDone()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const choice = found[at]
    if (choice && ["Enter", "Tab"].includes(event.key)) mention(choice)
    else if (choice && event.key === "ArrowDown") setAt((before) => Math.min(before + 1, found.length - 1))
    else if (choice && event.key === "ArrowUp") setAt((before) => Math.max(before - 1, 0))
    else if (event.key === "Escape") {
      if (query !== null) setQuery(null)
      else onCancel()
    } else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void submit()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="relative grid gap-2">
      <textarea
        ref={area}
        aria-label={label}
        placeholder={t("placeholder")}
        rows={3}
        value={body}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        onChange={(event) => {
          setBody(event.target.value)
          requestAnimationFrame(look)
        }}
        onSelect={look}
        onKeyDown={onKeyDown}
        className={classes(inputClass, "text-s")}
      />
      {found.length > 0 && (
        <div
          id={id}
          role="listbox"
          aria-label={t("mention")}
          className="absolute inset-x-0 top-full z-20 -mt-10 rounded-lg border border-line bg-sheet p-1 shadow-card"
        >
          {found.map((person, index) => (
            <button
              type="button"
              key={person.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => mention(person)}
              className={classes(
                "block w-full rounded-(--radius) px-2 py-1 text-start",
                index === at && "bg-accent-soft text-accent",
              )}
            >
              {person.name}
            </button>
          ))}
        </div>
      )}
      {problem && (
        <p role="alert" className="text-s text-seal">
          {problem}
        </p>
      )}
      <div className="flex gap-2">
        <Button look="primary" size="s" disabled={!body.trim() || isSending} onClick={() => void submit()}>
          {submitLabel}
        </Button>
        <Button look="plain" size="s" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </div>
  )
}
