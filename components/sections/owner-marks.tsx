"use client"
import { Users } from "lucide-react"
import { ownerKey } from "#components/sections/owners.ts"
import { useOwnerNames } from "#components/sections/use-owner-names.ts"
import { initialsOf } from "#components/ui/avatar.tsx"
import type { NamedOwner } from "#lib/briefs/access.ts"

const most = 3

/** Owners as small outlined marks: people who are in the text are filled, so the two are not taken for each other. */
export function OwnerMarks({ owners }: { owners: NamedOwner[] }) {
  const names = useOwnerNames()
  if (owners.length === 0) return null
  const shown = owners.length > most ? owners.slice(0, most - 1) : owners
  const label = names.sentence(owners)
  return (
    <span role="img" aria-label={label} title={label} className="owner-marks">
      {shown.map((owner) => (
        <span key={ownerKey(owner)} className="owner-mark" data-idle={"writes" in owner && !owner.writes}>
          {"role" in owner ? <Users aria-hidden size={9} strokeWidth={2} /> : initialsOf(owner.name)}
        </span>
      ))}
      {shown.length < owners.length && <span className="owner-mark">+{owners.length - shown.length}</span>}
    </span>
  )
}
