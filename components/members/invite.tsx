"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { SelectField, TextField } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { ShownOnce } from "#components/ui/shown-once.tsx"
import { useSubmission } from "#components/ui/submission.ts"
import { roles } from "#lib/policy.ts"
import type { Result } from "#lib/result.ts"

type Send = (input: unknown) => Promise<Result<{ path: string }>>

/** Asks whom and as what, then shows the link, once. */
export function Invite({ workshopId, invite }: { workshopId: string; invite: Send }) {
  const t = useTranslations("members")
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<{ email: string; link: string }>()
  const change = (next: boolean) => {
    setOpen(next)
    if (next) setMade(undefined)
    else router.refresh()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={made ? t("linkTitle", { email: made.email }) : t("inviteTitle")}
      description={made ? t("linkText") : t("inviteText")}
      trigger={<Button look="primary">{t("invite")}</Button>}
    >
      {made ? (
        <>
          <ShownOnce label={t("link")} value={made.link} words={{ copy: t("copy"), copied: t("copied") }} />
          <div className="text-end">
            <Button look="primary" onClick={() => change(false)}>
              {t("done")}
            </Button>
          </div>
        </>
      ) : (
        <InviteForm workshopId={workshopId} invite={invite} onMade={setMade} />
      )}
    </Dialog>
  )
}

function InviteForm({
  workshopId,
  invite,
  onMade,
}: {
  workshopId: string
  invite: Send
  onMade: (made: { email: string; link: string }) => void
}) {
  const t = useTranslations("members")
  const words = useTranslations("words")
  const [email, setEmail] = useState("")
  const { onSubmit, isPending, problem } = useSubmission(
    (form) => invite({ workshopId, email, role: form.get("role") }),
    ({ path }) => onMade({ email: email.trim(), link: new URL(path, location.href).href }),
  )
  const general = problem()
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-4">
      {general && (
        <Notice tone="seal" role="alert">
          {general}
        </Notice>
      )}
      <TextField
        label={t("email")}
        name="email"
        type="email"
        autoComplete="off"
        required
        autoFocus
        maxLength={254}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        problem={problem("email")}
      />
      <SelectField label={t("role")} name="role" defaultValue="drafter">
        {roles.map((role) => (
          <option key={role} value={role}>
            {`${words(`role.${role}`)} · ${t(`may.${role}`)}`}
          </option>
        ))}
      </SelectField>
      <div className="text-end">
        <Button type="submit" look="primary" disabled={isPending}>
          {t("makeLink")}
        </Button>
      </div>
    </form>
  )
}
