import type { ReactNode } from "react"

/** Nothing here yet: one sentence and one thing to do. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3 border-y border-line py-8 text-ink-2">
      <p className="max-w-[36rem]">{children}</p>
      {action}
    </div>
  )
}
