import type { BriefContent, SectionContent, Text } from "#lib/document/content.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import type { Registers } from "#lib/registers/registers.ts"
import type { Clearance } from "#lib/versions/clearance.ts"

/** Which of the brief's languages are printed: one, or all it has. */
export const printLanguages = ["zh", "en", "ru", "both"] as const
export type PrintLanguage = (typeof printLanguages)[number]

/** Everything a PDF says. Nothing is looked up later: equal inputs give equal pages. */
export interface PdfInput {
  content: BriefContent
  /** The brief's outline: what its template added to the kinds. */
  outline: SectionOutline[]
  /** Name of the template, for the cover. */
  template?: Text
  languages: PrintLanguage
  /** What the codes in the brief stand for. A code that is not there is printed as it is. */
  registers: Registers
  /** Names of members, for cells that point to people: user id → name. */
  people: Record<string, string>
  workshop: Text
  /** Anything but `approved` is watermarked. */
  designation: "draft" | "in_review" | "approved"
  isSample: boolean
  /** Absent for the moving draft. */
  clearance?: Clearance
  /** The exact JSON that was hashed; travels inside the PDF when all languages are printed. */
  canonical?: string
  generatedAt: Date
  /** IANA name; times are printed in it, with its offset. UTC if absent. */
  timeZone?: string
}

/** The outline's word on a section; a section that the outline no longer has is printed by its kind alone. */
export const outlineOf = (input: PdfInput, section: SectionContent): SectionOutline =>
  input.outline.find((one) => one.key === section.key && one.kind === section.kind) ?? {
    key: section.key,
    kind: section.kind,
    heading: section.heading,
    guidance: {},
    required: false,
    limit: null,
    adds: null,
  }
