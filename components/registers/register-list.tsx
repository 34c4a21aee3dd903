import type { ReactNode } from "react"
import { Empty } from "#components/ui/empty.tsx"

export interface ShownEntry {
  code: string
  name: ReactNode
  /** The same in the other language, or how it is cited. */
  more?: ReactNode
}

interface Props {
  id: string
  title: string
  lead: string
  empty: string
  entries: ShownEntry[]
  action?: ReactNode
}

/** One register: its entries by code, one line for each. */
export function RegisterList({ id, title, lead, empty, entries, action }: Props) {
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 id={id} className="font-serif text-xl font-semibold">
            {title}
          </h2>
          <p className="text-s text-ink-3">{lead}</p>
        </div>
        {entries.length > 0 && action}
      </div>
      {entries.length === 0 ? (
        <Empty action={action}>{empty}</Empty>
      ) : (
        <ul className="border-t border-line">
          {entries.map(({ code, name, more }) => (
            <li key={code} className="grid grid-cols-[7rem_1fr] gap-x-4 border-b border-line py-2.5">
              <span className="pt-0.5 text-s break-words text-ink-3 tabular">{code}</span>
              <span className="min-w-0">
                <span className="block font-serif">{name}</span>
                {more && <span className="block text-s break-words text-ink-3">{more}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
