// A small brief to test rules with: a template of two sections, a writer who types, a memo that is complete.

import * as Y from "yjs"
import { loadDoc } from "#lib/briefs/content.ts"
import { createBrief } from "#lib/briefs/create.ts"
import { db } from "#lib/db.ts"
import { proseRoot } from "#lib/document/ydoc.ts"
import { templateDefinition } from "#lib/templates/definition.ts"
import type { Cast } from "./cast.ts"

/** Publishes a template with one obligatory and one optional section; gives its key. Once in a database. */
export async function publishSmallTemplate(): Promise<string> {
  const section = (key: string, required: boolean) => ({
    key,
    kind: "prose",
    heading: { zh: `${key} 节`, en: `Section ${key}` },
    guidance: { zh: "写。", en: "Write." },
    required,
  })
  const both = { zh: "小模板", en: "Small" }
  const definition = templateDefinition.parse({
    key: "small",
    code: "T90",
    name: both,
    purpose: both,
    fits: both,
    pages: [1, 1],
    sections: [section("issue", true), section("argument", false)],
  })
  const versions = { create: { number: 1, definition: definition as object } }
  await db.template.create({ data: { key: definition.key, code: definition.code, versions } })
  return definition.key
}

/** A new, empty brief in English, started by the drafter. */
export async function startBrief(cast: Cast, template: string): Promise<string> {
  const { id } = await createBrief(cast.drafter, {
    workshopId: cast.workshopId,
    template,
    title: { en: "A memo" },
    languages: ["en"],
  })
  return id
}

/** One edit as a person's editor makes it: a paragraph at the end of a section. Not yet in the log. */
export async function edit(briefId: string, text: string, section = "issue"): Promise<Uint8Array<ArrayBuffer>> {
  const { doc } = await loadDoc(briefId)
  const before = Y.encodeStateVector(doc)
  const paragraph = new Y.XmlElement("paragraph")
  paragraph.insert(0, [new Y.XmlText(text)])
  doc.getXmlFragment(proseRoot(section, "en")).push([paragraph])
  return Y.encodeStateAsUpdate(doc, before) as Uint8Array<ArrayBuffer>
}

/** Types a paragraph: the edit is in the log when this resolves. */
export async function type(briefId: string, authorId: string, text: string, section = "issue"): Promise<void> {
  await db.briefUpdate.create({ data: { briefId, authorId, data: await edit(briefId, text, section) } })
}

/** A complete brief, written by the drafter alone. */
export async function writtenBrief(cast: Cast, template: string): Promise<string> {
  const briefId = await startBrief(cast, template)
  await type(briefId, cast.drafter, "What is to be decided, and why now.")
  return briefId
}
