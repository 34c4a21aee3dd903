import { db } from "#lib/db.ts"

/** Whether nobody has ever been here: every page then leads to the welcome. */
export const isFirstUse = async (): Promise<boolean> => !(await db.user.findFirst({ select: { id: true } }))

/**
 * Whether the instance has no administrator yet, so that the next person may become it.
 * The people of the sample are not administrators: with the sample loaded it is still to be claimed.
 */
export const isUnclaimed = async (): Promise<boolean> =>
  !(await db.user.findFirst({ where: { isAdministrator: true }, select: { id: true } }))
