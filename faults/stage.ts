// The briefs of a fault with the people who write in them, and what the database holds of each.

import pg from "pg"
import * as Y from "yjs"
import { accessToBrief } from "#lib/briefs/access.ts"
import { canonical, sha256 } from "#lib/document/canonical.ts"
import { type BriefFacts, readContent } from "#lib/document/ydoc.ts"
import { openBrief, openWorkshop, type Someone, someone } from "../lib/collab/test-stage.ts"
import { Ledger } from "./ledger.ts"
import { Writer } from "./writer.ts"

export interface People {
  workshop: string
  writers: Someone[]
  observer: Someone
}

export async function gather(): Promise<People> {
  const workshop = await openWorkshop()
  return {
    workshop,
    writers: [await someone("Anna", workshop, "drafter"), await someone("Lan", workshop, "convener")],
    observer: await someone("Aigerim", workshop, "observer"),
  }
}

/** A brief with prose and a table, its people at their screens, and the ledger of what they did. */
export interface Desk {
  readonly brief: string
  readonly facts: BriefFacts
  readonly ledger: Ledger
  readonly writers: Writer[]
}

export async function openDesk(served: { port: number }, { workshop, writers }: People): Promise<Desk> {
  const brief = await openBrief(workshop)
  const { brief: facts } = await accessToBrief((writers[0] as Someone).id, brief)
  const ledger = new Ledger()
  return { brief, facts, ledger, writers: writers.map((person) => new Writer(served, brief, person, ledger)) }
}

/** The hash of the exact content, as an approval would sign it. */
export const hashOf = (doc: Y.Doc, facts: BriefFacts): Promise<string> => sha256(canonical(readContent(doc, facts)))

/** Documents made from nothing but the bytes that the database holds at this moment. */
export async function storedIn(url: string, briefs: string[]): Promise<Map<string, Y.Doc>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client
    .query<{ brief: string; data: Buffer }>(
      `select "briefId" as brief, data, 0 as part, upto as seq from "BriefSnapshot" where "briefId" = any ($1)
       union all
       select "briefId", data, 1, seq from "BriefUpdate" where "briefId" = any ($1)
       order by part, seq`,
      [briefs],
    )
    .finally(() => client.end())
  const docs = new Map(briefs.map((brief) => [brief, new Y.Doc()]))
  for (const { brief, data } of rows) Y.applyUpdate(docs.get(brief) as Y.Doc, data)
  return docs
}
