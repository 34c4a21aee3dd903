import { db } from "#lib/db.ts"
import { setSampleState, underSampleLock } from "#lib/sample/state.ts"

export interface Removed {
  workshops: number
  people: number
  /** People of the sample who were given something to do in another workshop: they can no longer sign in. */
  kept: number
}

/**
 * Removes the sample workshop with everything in it, and its people. Nothing else is touched. It does not come back
 * at the next start.
 */
export const removeSample = (): Promise<Removed> =>
  underSampleLock(async () => {
    const removed = await clearSample()
    await setSampleState({ state: "removed" })
    return removed
  })

/** The removal itself; call it under the sample's lock. */
export async function clearSample(): Promise<Removed> {
  return db.$transaction(
    async (tx) => {
      const workshops = await tx.workshop.deleteMany({ where: { isSample: true } })
      await tx.user.updateMany({ where: { isSample: true }, data: { disabledAt: new Date() } })
      const people = await tx.user.deleteMany({
        where: {
          isSample: true,
          members: { none: {} },
          updates: { none: {} },
          versions: { none: {} },
          rounds: { none: {} },
          decisions: { none: {} },
          threads: { none: {} },
          resolved: { none: {} },
          comments: { none: {} },
          clients: { none: {} },
          events: { none: {} },
          drafts: { none: {} },
          invitations: { none: {} },
          briefsLed: { none: {} },
        },
      })
      const kept = await tx.user.count({ where: { isSample: true } })
      return { workshops: workshops.count, people: people.count, kept }
    },
    { timeout: 60_000 },
  )
}
