// A browser sends cookies to a socket from any page, so the page's origin is compared exactly, before the upgrade.

import type { IncomingMessage } from "node:http"
import { env } from "#lib/env.ts"

/** Whether the request comes from a page of ours. Without an Origin it is no browser, and must show a token. */
export function hasOurOrigin(request: IncomingMessage, hasToken: boolean): boolean {
  const { origin } = request.headers
  if (origin === undefined) return hasToken
  return origin === ourOrigin(request)
}

/** The address that people open: as configured, else whatever host this request asked for. */
function ourOrigin({ headers }: IncomingMessage): string {
  if (env.APP_URL) return env.APP_URL
  const forwarded = (name: string) => (env.CHANCERY_TRUST_PROXY ? headers[name] : undefined)
  const host = forwarded("x-forwarded-host") ?? headers.host
  return `${forwarded("x-forwarded-proto") === "https" ? "https" : "http"}://${host}`
}
