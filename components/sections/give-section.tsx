"use client"
import { UserRoundPen } from "lucide-react"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { ownerKey } from "#components/sections/owners.ts"
import { useOwnerNames } from "#components/sections/use-owner-names.ts"
import { Menu, MenuCheckbox, MenuGroup, MenuSeparator } from "#components/ui/menu.tsx"
import type { NamedOwner } from "#lib/briefs/access.ts"
import { type Owner, type Role, ruleFor } from "#lib/policy.ts"

interface Props {
  heading: string
  owners: NamedOwner[]
  members: { id: string; name: string; role: Role }[]
  /** Gives it to these, or to everybody who writes where there are none. */
  give(owners: Owner[]): void
}

const writing = ruleFor("section.write").roles

/** Gives a section to people and roles. What was chosen is taken over when the menu closes: one change, not several. */
export function GiveSection({ heading, owners, members, give }: Props) {
  const t = useTranslations("editor.owners")
  const names = useOwnerNames()
  const [chosen, setChosen] = useState<NamedOwner[]>(owners)
  const writers = members.filter(({ role }) => writing.includes(role))
  // Who has it and no longer writes can be taken out, not put in.
  const idle = owners.filter((owner) => "userId" in owner && !writers.some(({ id }) => id === owner.userId))
  const people: NamedOwner[] = [
    ...writers.map(({ id, name }) => ({ userId: id, name, writes: true })),
    ...(idle as Extract<NamedOwner, { userId: string }>[]),
  ]
  const has = (owner: Owner) => chosen.some((one) => ownerKey(one) === ownerKey(owner))
  const toggle = (owner: NamedOwner) =>
    setChosen((before) => (has(owner) ? before.filter((one) => ownerKey(one) !== ownerKey(owner)) : [...before, owner]))
  const onOpenChange = (open: boolean) => {
    if (open) return setChosen(owners)
    const keys = (of: Owner[]) => of.map(ownerKey).sort().join()
    if (keys(chosen) === keys(owners)) return
    give(chosen.map((owner) => ("role" in owner ? { role: owner.role } : { userId: owner.userId })))
  }
  const item = (owner: NamedOwner) => (
    <MenuCheckbox key={ownerKey(owner)} checked={has(owner)} onChange={() => toggle(owner)}>
      <span className={"role" in owner ? "block first-letter:uppercase" : undefined}>{names.nameOf(owner)}</span>
    </MenuCheckbox>
  )
  return (
    <Menu
      label={t("give", { section: heading })}
      align="start"
      onOpenChange={onOpenChange}
      trigger={
        <button type="button" title={t("give", { section: heading })} className="give-section">
          <UserRoundPen aria-hidden size={14} />
        </button>
      }
    >
      <MenuCheckbox checked={chosen.length === 0} onChange={() => setChosen([])}>
        {t("everybody")}
      </MenuCheckbox>
      <MenuSeparator />
      <MenuGroup label={t("roles")}>{writing.map((role) => item({ role }))}</MenuGroup>
      <MenuSeparator />
      <MenuGroup label={t("people")}>{people.map(item)}</MenuGroup>
    </Menu>
  )
}
