import { db } from "#lib/db.ts"
import type { Text } from "#lib/document/content.ts"
import { notFound } from "#lib/errors.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import type { BriefState } from "#lib/policy.ts"
import type { Entry } from "#lib/registers/registers.ts"

export interface ListedOption extends Entry {
  code: string
  /** How many briefs are about it. */
  briefs: number
}

/** The options of a workshop in the order of their codes. Not found for a stranger. */
export async function listOptions(who: string, { workshopId }: { workshopId: string }): Promise<ListedOption[]> {
  await accessToWorkshop(who, workshopId)
  const options = await db.option.findMany({
    where: { workshopId },
    select: { code: true, names: true, data: true, _count: { select: { briefs: true } } },
    orderBy: { code: "asc" },
  })
  return options.map(({ code, names, data, _count }) => ({ ...entry(names, data), code, briefs: _count.briefs }))
}

export interface OneOption extends Entry {
  code: string
  briefs: { id: string; title: Text; state: BriefState }[]
}

/** One option with the briefs that are about it, the latest change first. */
export async function readOption(
  who: string,
  { workshopId, code }: { workshopId: string; code: string },
): Promise<OneOption> {
  await accessToWorkshop(who, workshopId)
  const option = await db.option.findUnique({
    where: { workshopId_code: { workshopId, code } },
    select: {
      code: true,
      names: true,
      data: true,
      briefs: {
        select: { brief: { select: { id: true, title: true, state: true } } },
        orderBy: { brief: { updatedAt: "desc" } },
      },
    },
  })
  if (!option) throw notFound()
  return {
    ...entry(option.names, option.data),
    code: option.code,
    briefs: option.briefs.map(({ brief }) => ({ ...brief, title: brief.title as Text })),
  }
}

const entry = (names: unknown, data: unknown): Entry => ({ names: names as Text, data: (data ?? {}) as Entry["data"] })
