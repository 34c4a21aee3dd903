// Who may come in, decided before the upgrade and again at every nudge. A stranger and an unknown brief get the same
// answer after the same work.

import type { IncomingMessage } from "node:http"
import type pg from "pg"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { seenEvery } from "#lib/members/session.ts"
import { type Credential, credentialOf, type Person } from "./person.ts"
import type { Pools } from "./pool.ts"
import { type Rights, rightsOf, type Standing, standing } from "./rights.ts"
import { Close } from "./wire.ts"

/** What the address asks for. */
export interface Request {
  briefId: string
  token: string | null
  cookie: string | undefined
  /** The Yjs client id that the socket will write and be present under, if it says so at once. */
  client: number | undefined
  schema: number | undefined
}

export interface Admission {
  person: Person
  rights: Rights
}

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads `/collab/<brief>?token=&client=&schema=`; `briefId` is "" where no brief can be meant. */
export function readRequest({ url, headers }: IncomingMessage): Request {
  const { pathname, searchParams } = new URL(url ?? "/", "http://collab")
  const name = pathname.slice("/collab/".length)
  return {
    briefId: pathname.startsWith("/collab/") && id.test(name) ? name : "",
    token: searchParams.get("token"),
    cookie: headers.cookie,
    client: wholeNumber(searchParams.get("client")),
    schema: wholeNumber(searchParams.get("schema")),
  }
}

const wholeNumber = (text: string | null) => (text !== null && /^\d{1,10}$/.test(text) ? Number(text) : undefined)

/**
 * The person and what they may do, or the code to close with. Whoever could write must say the schema that they know,
 * by page or by token: an editor deletes what it does not know. A reader may leave it out, but not be behind.
 */
export async function admit(request: Request, pools: Pools): Promise<Admission | { close: number }> {
  const credential = await credentialOf(request.token, request.cookie)
  const found = credential && (await find(pools.common, credential, request.briefId))
  if (!found) return { close: Close.notSignedIn }
  const rights = found.standing && rightsOf(found.person.id, found.standing)
  if (!rights) return { close: Close.unknown }
  const schema = request.schema ?? (rights.canWrite ? 0 : SCHEMA_VERSION)
  if (schema < SCHEMA_VERSION) return { close: Close.oldSchema }
  return { person: found.person, rights }
}

/** Whose credential it is and what they are to the brief, in one statement; undefined if it is nobody's. */
async function find(pool: pg.Pool, { kind, text, values, seen }: Credential, briefId: string) {
  type Row = Person & { seenAt: Date | null } & (Standing | Record<keyof Standing, null>)
  const { rows } = await pool.query<Row>({
    name: `admit-by-${kind}`,
    text: `with person as materialized (${text})
      select * from person left join lateral (${standing("person.id", "$3")}) as standing on true`,
    values: [...values, briefId || null],
  })
  const [found] = rows
  if (!found) return undefined
  const { workshopId, state, role, mayKeep, sections, seenAt, ...person } = found
  // Nobody waits for it, and a database that takes no writes still lets people in to read.
  if (!seenAt || Date.now() - seenAt.getTime() > seenEvery)
    pool.query(seen, [person.tokenId ?? person.sessionId]).catch(() => {})
  return { person, standing: workshopId === null ? undefined : { workshopId, state, role, mayKeep, sections } }
}
