"use client"
import { useRef, useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { TextField } from "#components/ui/field.tsx"

interface Props {
  label: string
  value: string
  words: { copy: string; copied: string }
}

/** A secret that cannot be shown again: to read, to select, to copy. */
export function ShownOnce({ label, value, words }: Props) {
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    field.current?.select()
    // Without https a browser has no clipboard to write to; then the text is selected, ready for the keyboard.
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    )
    setCopied(done === true)
  }
  return (
    <div className="grid grid-cols-[1fr_auto] items-end gap-2">
      <TextField
        ref={field}
        label={label}
        value={value}
        readOnly
        spellCheck={false}
        className="tabular"
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button onClick={copy}>{isCopied ? words.copied : words.copy}</Button>
    </div>
  )
}
