"use client"
import { useRouter } from "next/navigation"
import { useFormatter, useTranslations } from "next-intl"
import { useTransition } from "react"
import { deviceOf } from "#components/profile/device.ts"
import { Button } from "#components/ui/button.tsx"
import { Chip } from "#components/ui/chip.tsx"
import { useToast } from "#components/ui/toast.tsx"
import type { Result } from "#lib/result.ts"

interface Session {
  id: string
  userAgent: string
  lastSeenAt: Date
}

interface Props {
  sessions: Session[]
  /** The id of the session that looks at this. */
  current: string
  now: Date
  end: (input: { sessionId: string }) => Promise<Result<void>>
}

/** Where I am signed in. The session that looks is ended by signing out. */
export function Sessions({ sessions, current, now, end }: Props) {
  const t = useTranslations("profile")
  const format = useFormatter()
  const router = useRouter()
  const { say, warn } = useToast()
  const [isPending, startTransition] = useTransition()
  const endOne = (sessionId: string) =>
    startTransition(async () => {
      const result = await end({ sessionId })
      if (result.ok) say(t("ended"))
      else warn(result.message)
      router.refresh()
    })
  return (
    <ul className="border-t border-line">
      {sessions.map((session) => {
        const known = deviceOf(session.userAgent)
        const device = known ? t("on", known) : t("unknownDevice")
        return (
          <li
            key={session.id}
            className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5"
          >
            <span>{device}</span>
            {session.id === current && <Chip tone="ok">{t("thisSession")}</Chip>}
            <span className="ms-auto text-s text-ink-3">
              {t("lastSeen", { when: format.relativeTime(session.lastSeenAt, now) })}
            </span>
            {session.id !== current && (
              <Button
                look="plain"
                size="s"
                disabled={isPending}
                aria-label={t("endSession", { device })}
                onClick={() => endOne(session.id)}
              >
                {t("end")}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
