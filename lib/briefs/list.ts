import { lastMoved } from "#lib/briefs/edited.ts"
import { db } from "#lib/db.ts"
import type { Language, Text } from "#lib/document/content.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import type { BriefState } from "#lib/policy.ts"

export interface BriefEntry {
  id: string
  title: Text
  state: BriefState
  languages: Language[]
  template: { key: string; code: string; version: number }
  /** Codes of the options it is about. */
  options: string[]
  lead: { id: string; name: string } | null
  createdAt: Date
  /** Of the last edit or transition. */
  updatedAt: Date
  /** The newest version, or null before the first submit. */
  latest: { id: string; number: number; sha256: string; createdAt: Date } | null
  openThreads: number
}

/** The briefs of a workshop, the last changed first. Not found for a stranger. */
export async function listBriefs(who: string, workshopId: string): Promise<BriefEntry[]> {
  await accessToWorkshop(who, workshopId)
  const briefs = await db.brief.findMany({
    where: { workshopId },
    select: {
      id: true,
      title: true,
      state: true,
      languages: true,
      createdAt: true,
      updatedAt: true,
      lead: { select: { id: true, name: true } },
      templateVersion: { select: { number: true, template: { select: { key: true, code: true } } } },
      options: { orderBy: { position: "asc" }, select: { option: { select: { code: true } } } },
      versions: {
        orderBy: { number: "desc" },
        take: 1,
        select: { id: true, number: true, sha256: true, createdAt: true },
      },
      _count: { select: { threads: { where: { resolvedAt: null } } } },
    },
  })
  const moved = await lastMoved(briefs.map((brief) => brief.id))
  const entries = briefs.map(({ templateVersion, versions, options, _count, ...brief }) => ({
    ...brief,
    updatedAt: moved.get(brief.id) ?? brief.updatedAt,
    title: brief.title as Text,
    languages: brief.languages as Language[],
    template: { ...templateVersion.template, version: templateVersion.number },
    options: options.map(({ option }) => option.code),
    latest: versions[0] ?? null,
    openThreads: _count.threads,
  }))
  return entries.sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime() || (a.id < b.id ? 1 : -1))
}
