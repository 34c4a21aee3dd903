// Who may come in, decided before the upgrade and again at every nudge. A stranger and an unknown brief get the same
// answer after the same work.

import type { IncomingMessage } from "node:http"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { type Person, personOf } from "./person.ts"
import type { Pools } from "./pool.ts"
import { type Rights, rightsOf } from "./rights.ts"
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
  const person = await personOf(pools.common, request.token, request.cookie)
  if (!person) return { close: Close.notSignedIn }
  const rights = request.briefId ? await rightsOf(pools.common, person.id, request.briefId) : undefined
  if (!rights) return { close: Close.unknown }
  const schema = request.schema ?? (rights.canWrite ? 0 : SCHEMA_VERSION)
  if (schema < SCHEMA_VERSION) return { close: Close.oldSchema }
  return { person, rights }
}
