"use client"
import { useRouter } from "next/navigation"
import { useFormatter, useTranslations } from "next-intl"
import { useTransition } from "react"
import { Button } from "#components/ui/button.tsx"
import { useToast } from "#components/ui/toast.tsx"
import type { Role } from "#lib/policy.ts"
import type { Result } from "#lib/result.ts"

interface Invitation {
  id: string
  email: string
  role: Role
  expiresAt: Date
}

interface Props {
  workshopId: string
  invitations: Invitation[]
  revoke: (input: { workshopId: string; invitationId: string }) => Promise<Result<void>>
}

/** Who was asked and has not come yet. */
export function Invitations({ workshopId, invitations, revoke }: Props) {
  const t = useTranslations("members")
  const words = useTranslations("words")
  const format = useFormatter()
  const router = useRouter()
  const { say, warn } = useToast()
  const [isPending, startTransition] = useTransition()
  const withdraw = ({ id, email }: Invitation) =>
    startTransition(async () => {
      const result = await revoke({ workshopId, invitationId: id })
      if (result.ok) say(t("withdrawn", { email }))
      else warn(result.message)
      router.refresh()
    })
  return (
    <section className="mt-10 grid gap-2">
      <h2 className="font-serif text-l font-semibold">{t("open")}</h2>
      <ul className="border-t border-line">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-line py-2">
            <span className="min-w-0 grow break-all">{invitation.email}</span>
            <span className="text-s text-ink-2">{words(`role.${invitation.role}`)}</span>
            <span className="tabular text-s text-ink-3">
              {t("until", { date: format.dateTime(invitation.expiresAt, { dateStyle: "medium" }) })}
            </span>
            <Button look="plain" size="s" disabled={isPending} onClick={() => withdraw(invitation)}>
              {t("withdraw")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
