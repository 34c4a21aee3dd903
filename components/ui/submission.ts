"use client"
import { type FormEvent, useRef, useState } from "react"
import type { Result } from "#lib/result.ts"

interface Problem {
  message: string
  /** The last step of the path of the input that it is about. */
  field?: string
}

/**
 * Sends a form and keeps what was typed when it is refused: `problem(name)` belongs beside that field,
 * `problem()` above the form when it is about none of them. The field that is wrong gets the focus.
 */
export function useSubmission<Value>(run: (form: FormData) => Promise<Result<Value>>, onDone: (value: Value) => void) {
  const [refused, setRefused] = useState<Problem>()
  const [isPending, setPending] = useState(false)
  const busy = useRef(false)

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    if (busy.current) return
    busy.current = true
    setPending(true)
    setRefused(undefined)
    try {
      const result = await run(new FormData(form))
      if (result.ok) return onDone(result.value)
      const named = (result.details as { field?: unknown } | undefined)?.field
      const field = typeof named === "string" ? named.split(".").at(-1) : undefined
      const control = field ? form.elements.namedItem(field) : null
      setRefused({ message: result.message, ...(control && { field }) })
      if (control instanceof HTMLElement) control.focus()
    } finally {
      busy.current = false
      setPending(false)
    }
  }

  const problem = (field?: string) => (refused && refused.field === field ? refused.message : undefined)
  return { onSubmit, isPending, problem }
}
