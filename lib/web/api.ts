// Every route of /api/v1 is made here: who, from where, how large, which shape; then the use case; then JSON.
import { randomUUID } from "node:crypto"
import type { z } from "zod"
import { env } from "#lib/env.ts"
import { type ErrorCode, ExpectedError, invalid, type MessageValues, notFound } from "#lib/errors.ts"
import { type Person, personOfRequest } from "#lib/members/identify.ts"
import { isUuid, type Locale } from "#lib/members/input.ts"
import { isSameOrigin, originOf } from "#lib/web/forwarded.ts"
import { localeAsked } from "#lib/web/locale.ts"
import { say, sayIssue } from "#lib/web/say.ts"

/** The most that a body may hold. Bytes. */
export const bodyLimit = 1024 * 1024

const statusOf: Record<ErrorCode, number> = { invalid: 400, "not-allowed": 403, "not-found": 404, conflict: 409 }

/** A refusal that only the API knows. */
class HttpRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly key: string
  readonly values: MessageValues

  constructor(status: number, code: string, key: string, values: MessageValues = {}) {
    super(code)
    this.status = status
    this.code = code
    this.key = key
    this.values = values
  }
}

export interface Call<Input> {
  /** User id. */
  who: string
  person: Person
  /** Of the route. Those named `id` or ending in `Id` are known to be ids. */
  params: Record<string, string>
  query: URLSearchParams
  input: Input
  request: Request
  locale: Locale
}

type Run<Input> = (call: Call<Input>) => Promise<unknown>
/** As Next gives it: a route without parts that vary has no parameters at all. */
type Context = { params: Promise<Record<string, string | string[] | undefined> | undefined> }
type Route = (request: Request, context: Context) => Promise<Response>

/**
 * A route handler. What `run` returns is sent as JSON, a `Response` as it is; with a schema, the body must be JSON of
 * that shape. Errors are `{error: {code, message, details?}}` in the language of Accept-Language, else of the person.
 */
export function api(run: Run<undefined>): Route
export function api<Input>(schema: z.ZodType<Input>, run: Run<Input>): Route
export function api<Input>(first: z.ZodType<Input> | Run<undefined>, second?: Run<Input>): Route {
  const schema = second ? (first as z.ZodType<Input>) : undefined
  const run = (second ?? first) as Run<Input | undefined>
  return async (request, context) => {
    let locale = localeAsked(request.headers.get("accept-language")) ?? "en"
    try {
      const person = await caller(request)
      if (!localeAsked(request.headers.get("accept-language"))) locale = person.locale
      const params = idsOf((await context.params) ?? {})
      const input = schema ? parse(schema, await jsonOf(request)) : undefined
      const query = new URL(request.url).searchParams
      const value = await run({ who: person.id, person, params, query, input, request, locale })
      return value instanceof Response ? value : json(value)
    } catch (error) {
      return refusal(error, locale)
    }
  }
}

/** JSON that no cache keeps. */
export const json = (value: unknown, status = 200): Response =>
  Response.json(value ?? null, { status, headers: { "Cache-Control": "no-store" } })

/** The answer to what has made something. */
export const created = (value: unknown): Response => json(value, 201)

/** What stands at addresses that are nothing. */
export const nothingHere = (request: Request): Response =>
  refusal(notFound(), localeAsked(request.headers.get("accept-language")) ?? "en")

async function caller(request: Request): Promise<Person> {
  const authorization = request.headers.get("authorization")
  const bearer = authorization === null ? null : (/^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? "")
  const person = await personOfRequest({ bearer, cookie: request.headers.get("cookie") })
  if (!person) throw new HttpRefusal(401, "not-signed-in", "apiSignIn")
  const safe = request.method === "GET" || request.method === "HEAD"
  const origin = originOf(request.headers, { appUrl: env.APP_URL, trustProxy: env.CHANCERY_TRUST_PROXY })
  if (!safe && bearer === null && !isSameOrigin(request.headers, origin))
    throw new HttpRefusal(403, "not-allowed", "apiOrigin")
  return person
}

function idsOf(params: Record<string, string | string[] | undefined>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) {
    if (typeof value !== "string") continue
    if (/(^id|Id)$/.test(name) && !isUuid(value)) throw notFound()
    found[name] = value
  }
  return found
}

function parse<Input>(schema: z.ZodType<Input>, raw: unknown): Input {
  const parsed = schema.safeParse(raw, { reportInput: true })
  if (!parsed.success) throw new BadShape(parsed.error)
  return parsed.data
}

class BadShape extends Error {
  readonly issues: z.ZodError
  constructor(issues: z.ZodError) {
    super("bad shape")
    this.issues = issues
  }
}

/** The body as JSON, read no further than the limit whatever its header says. An empty body is an empty object. */
async function jsonOf(request: Request): Promise<unknown> {
  const tooLarge = new HttpRefusal(413, "too-large", "apiTooLarge", { megabytes: bodyLimit / 1024 / 1024 })
  if (Number(request.headers.get("content-length")) > bodyLimit) throw tooLarge
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength
    if (size > bodyLimit) {
      await reader?.cancel().catch(() => {})
      throw tooLarge
    }
    chunks.push(part.value)
  }
  if (size === 0) return {}
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) throw invalid("apiNotJson")
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)))
  } catch {
    throw invalid("apiBadJson")
  }
}

function refusal(error: unknown, locale: Locale): Response {
  const send = (status: number, code: string, message: string, details?: unknown) => {
    const response = json({ error: { code, message, ...(details !== undefined && { details }) } }, status)
    if (status === 401) response.headers.set("WWW-Authenticate", "Bearer")
    // The rest of the body is not read, so nothing more can be asked over this connection.
    if (status === 413) response.headers.set("Connection", "close")
    return response
  }
  if (error instanceof ExpectedError)
    return send(statusOf[error.code], error.code, say(locale, error.messageKey, error.values), error.details)
  if (error instanceof HttpRefusal) return send(error.status, error.code, say(locale, error.key, error.values))
  if (error instanceof BadShape) {
    const { message, field } = sayIssue(locale, error.issues)
    return send(400, "invalid", message, { field })
  }
  const id = randomUUID()
  console.error(`A request failed (${id}):`, error)
  return send(500, "internal", say(locale, "internal", { id }))
}
