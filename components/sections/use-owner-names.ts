"use client"
import { useFormatter, useTranslations } from "next-intl"
import { anyWrites } from "#components/sections/owners.ts"
import type { NamedOwner } from "#lib/briefs/access.ts"

/** How owners are called, in the reader's language. */
export function useOwnerNames() {
  const t = useTranslations("editor.owners")
  const format = useFormatter()
  const nameOf = (owner: NamedOwner): string => {
    if ("role" in owner) return t(`role.${owner.role}`)
    return owner.writes ? owner.name : t("idle", { name: owner.name })
  }
  const sentence = (owners: NamedOwner[]): string => {
    const written = t("writtenBy", { names: format.list(owners.map(nameOf)) })
    return anyWrites(owners) ? written : `${written}${t("onlyConveners")}`
  }
  return { nameOf, sentence }
}
