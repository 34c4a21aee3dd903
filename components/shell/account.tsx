"use client"
import Link from "next/link"
import { useTranslations } from "next-intl"
import { useForgetOthers } from "#components/offline/forget.tsx"
import { useSignOut } from "#components/shell/sign-out.tsx"
import { Avatar } from "#components/ui/avatar.tsx"
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx"

/** Who is signed in, and the way out. */
export function Account({ person }: { person: { id: string; name: string; email: string } }) {
  const t = useTranslations("shell")
  const { ask, dialog } = useSignOut(person.id, () => "/sign-in")
  useForgetOthers(person.id)
  const trigger = (
    <button type="button" className="rounded-full">
      <Avatar id={person.id} name={person.name} />
    </button>
  )
  return (
    <>
      <Menu trigger={trigger} label={t("account", { name: person.name })}>
        <div className="px-2.5 py-1.5">
          <div className="font-medium">{person.name}</div>
          <div className="text-xs text-ink-3">{person.email}</div>
        </div>
        <MenuSeparator />
        <MenuItem render={<Link href="/profile" />}>{t("profile")}</MenuItem>
        <MenuItem onSelect={ask}>{t("signOut")}</MenuItem>
      </Menu>
      {dialog}
    </>
  )
}
