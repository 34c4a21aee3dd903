// What a brief of test-stage.ts says, from any document of it: the same reading that is hashed and signed.

import type * as Y from "yjs"
import { canonical, sha256 } from "#lib/document/canonical.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { type BriefFacts, readContent } from "#lib/document/ydoc.ts"

const section = (key: string, kind: string): SectionOutline => ({
  key,
  kind,
  heading: { en: key },
  guidance: {},
  required: true,
  limit: null,
  adds: null,
})

const facts: BriefFacts = {
  title: { en: "Brief" },
  template: { key: "test", version: 1 },
  languages: ["zh", "en"],
  options: [],
  marking: null,
  outline: [section("problem", "prose"), section("actors", "actor_table")],
}

/** The canonical content of a document of such a brief. */
export const contentOf = (doc: Y.Doc): string => canonical(readContent(doc, facts))

export const hashOf = (doc: Y.Doc): Promise<string> => sha256(contentOf(doc))
