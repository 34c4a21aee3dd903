"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { useId, useTransition } from "react"
import { useToast } from "#components/ui/toast.tsx"
import type { Result } from "#lib/result.ts"

interface Props {
  workshopId: string
  isAllowed: boolean
  /** Absent: only says what is so. */
  allow: ((input: { workshopId: string; isAllowed: boolean }) => Promise<Result<void>>) | undefined
}

/** Whether edits that are not saved may lie on members' devices: what it means is said beside the switch. */
export function KeepOnDevices({ workshopId, isAllowed, allow }: Props) {
  const t = useTranslations("members.devices")
  const router = useRouter()
  const { say, warn } = useToast()
  const [isPending, startTransition] = useTransition()
  const id = useId()
  const change = (next: boolean) =>
    startTransition(async () => {
      const result = await allow?.({ workshopId, isAllowed: next })
      if (result?.ok) say(t(next ? "nowAllowed" : "nowForbidden"))
      else if (result) warn(result.message)
      router.refresh()
    })
  if (!allow && !isAllowed) return null
  return (
    <section className="mt-12 max-w-[44rem]" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="mb-3 font-serif text-l font-semibold">
        {t("title")}
      </h2>
      {allow ? (
        <div className="flex items-start gap-3">
          <input
            id={id}
            type="checkbox"
            className="mt-1 size-4 shrink-0 accent-accent"
            checked={isAllowed}
            disabled={isPending}
            aria-describedby={`${id}-means`}
            onChange={(event) => change(event.target.checked)}
          />
          <div className="grid gap-1">
            <label htmlFor={id} className="font-medium">
              {t("allow")}
            </label>
            <p id={`${id}-means`} className="text-s text-ink-3">
              {t("means")}
            </p>
          </div>
        </div>
      ) : (
        <p className="text-s text-ink-3">{t("allowed")}</p>
      )}
    </section>
  )
}
