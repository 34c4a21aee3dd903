import { type ComponentProps, type ReactNode, useId } from "react"
import { classes } from "#components/ui/classes.ts"

export const inputClass =
  "w-full min-h-9 rounded-(--radius) border border-line-strong bg-sheet px-3 py-1.5 text-m placeholder:text-ink-3 " +
  "focus:border-accent focus:outline-2 focus:outline-accent/30 focus:outline-offset-0 aria-invalid:border-seal disabled:bg-sunken disabled:text-ink-3"

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  /** Said beside the field when what was entered cannot be. */
  problem?: string
}

/** A label, what it is for, the control, and what is wrong with it. */
export function Field({
  label,
  hint,
  problem,
  children,
}: FieldProps & { children: (ids: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode }) {
  const id = useId()
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ")
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-s font-medium text-ink-2">
        {label}
      </label>
      {children({
        id,
        ...(described && { "aria-describedby": described }),
        ...(problem && { "aria-invalid": true as const }),
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} role="alert" className="text-s text-seal">
          {problem}
        </p>
      )}
    </div>
  )
}

export function TextField({ label, hint, problem, className, ...rest }: FieldProps & ComponentProps<"input">) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) => <input className={classes(inputClass, className)} {...ids} {...rest} />}
    </Field>
  )
}

export function TextArea({ label, hint, problem, className, ...rest }: FieldProps & ComponentProps<"textarea">) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) => <textarea rows={3} className={classes(inputClass, className)} {...ids} {...rest} />}
    </Field>
  )
}

export function SelectField({ label, hint, problem, className, ...rest }: FieldProps & ComponentProps<"select">) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(ids) => <select className={classes(inputClass, className)} {...ids} {...rest} />}
    </Field>
  )
}
