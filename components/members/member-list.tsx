"use client"
import { useRouter } from "next/navigation"
import { useFormatter, useTranslations } from "next-intl"
import { useState, useTransition } from "react"
import { Avatar } from "#components/ui/avatar.tsx"
import { Button } from "#components/ui/button.tsx"
import { Dialog, DialogClose } from "#components/ui/dialog.tsx"
import { inputClass } from "#components/ui/field.tsx"
import { useToast } from "#components/ui/toast.tsx"
import { type Role, roles } from "#lib/policy.ts"
import type { Result } from "#lib/result.ts"

interface Member {
  id: string
  name: string
  email: string
  role: Role
  since: Date
}

interface Props {
  workshopId: string
  members: Member[]
  me: string
  mayChange: boolean
  changeRole: (input: { workshopId: string; userId: string; role: Role }) => Promise<Result<void>>
  remove: (input: { workshopId: string; userId: string }) => Promise<Result<void>>
}

/** Who is in the workshop and as what. */
export function MemberList({ workshopId, members, me, mayChange, changeRole, remove }: Props) {
  const t = useTranslations("members")
  const words = useTranslations("words")
  const format = useFormatter()
  return (
    <table className="w-full text-start">
      <thead className="text-s text-ink-3">
        <tr className="border-b border-line-strong *:py-2 *:pe-4 *:text-start *:font-normal">
          <th scope="col">{t("columns.name")}</th>
          <th scope="col">{t("columns.role")}</th>
          <th scope="col" className="hidden sm:table-cell">
            {t("columns.since")}
          </th>
          <th scope="col">
            <span className="sr-only">{t("columns.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={member.id} className="border-b border-line *:py-3 *:pe-4 *:align-top">
            <th scope="row" className="text-start font-normal">
              <span className="flex items-start gap-3">
                <Avatar id={member.id} name={member.name} />
                <span className="grid min-w-0">
                  <span className="font-medium">
                    {member.name}{" "}
                    {member.id === me && <span className="text-s font-normal text-ink-3">{t("you")}</span>}
                  </span>
                  <span className="text-s break-all text-ink-3">{member.email}</span>
                </span>
              </span>
            </th>
            <td>
              {mayChange ? (
                <RoleOf member={member} change={(role) => changeRole({ workshopId, userId: member.id, role })} />
              ) : (
                words(`role.${member.role}`)
              )}
              <div className="mt-1 hidden max-w-[18rem] text-s text-ink-3 md:block">{t(`may.${member.role}`)}</div>
            </td>
            <td className="tabular hidden whitespace-nowrap text-s text-ink-3 sm:table-cell">
              {format.dateTime(member.since, { dateStyle: "medium" })}
            </td>
            <td className="text-end">
              {(mayChange || member.id === me) && (
                <Remove
                  member={member}
                  isMe={member.id === me}
                  remove={() => remove({ workshopId, userId: member.id })}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RoleOf({ member, change }: { member: Member; change: (role: Role) => Promise<Result<void>> }) {
  const t = useTranslations("members")
  const words = useTranslations("words")
  const { say, warn } = useToast()
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const choose = (role: Role) =>
    startTransition(async () => {
      const result = await change(role)
      if (result.ok) say(t("changed", { name: member.name, role: words(`role.${role}`) }))
      else warn(result.message)
      router.refresh()
    })
  return (
    <select
      aria-label={t("roleOf", { name: member.name })}
      className={`${inputClass} max-w-44`}
      value={member.role}
      disabled={isPending}
      onChange={(event) => choose(event.target.value as Role)}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {words(`role.${role}`)}
        </option>
      ))}
    </select>
  )
}

function Remove({ member, isMe, remove }: { member: Member; isMe: boolean; remove: () => Promise<Result<void>> }) {
  const t = useTranslations("members")
  const { say, warn } = useToast()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [isPending, startTransition] = useTransition()
  const confirm = () =>
    startTransition(async () => {
      const result = await remove()
      setOpen(false)
      if (!result.ok) return void warn(result.message)
      if (isMe) return router.push("/")
      say(t("removed", { name: member.name }))
      router.refresh()
    })
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={isMe ? t("leaveTitle") : t("removeTitle", { name: member.name })}
      description={isMe ? t("leaveText") : t("removeText")}
      trigger={
        <Button look="plain" size="s">
          {isMe ? t("leave") : t("remove")}
        </Button>
      }
    >
      <div className="flex justify-end gap-2">
        <DialogClose render={<Button>{t("cancel")}</Button>} />
        <Button look="seal" disabled={isPending} onClick={confirm}>
          {isMe ? t("leave") : t("remove")}
        </Button>
      </div>
    </Dialog>
  )
}
