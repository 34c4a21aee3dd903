import type { Kind, Part } from "#lib/document/kinds/kind.ts"

/** Whether the parts of a section need their names above them: where it is not clear which is meant. */
export const isTitled = (kind: Kind, parts: readonly Part[]): boolean =>
  Boolean(kind.prose) || parts.filter((part) => !part.secondary).length > 1
