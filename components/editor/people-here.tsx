"use client"
import { useTranslations } from "next-intl"
import type { PersonHere } from "#components/editor/live-brief.ts"
import { Avatar } from "#components/ui/avatar.tsx"

const mostShown = 5

/** Who has the brief open besides oneself. */
export function PeopleHere({ people }: { people: PersonHere[] }) {
  const t = useTranslations("editor")
  if (people.length === 0) return null
  return (
    <ul aria-label={t("peopleHere")} data-testid="people-here" className="hidden items-center ps-1.5 sm:flex">
      {people.slice(0, mostShown).map((person) => (
        <li key={person.id} className="-ms-1.5" data-person-here={person.id}>
          <Avatar id={person.id} name={person.name} className="ring-2 ring-sheet" />
        </li>
      ))}
      {people.length > mostShown && <li className="ms-1 text-xs text-ink-3">+{people.length - mostShown}</li>}
    </ul>
  )
}
