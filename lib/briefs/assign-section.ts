import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { accessToBrief, lockBrief, type NamedOwner } from "#lib/briefs/access.ts"
import { db, type Tx } from "#lib/db.ts"
import { invalid } from "#lib/errors.ts"
import { authorize } from "#lib/members/access.ts"
import { roleInput } from "#lib/members/input.ts"
import { nudge } from "#lib/nudge.ts"
import { type Owner, ruleFor } from "#lib/policy.ts"

const ownerInput = z.union([z.strictObject({ userId: z.uuid() }), z.strictObject({ role: roleInput })])

const nameOf = (owner: Owner) => ("role" in owner ? owner.role : owner.userId)

/** To whom a section is given from now on; nobody: to all who write. */
export const ownersInput = z.strictObject({
  owners: z
    .array(ownerInput)
    .max(50)
    .refine((owners) => new Set(owners.map(nameOf)).size === owners.length, { message: "repeated" }),
})

export const assignSectionInput = ownersInput.extend({ briefId: z.string(), section: z.string() })

/**
 * Gives a section of a draft to people or roles who write, or opens it again. It holds the brief, so what somebody who
 * loses it had under way is in the log before, and nothing of theirs can follow. Owners who no longer write may stay:
 * owning gives them nothing.
 */
export async function assignSection(
  who: string,
  { briefId, section, owners }: z.infer<typeof assignSectionInput>,
): Promise<{ owners: NamedOwner[] }> {
  const { access } = await accessToBrief(who, briefId)
  authorize(access, "section.assign")
  return db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    const { brief, access, sections } = await accessToBrief(who, briefId, tx)
    authorize(access, "section.assign")
    const facts = sections[section]
    if (!facts) throw invalid("sectionUnknown", { section })
    const before = facts.owners.map(bare)
    const fresh = owners.filter((owner) => !before.some((known) => nameOf(known) === nameOf(owner)))
    if (fresh.length === 0 && owners.length === before.length) return { owners: facts.owners }
    await mustWrite(tx, brief.workshopId, fresh)
    await tx.sectionOwner.deleteMany({ where: { briefId, sectionKey: section } })
    await tx.sectionOwner.createMany({ data: owners.map((owner) => ({ briefId, sectionKey: section, ...owner })) })
    await record(tx, {
      workshopId: brief.workshopId,
      briefId,
      actorId: who,
      kind: "section.assigned",
      data: { section, before, after: owners },
    })
    await nudge(briefId, "access", undefined, tx)
    const after = await accessToBrief(who, briefId, tx)
    return { owners: after.sections[section]?.owners ?? [] }
  })
}

const bare = (owner: NamedOwner): Owner => ("role" in owner ? { role: owner.role } : { userId: owner.userId })

/** A section is given to whoever could write there were it open. */
async function mustWrite(tx: Tx, workshopId: string, owners: Owner[]): Promise<void> {
  const { roles } = ruleFor("section.write")
  const ids = owners.flatMap((owner) => ("userId" in owner ? [owner.userId] : []))
  const members = await tx.member.findMany({
    where: { workshopId, userId: { in: ids }, removedAt: null, user: { disabledAt: null } },
    select: { userId: true, role: true, user: { select: { name: true } } },
  })
  for (const owner of owners) {
    if ("role" in owner) {
      if (!roles.includes(owner.role)) throw invalid("ownerRole", { role: owner.role })
      continue
    }
    const member = members.find(({ userId }) => userId === owner.userId)
    if (!member) throw invalid("ownerUnknown")
    if (!roles.includes(member.role)) throw invalid("ownerReads", { name: member.user.name, role: member.role })
  }
}
