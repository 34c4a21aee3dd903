import { named } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** Made from the sources that the evidence list names, in lib/document/reference-list.ts. Nothing is filled in. */
export const references: Kind = {
  key: "references",
  names: named("参考文献", "References"),
  parts: [],
  derived: true,
}
