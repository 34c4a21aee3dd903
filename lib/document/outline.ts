import type { BriefContent } from "#lib/document/content.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"

/**
 * The outline that a content has itself: its sections in its order under its headings. `known` says what templates
 * added to them; a section that nobody knows any more is read by its kind alone.
 */
export const outlineIn = (content: BriefContent, known: readonly SectionOutline[]): SectionOutline[] =>
  content.sections.map(({ key, kind, heading }) => ({
    guidance: {},
    required: false,
    limit: null,
    adds: null,
    ...known.find((one) => one.key === key && one.kind === kind),
    key,
    kind,
    heading,
  }))
