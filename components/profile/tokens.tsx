"use client"
import { useRouter } from "next/navigation"
import { useFormatter, useTranslations } from "next-intl"
import { useRef, useState, useTransition } from "react"
import { Button } from "#components/ui/button.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { TextField } from "#components/ui/field.tsx"
import { ShownOnce } from "#components/ui/shown-once.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import { useToast } from "#components/ui/toast.tsx"
import type { Result } from "#lib/result.ts"

interface Token {
  id: string
  name: string
  createdAt: Date
  lastUsedAt: Date | null
}

interface Props {
  tokens: Token[]
  now: Date
  create: (input: unknown) => Promise<Result<{ id: string; token: string }>>
  revoke: (input: { tokenId: string }) => Promise<Result<void>>
}

/** Tokens for scripts: make one, see when each was used, take it back. */
export function Tokens({ tokens, now, create, revoke }: Props) {
  const t = useTranslations("profile")
  const format = useFormatter()
  const router = useRouter()
  const { say, warn } = useToast()
  const form = useRef<HTMLFormElement>(null)
  const [made, setMade] = useState<string>()
  const [isPending, startTransition] = useTransition()
  const {
    onSubmit,
    isPending: isMaking,
    problem,
  } = useSubmission(
    (given) => create({ name: given.get("name") }),
    ({ token }) => {
      form.current?.reset()
      setMade(token)
    },
  )
  const close = () => {
    setMade(undefined)
    router.refresh()
  }
  const revokeOne = (tokenId: string) =>
    startTransition(async () => {
      const result = await revoke({ tokenId })
      if (result.ok) say(t("revoked"))
      else warn(result.message)
      router.refresh()
    })
  return (
    <>
      {tokens.length === 0 ? (
        <p className="text-ink-3">{t("noTokens")}</p>
      ) : (
        <ul className="border-t border-line">
          {tokens.map((token) => (
            <li
              key={token.id}
              className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5"
            >
              <span className="min-w-0 break-all">{token.name}</span>
              <span className="ms-auto text-s text-ink-3">
                {t("madeOn", { when: format.dateTime(token.createdAt, { dateStyle: "medium" }) })}
                {" · "}
                {token.lastUsedAt ? t("usedOn", { when: format.relativeTime(token.lastUsedAt, now) }) : t("neverUsed")}
              </span>
              <Button
                look="plain"
                size="s"
                disabled={isPending}
                aria-label={t("revokeToken", { name: token.name })}
                onClick={() => revokeOne(token.id)}
              >
                {t("revoke")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form ref={form} method="post" onSubmit={onSubmit} className="flex flex-wrap items-end gap-2">
        <div className="grow">
          <TextField
            label={t("tokenName")}
            name="name"
            autoComplete="off"
            required
            maxLength={100}
            problem={problem("name") ?? problem()}
          />
        </div>
        <Button type="submit" disabled={isMaking}>
          {t("createToken")}
        </Button>
      </form>
      <Dialog
        open={made !== undefined}
        onOpenChange={(open) => !open && close()}
        title={t("tokenTitle")}
        description={t("tokenText")}
      >
        {made && <ShownOnce label={t("token")} value={made} words={{ copy: t("copy"), copied: t("copied") }} />}
        <div className="text-end">
          <Button look="primary" onClick={close}>
            {t("done")}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
