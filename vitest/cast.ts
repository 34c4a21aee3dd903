// The people a rule is tested with: one per role in one workshop, and a stranger with a workshop of their own.

import { randomUUID } from "node:crypto"
import { db } from "#lib/db.ts"
import { type Role, roles } from "#lib/policy.ts"

export type Cast = Record<Role | "stranger", string> & { workshopId: string }

/** Somebody who cannot sign in: use cases know people by their id. */
export async function somebody(
  facts: { name?: string; email?: string; isAdministrator?: boolean; isSample?: boolean } = {},
) {
  const email = facts.email ?? `${randomUUID()}@example.org`
  return db.user.create({
    data: { name: "Somebody", passwordHash: "none", locale: "en", ...facts, email },
    select: { id: true, name: true, email: true },
  })
}

export const person = async (name: string): Promise<string> => (await somebody({ name })).id

export async function join(workshopId: string, userId: string, role: Role): Promise<void> {
  const data = { role, removedAt: null }
  await db.member.upsert({
    where: { workshopId_userId: { workshopId, userId } },
    create: { workshopId, userId, ...data },
    update: data,
  })
}

export async function gather(): Promise<Cast> {
  const { id: workshopId } = await db.workshop.create({ data: { names: { zh: "研讨组", en: "Workshop" } } })
  const cast = { workshopId } as Cast
  for (const role of roles) {
    cast[role] = await person(role)
    await join(workshopId, cast[role], role)
  }
  cast.stranger = await person("stranger")
  const { id: elsewhere } = await db.workshop.create({ data: { names: { en: "Elsewhere" } } })
  await join(elsewhere, cast.stranger, "convener")
  return cast
}
