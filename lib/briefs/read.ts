import { accessToBrief, type NamedOwner, writableSections } from "#lib/briefs/access.ts"
import { loadDoc } from "#lib/briefs/content.ts"
import { lastMoved } from "#lib/briefs/edited.ts"
import { lacksIn } from "#lib/briefs/lacks.ts"
import { db } from "#lib/db.ts"
import { statusOf } from "#lib/document/completeness.ts"
import type { Language, Text } from "#lib/document/content.ts"
import type { Lack } from "#lib/document/kinds/kind.ts"
import { kindOf } from "#lib/document/kinds/registry.ts"
import { readContent } from "#lib/document/ydoc.ts"
import type { BriefState, Role } from "#lib/policy.ts"

/** Where one section stands. `lacks` says what submit would refuse (errors) or only mention (warnings). */
export interface SectionStatus {
  key: string
  kind: string
  heading: Text
  required: boolean
  /** Whether it has a text in each language, at `p:<key>:<language>` of the Y.Doc. */
  prose: boolean
  languages: Language[]
  completeness: "empty" | "drafting" | "ready"
  /** To whom it is given; empty: to all who write. */
  owners: NamedOwner[]
  /** Nobody may write in it: what it holds breaks the schema. */
  isQuarantined: boolean
  /** Whether the reader may write in it now. */
  mayWrite: boolean
  lacks: Lack[]
}

export interface BriefStatus {
  id: string
  workshopId: string
  title: Text
  state: BriefState
  languages: Language[]
  template: { key: string; code: string; version: number }
  /** Codes of the options it is about. */
  options: string[]
  marking: Text | null
  isSample: boolean
  createdAt: Date
  updatedAt: Date
  /** What the reader is to it. */
  role: Role
  latest: { id: string; number: number; sha256: string } | null
  /** Whether nothing stands against submitting it. */
  complete: boolean
  sections: SectionStatus[]
}

/** How far a brief is, section by section, read from the database. */
export async function readBrief(who: string, briefId: string): Promise<BriefStatus> {
  const accessed = await accessToBrief(who, briefId)
  const { brief, access, sections } = accessed
  const writable = writableSections(accessed)
  const { doc } = await loadDoc(briefId)
  const latest = await db.version.findFirst({
    where: { briefId },
    orderBy: { number: "desc" },
    select: { id: true, number: true, sha256: true },
  })
  const content = readContent(doc, brief)
  const lacks = await lacksIn(brief, content)
  const { outline, templateCode, ...facts } = brief
  return {
    ...facts,
    updatedAt: (await lastMoved([briefId])).get(briefId) ?? brief.updatedAt,
    template: { ...brief.template, code: templateCode },
    role: access.role,
    latest,
    complete: !lacks.some((lack) => lack.level === "error"),
    sections: outline.map((section) => ({
      key: section.key,
      kind: section.kind,
      heading: section.heading,
      required: section.required,
      prose: kindOf(section.kind).prose ?? false,
      languages: brief.languages,
      completeness: statusOf(
        content.sections.find(({ key }) => key === section.key),
        lacks,
      ),
      owners: sections[section.key]?.owners ?? [],
      isQuarantined: sections[section.key]?.access.isQuarantined ?? false,
      mayWrite: writable.includes(section.key),
      lacks: lacks.filter((lack) => lack.section === section.key),
    })),
  }
}
