// What the API answers, as schemas: the OpenAPI document is made from them, and the tests hold the answers against them.

import { z } from "zod"
import { languages } from "#lib/document/content.ts"
import { briefStates, roles } from "#lib/policy.ts"

const id = z.uuid()
const time = z.iso.datetime()
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe("SHA-256 of the canonical JSON of the content, hex")
const text = z.partialRecord(z.enum(languages), z.string()).describe("The same text by language")
const language = z.enum(languages)
const person = z.strictObject({ id, name: z.string() })
const role = z.enum(roles)
const decisionKind = z.enum(["pass", "request_changes", "approve"])
const roundState = z.enum(["open", "approved", "changes_requested", "withdrawn"])
const number = z.int().min(1).describe("n of Rev. n")

/** lib/document/content.ts. Described, not spelled out: the kinds say what their parts hold. */
export const contentShape = z
  .looseObject({
    schema: z.literal(1),
    title: text,
    template: z.strictObject({ key: z.string(), version: z.int() }),
    languages: z.array(language),
    options: z.array(z.string()),
    marking: text.nullable(),
    sections: z.array(z.looseObject({ key: z.string(), kind: z.string(), heading: text })),
  })
  .describe("Canonical content; taken as it stands in the answer, byte for byte, it is what was hashed")

export const meShape = z.strictObject({
  id,
  name: z.string(),
  email: z.string(),
  locale: z.string(),
  isAdministrator: z.boolean(),
})

export const workshopsShape = z.strictObject({
  workshops: z.array(
    z.strictObject({
      id,
      names: text,
      isSample: z.boolean(),
      role,
      briefs: z.int().describe("How many"),
      members: z.int().describe("How many"),
    }),
  ),
})

export const membersShape = z.strictObject({
  members: z.array(z.strictObject({ id, name: z.string(), email: z.string(), role, since: time })),
})

const template = z.strictObject({ key: z.string(), code: z.string(), version: z.int() })

export const briefsShape = z.strictObject({
  briefs: z.array(
    z.strictObject({
      id,
      title: text,
      state: z.enum(briefStates),
      languages: z.array(language),
      template,
      options: z.array(z.string()).describe("Codes"),
      lead: person.nullable(),
      createdAt: time,
      updatedAt: time,
      latest: z.strictObject({ id, number, sha256, createdAt: time }).nullable(),
      openThreads: z.int(),
    }),
  ),
})

const owner = z.union([
  z.strictObject({
    userId: id,
    name: z.string(),
    writes: z.boolean().describe("Whether they still write here at all"),
  }),
  z.strictObject({ role }),
])

const lack = z.strictObject({
  section: z.string(),
  level: z.enum(["error", "warning"]).describe("An error refuses submit"),
  message: z.string().describe("Key of a message"),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  part: z.string().optional(),
  row: z.string().optional(),
  column: z.string().optional(),
  language: language.optional(),
})

export const briefShape = z.strictObject({
  id,
  workshopId: id,
  title: text,
  state: z.enum(briefStates),
  status: z.enum(briefStates).describe("The same as state"),
  languages: z.array(language),
  template,
  options: z.array(z.string()),
  marking: text.nullable(),
  isSample: z.boolean(),
  createdAt: time,
  updatedAt: time,
  role: role.describe("What the caller is to it"),
  latest: z.strictObject({ id, number, sha256 }).nullable(),
  complete: z.boolean().describe("Whether submit would take it"),
  sections: z.array(
    z.strictObject({
      key: z.string(),
      kind: z.string(),
      heading: text,
      required: z.boolean(),
      prose: z.boolean().describe("Whether it has text at p:<key>:<language> of the Y.Doc"),
      languages: z.array(language),
      completeness: z.enum(["empty", "drafting", "ready"]),
      owners: z.array(owner).describe("Only they and conveners write in it; empty: all who write"),
      isQuarantined: z.boolean().describe("What it holds breaks the schema, so nobody writes in it"),
      mayWrite: z.boolean().describe("Whether the caller may write in it now"),
      lacks: z.array(lack),
    }),
  ),
})

export const assignedShape = z.strictObject({ owners: z.array(owner) })

export const liveShape = z.strictObject({ sha256, content: contentShape })

export const submittedShape = z.strictObject({ versionId: id, number, sha256 })

export const versionsShape = z.strictObject({
  versions: z.array(
    z.strictObject({
      id,
      number,
      sha256,
      createdAt: time,
      createdBy: person,
      state: roundState,
      decisions: z.array(z.strictObject({ person, kind: decisionKind, at: time })),
    }),
  ),
})

export const versionShape = z.strictObject({
  id,
  briefId: id,
  number,
  sha256,
  createdAt: time,
  createdBy: person,
  writers: z.array(person).describe("Everybody who wrote in it or gave it a title"),
  isLatest: z.boolean(),
  isOwnWork: z.boolean().describe("Whether the caller wrote in it, and so may not decide on it"),
  state: roundState,
  openedAt: time,
  closedAt: time.nullable(),
  decisions: z.array(z.strictObject({ id, person, role, kind: decisionKind, note: z.string(), at: time, sha256 })),
  content: contentShape,
})

export const decidedShape = z.strictObject({ id, state: z.enum(briefStates).describe("Of the brief, after it") })

export const exportedShape = z.strictObject({
  title: text,
  number: number.nullable().describe("Null: the draft as it stands"),
  sha256,
  content: contentShape,
})

export const errorShape = z.strictObject({
  error: z.strictObject({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
})

export const healthShape = z.strictObject({ status: z.enum(["ok", "ready", "not-ready"]) })
