import { Prisma } from "#lib/db.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"

/** A section of an outline as it is stored. */
export const sectionRow = (section: SectionOutline, position: number) => ({
  key: section.key,
  position,
  kind: section.kind,
  heading: section.heading,
  guidance: section.guidance,
  required: section.required,
  limit: json(section.limit),
  adds: json(section.adds),
})

const json = (value: object | null | undefined) => (value ? (value as Prisma.InputJsonValue) : Prisma.DbNull)
