// People for tests: a workshop with one person in each role, and strangers.
import { randomUUID } from "node:crypto"
import { db } from "#lib/db.ts"
import { type Role, roles } from "#lib/policy.ts"

/** Somebody with an account but no password that opens it. */
export async function somebody(facts: { name?: string; email?: string; isAdministrator?: boolean } = {}) {
  const email = facts.email ?? `${randomUUID()}@example.org`
  return db.user.create({
    data: { name: "Somebody", passwordHash: "none", locale: "en", ...facts, email },
    select: { id: true, name: true, email: true },
  })
}

/** A workshop with one member per role; the ids of its people by role, and of a stranger. */
export async function cast(): Promise<Record<Role | "stranger" | "workshopId", string>> {
  const { id: workshopId } = await db.workshop.create({ data: { names: { en: "A workshop" } }, select: { id: true } })
  const ids: [string, string][] = []
  for (const role of roles) {
    const { id } = await somebody({ name: role })
    await db.member.create({ data: { workshopId, userId: id, role } })
    ids.push([role, id])
  }
  const { id: stranger } = await somebody({ name: "stranger" })
  return { workshopId, stranger, ...(Object.fromEntries(ids) as Record<Role, string>) }
}
