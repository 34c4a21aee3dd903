import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { db, type Tx } from "#lib/db.ts"
import type { Text } from "#lib/document/content.ts"
import { conflict, notAllowed, notFound } from "#lib/errors.ts"
import { lockWorkshop } from "#lib/members/access.ts"
import { localeInput, passwordInput, personName } from "#lib/members/input.ts"
import { nudgeWorkshop } from "#lib/members/nudge-person.ts"
import { createPerson } from "#lib/members/person.ts"
import { hashOf } from "#lib/members/secret.ts"

const token = z.string().max(100)
export const joinInput = z.object({ token })
export const joinAsNewInput = z.object({ token, name: personName, password: passwordInput, locale: localeInput })

async function find(tx: Tx, secret: string) {
  const found = await tx.invitation.findUnique({
    where: { tokenHash: hashOf(secret) },
    include: { workshop: { select: { names: true } }, invitedBy: { select: { name: true } } },
  })
  if (!found) throw notFound()
  return found
}

type Found = Awaited<ReturnType<typeof find>>

function stateOf({ acceptedAt, revokedAt, expiresAt }: Found) {
  if (acceptedAt) return "used" as const
  if (revokedAt) return "revoked" as const
  return expiresAt > new Date() ? ("open" as const) : ("expired" as const)
}

/** What an invitation says to whoever holds its link. Looking does not use it up: mail scanners look too. */
export async function readInvitation(secret: string) {
  const found = await find(db, secret)
  const account = await db.user.findUnique({ where: { email: found.email }, select: { id: true } })
  return {
    workshopId: found.workshopId,
    names: found.workshop.names as Text,
    email: found.email,
    role: found.role,
    invitedBy: found.invitedBy.name,
    state: stateOf(found),
    hasAccount: account !== null,
  }
}

/** Uses the invitation up, or says why it cannot be used. Of two at the same moment one comes too late. */
async function use(tx: Tx, secret: string): Promise<Found> {
  const seen = await find(tx, secret)
  await lockWorkshop(tx, seen.workshopId)
  const invitation = await find(tx, secret)
  const state = stateOf(invitation)
  if (state !== "open") throw conflict(`invitation.${state}`, { name: invitation.invitedBy.name })
  await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: new Date() } })
  return invitation
}

async function join(tx: Tx, userId: string, { workshopId, role, id }: Found): Promise<void> {
  const key = { workshopId, userId }
  const member = await tx.member.findUnique({ where: { workshopId_userId: key } })
  // A role given meanwhile in another way stands.
  if (member && !member.removedAt) return
  await tx.member.upsert({
    where: { workshopId_userId: key },
    create: { ...key, role },
    update: { role, removedAt: null, createdAt: new Date() },
  })
  await record(tx, { workshopId, actorId: userId, kind: "member.joined", data: { userId, role, invitationId: id } })
}

/** A person who is signed in joins. The invitation must be for their e-mail address. */
export async function joinWorkshop(who: string, input: z.infer<typeof joinInput>): Promise<{ workshopId: string }> {
  const { workshopId } = await db.$transaction(async (tx) => {
    const person = await tx.user.findFirst({ where: { id: who, disabledAt: null }, select: { email: true } })
    const { email } = await find(tx, input.token)
    if (person?.email !== email) throw notAllowed("invitation.otherEmail", { email })
    const invitation = await use(tx, input.token)
    await join(tx, who, invitation)
    return invitation
  })
  await nudgeWorkshop(workshopId, who)
  return { workshopId }
}

/** A person without an account makes one by the invitation and joins. Answers the e-mail to sign in with. */
export async function joinAsNew(input: z.infer<typeof joinAsNewInput>): Promise<{ workshopId: string; email: string }> {
  const { token: secret, ...person } = input
  return db.$transaction(async (tx) => {
    const invitation = await use(tx, secret)
    const { id } = await createPerson(tx, { ...person, email: invitation.email })
    await join(tx, id, invitation)
    return { workshopId: invitation.workshopId, email: invitation.email }
  })
}
