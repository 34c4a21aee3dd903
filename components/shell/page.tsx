import type { ReactNode } from "react"

/** A plain page under the header: a title, what to do, and the matter itself. */
export function Page({
  title,
  lead,
  actions,
  children,
  narrow,
}: {
  title: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  children: ReactNode
  narrow?: boolean
}) {
  return (
    <main
      id="paper"
      className={narrow ? "mx-auto max-w-[38rem] px-4 py-10 sm:px-6" : "mx-auto max-w-[68rem] px-4 py-10 sm:px-6"}
    >
      <div className="mb-8 flex flex-wrap items-end justify-between gap-4">
        <div className="grid min-w-0 gap-1">
          <h1 className="font-serif text-2xl font-semibold">{title}</h1>
          {lead && <div className="text-ink-3">{lead}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </main>
  )
}
