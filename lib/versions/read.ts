import { accessToBrief } from "#lib/briefs/access.ts"
import { db } from "#lib/db.ts"
import type { BriefContent } from "#lib/document/content.ts"
import { notFound } from "#lib/errors.ts"
import { accessToVersion } from "#lib/versions/access.ts"
import { type Clearance, clearanceOf, personOf } from "#lib/versions/clearance.ts"
import { frozenContent } from "#lib/versions/content.ts"
import type { Names } from "#lib/versions/names.ts"

export interface VersionEntry {
  id: string
  number: number
  sha256: string
  createdAt: Date
  createdBy: { id: string; name: string }
  /** How its round stands. */
  state: Clearance["state"]
  decisions: { person: { id: string; name: string }; kind: "pass" | "request_changes" | "approve"; at: Date }[]
}

export interface Version {
  id: string
  briefId: string
  number: number
  sha256: string
  /** The exact JSON that was hashed. */
  canonical: string
  content: BriefContent
  isLatest: boolean
  /** Whether the reader wrote in it, and so may not decide on it. */
  isOwnWork: boolean
  clearance: Clearance
  /** What its codes and ids stood for on the day it was frozen. */
  names: Names
}

/** The versions of a brief, the newest first. */
export async function listVersions(who: string, briefId: string): Promise<VersionEntry[]> {
  await accessToBrief(who, briefId)
  const versions = await db.version.findMany({
    where: { briefId },
    orderBy: { number: "desc" },
    select: {
      id: true,
      number: true,
      sha256: true,
      createdAt: true,
      createdById: true,
      names: true,
      rounds: { orderBy: { openedAt: "desc" }, take: 1, select: { state: true } },
      decisions: {
        orderBy: [{ at: "asc" }, { id: "asc" }],
        select: { kind: true, at: true, userId: true, name: true },
      },
    },
  })
  return versions.map(({ rounds, decisions, names, createdById, ...version }) => ({
    ...version,
    createdBy: personOf(names as unknown as Names, createdById),
    state: rounds[0]?.state ?? "open",
    decisions: decisions.map(({ userId, name, ...decision }) => ({ ...decision, person: { id: userId, name } })),
  }))
}

/** One version with its content and what was decided on it. */
export async function readVersion(who: string, versionId: string): Promise<Version> {
  const { version, brief, access } = await accessToVersion(who, versionId)
  const [canonical, newer, { clearance, names }] = await Promise.all([
    frozenContent(version),
    db.version.count({ where: { briefId: brief.id, number: { gt: version.number } } }),
    clearanceOf(versionId),
  ])
  return {
    id: version.id,
    briefId: brief.id,
    number: version.number,
    sha256: version.sha256,
    canonical,
    content: JSON.parse(canonical) as BriefContent,
    isLatest: newer === 0,
    isOwnWork: access.isOwnWork,
    clearance,
    names,
  }
}

/** The same by its number, as people and addresses name it. */
export async function readVersionNumber(who: string, briefId: string, number: number): Promise<Version> {
  await accessToBrief(who, briefId)
  if (!Number.isInteger(number) || number < 1 || number > 2_147_483_647) throw notFound("versionUnknown")
  const found = await db.version.findUnique({
    where: { briefId_number: { briefId, number } },
    select: { id: true },
  })
  if (!found) throw notFound("versionUnknown")
  return readVersion(who, found.id)
}
