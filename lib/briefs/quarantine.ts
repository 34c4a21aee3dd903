import { record } from "#lib/audit/record.ts"
import { lockBrief } from "#lib/briefs/access.ts"
import { db } from "#lib/db.ts"
import type { Fault } from "#lib/document/valid.ts"
import { nudge } from "#lib/nudge.ts"

/** Why a section is in quarantine: what was found, when, and up to which update of the log. */
export interface Quarantine {
  at: string
  upto: string
  faults: Fault[]
}

/** What was found wrong in the sections of a brief, by their keys, in the log up to `upto`. */
export interface Findings {
  upto: bigint
  faults: Record<string, Fault[]>
}

/**
 * Puts the sections that break the schema in quarantine: nobody writes there until a convener has it repaired
 * (lib/briefs/repair-section.ts). The instance does this by itself, whoever's edit it was. A section that was repaired
 * after what was looked at stays as it is.
 */
export async function quarantine(briefId: string, { upto, faults }: Findings): Promise<string[]> {
  if (Object.keys(faults).length === 0) return []
  return db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    const sections = await tx.briefSection.findMany({
      where: { briefId, key: { in: Object.keys(faults) } },
      select: { key: true, fault: true, brief: { select: { workshopId: true } } },
    })
    const repaired = await tx.auditEvent.findMany({ where: { briefId, kind: "section.repaired" } })
    const isNewer = ({ data }: { data: unknown }, key: string) => {
      const { section, upto: until } = data as { section: string; upto: string }
      return section === key && BigInt(until) > upto
    }
    const done: string[] = []
    for (const { key, fault, brief } of sections) {
      if (fault !== null || repaired.some((event) => isNewer(event, key))) continue
      const found: Quarantine = { at: new Date().toISOString(), upto: String(upto), faults: faults[key] ?? [] }
      await tx.briefSection.update({ where: { briefId_key: { briefId, key } }, data: { fault: found as object } })
      await record(tx, {
        workshopId: brief.workshopId,
        briefId,
        kind: "section.quarantined",
        data: { section: key, upto: found.upto, faults: found.faults.length },
      })
      done.push(key)
    }
    if (done.length > 0) await nudge(briefId, "access", undefined, tx)
    return done
  })
}
